using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Fielding;

/// <summary>What the simulated respondents of a sample think on average: the numbers that an analysis of the sample should find again.</summary>
internal sealed record SampleProfile
{
    /// <summary>The mean of a battery's answers by dimension, before rounding to the scale.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Means { get; init; }

    /// <summary>How far perceptions in a branch lie from those elsewhere.</summary>
    public IReadOnlyDictionary<string, double> BranchShifts { get; init; } = new Dictionary<string, double>
    {
        ["tehran-valiasr"] = 0.10,
        ["tehran-tajrish"] = 0.35,
        ["isfahan-chaharbagh"] = 0.20,
        ["shiraz-zand"] = -0.15,
        ["tabriz-shariati"] = -0.55,
    };

    /// <summary>How important a dimension is on average; the points are shared in this proportion.</summary>
    public IReadOnlyDictionary<string, double> Importance { get; init; } = new Dictionary<string, double>
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

    /// <summary>What simulated respondents to any questionnaire think: one of the profiles above where it fits, otherwise one made up from its scale.</summary>
    public static SampleProfile For(Questionnaire questionnaire)
    {
        foreach (var profile in new[] { Servqual, ZoneOfTolerance })
            if (questionnaire.Batteries.Length == profile.Means.Count && questionnaire.Batteries.All(battery => profile.Means.ContainsKey(battery.Id))
                && questionnaire.Dimensions.All(dimension => profile.Importance.ContainsKey(dimension.Id))
                && (questionnaire.Scale.From, questionnaire.Scale.To) == (1, profile == Servqual ? 7 : 9)) return profile;

        // Perceptions somewhat above the middle and differing by dimension; whatever else is asked lies above them.
        var (from, span) = (questionnaire.Scale.From, questionnaire.Scale.To - questionnaire.Scale.From);
        return new SampleProfile
        {
            Means = questionnaire.Batteries.ToDictionary(battery => battery.Id, battery => (IReadOnlyDictionary<string, double>)questionnaire.Dimensions
                .Select((dimension, place) => KeyValuePair.Create(dimension.Id, from + span * ((battery.Id == "perception" ? 0.64 : 0.82) + 0.08 * Math.Sin(2.4 * place)))).ToDictionary()),
            BranchShifts = questionnaire.Attributes.Take(1).SelectMany(attribute => attribute.Options)
                .Select((option, place) => KeyValuePair.Create(option.Id, 0.35 * Math.Sin(1.7 * place))).ToDictionary(),
            Importance = questionnaire.Dimensions.Select((dimension, place) => KeyValuePair.Create(dimension.Id, 1 + 0.5 * Math.Sin(1.3 * place))).ToDictionary(),
        };
    }

    private static Dictionary<string, double> Of(double tangibles, double reliability, double responsiveness, double assurance, double empathy) => new()
    {
        ["tangibles"] = tangibles,
        ["reliability"] = reliability,
        ["responsiveness"] = responsiveness,
        ["assurance"] = assurance,
        ["empathy"] = empathy,
    };
}
