namespace Survey.Scoring.Moments;

/// <summary>
/// A variable of the moments. Its values are whole numbers; the score is offset + value / denominator. Offsets drop out of deviations,
/// so sums and products stay small and exact.
/// </summary>
/// <param name="Offset">The score of value 0.</param>
/// <param name="Denominator">Values per unit of the score.</param>
/// <param name="Bound">No value is larger than this in magnitude.</param>
internal readonly record struct ScoreColumn(int Offset, long Denominator, long Bound)
{
    /// <summary>The denominator of scores that are no fractions over a small common denominator: they are rounded to multiples of 2⁻⁴⁰.</summary>
    public const long FixedPoint = 1L << 40;

    /// <summary>Whether every value fits 16 bits; such columns have no negative values.</summary>
    public bool IsNarrow => Bound <= short.MaxValue;

    /// <summary>A missing value in a column of 64-bit values.</summary>
    public const long Missing = long.MinValue;
}
