using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Normed quality with the expectation as the excellence norm: −(|P − I| − |E − I|).</summary>
public sealed class NormedQuality : MeasurementModel
{
    /// <inheritdoc/>
    public override string Code => "normed-quality";

    /// <inheritdoc/>
    public override string Source => "Teas (1993), Expectations, performance evaluation, and consumers' perceptions of quality, Journal of Marketing 57(4), 18–34";

    /// <inheritdoc/>
    public override ImmutableArray<string> Batteries { get; } = ["perception", "expectation", "ideal"];

    /// <inheritdoc/>
    public override ScoreRange ItemRange(RatingScale scale) => new(scale.From - scale.To, scale.To - scale.From);

    /// <inheritdoc/>
    public override int ItemScore(ReadOnlySpan<int> answers) => Math.Abs(answers[1] - answers[2]) - Math.Abs(answers[0] - answers[2]);
}
