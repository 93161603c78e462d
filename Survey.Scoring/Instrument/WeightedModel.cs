using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>
/// A model whose dimension scores are those of another model times w_d / Σw, the respondent's own importance points. The overall score
/// is their sum. Both are missing where a needed score or any weight is missing, or where the weights sum to 0.
/// </summary>
public abstract class WeightedModel(MeasurementModel unweighted) : MeasurementModel
{
    /// <inheritdoc/>
    public sealed override MeasurementModel Unweighted => unweighted;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> Batteries => unweighted.Batteries;

    /// <inheritdoc/>
    public sealed override BatteryDifference? Difference => unweighted.Difference;

    /// <inheritdoc/>
    public sealed override ScoreRange ItemRange(RatingScale scale) => unweighted.ItemRange(scale);

    /// <inheritdoc/>
    public sealed override int ItemScore(ReadOnlySpan<int> answers) => unweighted.ItemScore(answers);
}
