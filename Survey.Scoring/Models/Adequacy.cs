using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>The measure of service adequacy: perception minus the minimum that is acceptable, P − M.</summary>
public sealed class Adequacy : MeasurementModel
{
    /// <inheritdoc/>
    public override string Code => "adequacy";

    /// <inheritdoc/>
    public override string Source => "Parasuraman, Zeithaml & Berry (1994), Alternative scales for measuring service quality: A comparative assessment based on psychometric and diagnostic criteria, Journal of Retailing 70(3), 201–230";

    /// <inheritdoc/>
    public override ImmutableArray<string> Batteries { get; } = ["perception", "minimum"];

    /// <inheritdoc/>
    public override BatteryDifference Difference { get; } = new("perception", "minimum");

    /// <inheritdoc/>
    public override bool CanBeGapModel => true;

    /// <inheritdoc/>
    public override ScoreRange ItemRange(RatingScale scale) => new(scale.From - scale.To, scale.To - scale.From);

    /// <inheritdoc/>
    public override int ItemScore(ReadOnlySpan<int> answers) => answers[0] - answers[1];
}
