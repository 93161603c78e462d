using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// How the values of a column stand in the moments of units: whole numbers about the middle of what the column may hold, so that nothing
/// cancels; those of groups not longer than <see cref="GroupBits"/>, so that their sums are exact in a double and the order of adding does
/// not matter.
/// </summary>
/// <param name="Middle">The value that is 0 in the moments.</param>
/// <param name="Step">How many values make one step of the moments, a power of two.</param>
/// <param name="Offset">The score of the middle.</param>
/// <param name="Unit">The score of a step.</param>
internal readonly record struct UnitColumn(long Middle, long Step, double Offset, double Unit)
{
    // Squares of 18 bits can be added 2¹⁷ times below 2⁵³.
    private const int GroupBits = 18;

    /// <summary>The column of a definition; item and half-rule scores are not negative, weighted ones may be.</summary>
    public static UnitColumn Of(ScoreColumn column, bool isGrouped)
    {
        var middle = column.Denominator >= ScoreColumn.FixedPoint ? 0 : column.Bound / 2;
        var step = 1L;
        while (isGrouped && column.Bound / step > 1 << GroupBits) step *= 2;
        return new UnitColumn(middle, step, column.Offset + (double)middle / column.Denominator, (double)step / column.Denominator);
    }

    /// <summary>A value in steps about the middle.</summary>
    public double Of(long value) => Step == 1 ? value - Middle : Math.Round((value - Middle) / (double)Step);
}
