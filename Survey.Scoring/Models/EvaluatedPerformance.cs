using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Evaluated performance, unweighted: minus the distance of the perception from the ideal point, −|P − I|.</summary>
public sealed class EvaluatedPerformance : MeasurementModel
{
    /// <inheritdoc/>
    public override string Code => "evaluated-performance";

    /// <inheritdoc/>
    public override string Source => "Teas (1993), Expectations, performance evaluation, and consumers' perceptions of quality, Journal of Marketing 57(4), 18–34";

    /// <inheritdoc/>
    public override ImmutableArray<string> Batteries { get; } = ["perception", "ideal"];

    /// <inheritdoc/>
    public override ScoreRange ItemRange(RatingScale scale) => new(scale.From - scale.To, 0);

    /// <inheritdoc/>
    public override int ItemScore(ReadOnlySpan<int> answers) => -Math.Abs(answers[0] - answers[1]);
}
