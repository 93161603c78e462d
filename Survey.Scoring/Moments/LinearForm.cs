using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>A column as a whole-number combination of other columns: constant + Σ factor · column.</summary>
/// <param name="Constant">What is added.</param>
/// <param name="Terms">The columns with their factors.</param>
internal readonly record struct LinearForm(long Constant, ImmutableArray<(int Column, int Factor)> Terms)
{
    /// <summary>The column itself.</summary>
    public static LinearForm Of(int column) => new(0, [(column, 1)]);
}
