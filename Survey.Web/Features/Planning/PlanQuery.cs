using System.Globalization;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Planning;

/// <summary>What a plan is to reach, as it stands in the address: <c>?margin=5&amp;rate=30&amp;points=0.2&amp;sd=1.4&amp;effect=0.3</c>. What is missing or makes no sense is the usual value.</summary>
internal sealed record PlanQuery
{
    /// <summary>Half the width of a share's interval, in percentage points.</summary>
    public double Margin { get; init; } = 5;

    /// <summary>The percentage of the invited who are expected to answer.</summary>
    public double Rate { get; init; } = 30;

    /// <summary>Half the width of a mean's interval, in points of the scale.</summary>
    public double Points { get; init; } = 0.2;

    /// <summary>The standard deviation expected, in points of the scale.</summary>
    public double Deviation { get; init; } = 1.4;

    /// <summary>The smallest gap that is to be found, in standard deviations.</summary>
    public double Effect { get; init; } = 0.3;

    public static PlanQuery Read(IQueryCollection query)
    {
        var usual = new PlanQuery();
        return new PlanQuery
        {
            Margin = Number(query["margin"], 0.1, 49, usual.Margin),
            Rate = Number(query["rate"], 0.1, 100, usual.Rate),
            Points = Number(query["points"], 0.01, 100, usual.Points),
            Deviation = Number(query["sd"], 0.01, 1000, usual.Deviation),
            Effect = Number(query["effect"], 0.01, 10, usual.Effect),
        };
    }

    /// <summary>A whole number as people type it, digits of any kind, with or without separators; null when it is none.</summary>
    public static long? Whole(string? text) =>
        long.TryParse(PersianText.LatinDigits(text ?? "").Replace(",", "", StringComparison.Ordinal).Replace("٬", "", StringComparison.Ordinal).Trim(),
            NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 100_000_000_000 ? number : null;

    private static double Number(string? text, double least, double most, double usual) =>
        double.TryParse(PersianText.LatinDigits(text ?? "").Replace('٫', '.').Replace('/', '.').Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most ? number : usual;
}
