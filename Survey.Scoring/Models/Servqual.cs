using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Perception minus expectation, P − E.</summary>
public sealed class Servqual : MeasurementModel
{
    /// <inheritdoc/>
    public override string Code => "servqual";

    /// <inheritdoc/>
    public override string Source => "Parasuraman, Zeithaml & Berry (1988), SERVQUAL: A multiple-item scale for measuring consumer perceptions of service quality, Journal of Retailing 64(1), 12–40";

    /// <inheritdoc/>
    public override ImmutableArray<string> Batteries { get; } = ["perception", "expectation"];

    /// <inheritdoc/>
    public override BatteryDifference Difference { get; } = new("perception", "expectation");

    /// <inheritdoc/>
    public override bool CanBeGapModel => true;

    /// <inheritdoc/>
    public override ScoreRange ItemRange(RatingScale scale) => new(scale.From - scale.To, scale.To - scale.From);

    /// <inheritdoc/>
    public override int ItemScore(ReadOnlySpan<int> answers) => answers[0] - answers[1];
}
