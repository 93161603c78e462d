namespace Survey.Web.Features.Fielding;

/// <summary>What the simulated respondents of a sample think on average: the numbers that an analysis of the sample should find again.</summary>
internal sealed record SampleProfile
{
    /// <summary>The mean of a battery's answers by dimension, before rounding to the scale.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Means { get; init; }

    /// <summary>How far perceptions in a branch lie from those elsewhere.</summary>
    public IReadOnlyDictionary<string, double> BranchShifts { get; } = new Dictionary<string, double>
    {
        ["tehran-valiasr"] = 0.10,
        ["tehran-tajrish"] = 0.35,
        ["isfahan-chaharbagh"] = 0.20,
        ["shiraz-zand"] = -0.15,
        ["tabriz-shariati"] = -0.55,
    };

    /// <summary>How important a dimension is on average; the points are shared in this proportion.</summary>
    public IReadOnlyDictionary<string, double> Importance { get; } = new Dictionary<string, double>
    {
        ["tangibles"] = 13,
        ["reliability"] = 30,
        ["responsiveness"] = 23,
        ["assurance"] = 19,
        ["empathy"] = 15,
    };

    /// <summary>High expectations, perceptions around five, reliability the largest gap.</summary>
    public static SampleProfile Servqual { get; } = new()
    {
        Means = new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["expectation"] = Of(5.9, 6.7, 6.4, 6.5, 6.0),
            ["perception"] = Of(5.5, 4.7, 4.9, 5.4, 5.0),
        },
    };

    /// <summary>Perceptions within the zone of tolerance, but for reliability, where they fall below the minimum.</summary>
    public static SampleProfile ZoneOfTolerance { get; } = new()
    {
        Means = new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["minimum"] = Of(5.2, 6.6, 6.0, 6.1, 5.5),
            ["desired"] = Of(7.3, 8.5, 8.1, 8.2, 7.6),
            ["perception"] = Of(6.4, 6.2, 6.3, 6.9, 6.3),
        },
    };

    private static Dictionary<string, double> Of(double tangibles, double reliability, double responsiveness, double assurance, double empathy) => new()
    {
        ["tangibles"] = tangibles,
        ["reliability"] = reliability,
        ["responsiveness"] = responsiveness,
        ["assurance"] = assurance,
        ["empathy"] = empathy,
    };
}
