using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>A model whose item score is one answer minus another, from −(to − from) to to − from: its gaps can be shown.</summary>
/// <param name="minuend">The battery that is subtracted from.</param>
/// <param name="subtrahend">The battery that is subtracted.</param>
public abstract class DifferenceModel(string minuend, string subtrahend) : MeasurementModel
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Batteries { get; } = [minuend, subtrahend];

    /// <inheritdoc/>
    public sealed override BatteryDifference Difference { get; } = new(minuend, subtrahend);

    /// <inheritdoc/>
    public sealed override bool CanBeGapModel => true;

    /// <inheritdoc/>
    public sealed override ScoreRange ItemRange(RatingScale scale) => new(scale.From - scale.To, scale.To - scale.From);

    /// <inheritdoc/>
    public sealed override int ItemScore(ReadOnlySpan<int> answers) => answers[0] - answers[1];
}
