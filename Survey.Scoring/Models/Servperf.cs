using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Perception alone, P.</summary>
public sealed class Servperf : MeasurementModel
{
    /// <inheritdoc/>
    public override string Code => "servperf";

    /// <inheritdoc/>
    public override string Source => "Cronin & Taylor (1992), Measuring service quality: A reexamination and extension, Journal of Marketing 56(3), 55–68";

    /// <inheritdoc/>
    public override ImmutableArray<string> Batteries { get; } = ["perception"];

    /// <inheritdoc/>
    public override ScoreRange ItemRange(RatingScale scale) => new(scale.From, scale.To);

    /// <inheritdoc/>
    public override int ItemScore(ReadOnlySpan<int> answers) => answers[0];
}
