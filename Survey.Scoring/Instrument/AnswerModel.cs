using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>A model whose item score is the answer itself.</summary>
/// <param name="battery">The battery that is scored.</param>
public abstract class AnswerModel(string battery) : MeasurementModel
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Batteries { get; } = [battery];

    /// <inheritdoc/>
    public sealed override ScoreRange ItemRange(RatingScale scale) => new(scale.From, scale.To);

    /// <inheritdoc/>
    public sealed override int ItemScore(ReadOnlySpan<int> answers) => answers[0];
}
