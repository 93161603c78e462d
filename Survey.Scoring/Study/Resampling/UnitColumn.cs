using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>How the values of a column stand in the moments of units: whole numbers about the middle of what the column may hold, so that nothing cancels.</summary>
/// <param name="Middle">The value that is 0 in the moments.</param>
/// <param name="Offset">The score of the middle.</param>
/// <param name="Unit">The score of a step of the moments.</param>
internal readonly record struct UnitColumn(long Middle, double Offset, double Unit)
{
    /// <summary>The column of a definition; item and half-rule scores are not negative, weighted ones may be.</summary>
    public static UnitColumn Of(ScoreColumn column)
    {
        var middle = column.Denominator >= ScoreColumn.FixedPoint ? 0 : column.Bound / 2;
        return new UnitColumn(middle, column.Offset + (double)middle / column.Denominator, 1.0 / column.Denominator);
    }

    /// <summary>A value about the middle.</summary>
    public double Of(long value) => value - Middle;
}
