using Survey.Scoring.Instrument;

namespace Survey.Scoring.Statistics.Sampling;

/// <summary>
/// By how much standard errors grow where items are drawn, from the design alone: what is expected when every item has the same variance, and two items
/// of a dimension the same correlation.
/// </summary>
public static class DrawnPrecision
{
    /// <summary>The correlation of two items of a dimension that is assumed before there are answers.</summary>
    public const double UsualCorrelation = 0.5;

    /// <summary>The factor of the standard error of the mean of an item that is drawn, √((k − c) / m): of k items c are common and m of the others are drawn. 1 where nothing is drawn.</summary>
    public static double OfItem(Dimension dimension) => Math.Sqrt(1 / Chance(dimension));

    /// <summary>
    /// The factor of the standard error of a dimension's mean. The variance of a respondent's contribution to it is Σᵢ Σⱼ ρᵢⱼ πᵢⱼ / (πᵢ πⱼ) / k², π the chances
    /// of being shown alone and together (Horvitz &amp; Thompson 1952), against Σᵢ Σⱼ ρᵢⱼ / k² where all are shown.
    /// </summary>
    public static double OfDimension(Dimension dimension, double correlation = UsualCorrelation)
    {
        double k = dimension.Items.Length, common = dimension.CommonItems, others = k - common, chance = Chance(dimension);
        if (chance >= 1) return 1;
        var draw = chance * others;
        var together = others > 1 ? draw * (draw - 1) / (others * (others - 1)) / (chance * chance) : 0;
        var pairs = common * (common - 1) + 2 * common * others + together * others * (others - 1);
        return Math.Sqrt((common + others / chance + correlation * pairs) / (k + correlation * k * (k - 1)));
    }

    /// <summary>The factor of the standard errors of whatever needs a battery that a part of the respondents is asked, 1 / √share; 1 where everybody is.</summary>
    public static double OfBattery(Battery battery) => battery.Share is { } share ? Math.Sqrt(100.0 / share) : 1;

    private static double Chance(Dimension dimension)
    {
        var others = dimension.Items.Length - dimension.CommonItems;
        return dimension.Draw is { } draw && draw < others ? (double)draw / others : 1;
    }
}
