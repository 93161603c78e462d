using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>
/// How the answers to an item become its score. A model is one sealed class in <c>Survey.Scoring/Models</c>, found by reflection
/// (<see cref="MeasurementModels"/>); nothing else names it.
/// </summary>
/// <remarks>
/// Answers are recoded before a model sees them (reversed items: from + to − answer). An item score is missing where any answer that
/// it needs is missing. A respondent's dimension score is the mean of the item scores that are there, missing when fewer than half are.
/// </remarks>
public abstract class MeasurementModel
{
    /// <summary>The stable code, lower case with hyphens: the model's name in questionnaire files and results.</summary>
    public abstract string Code { get; }

    /// <summary>Where the model was published: authors, year, journal.</summary>
    public abstract string Source { get; }

    /// <summary>The batteries that it needs (at most three), in the order in which <see cref="ItemScore"/> takes their answers.</summary>
    public abstract ImmutableArray<string> Batteries { get; }

    /// <summary>The model whose dimension scores are weighted by the respondent's own importance points; null when this model has no weights.</summary>
    public virtual MeasurementModel? Unweighted => null;

    /// <summary>Whether dimension scores are weighted by the respondent's own importance points.</summary>
    public bool IsWeighted => Unweighted is not null;

    /// <summary>The two batteries whose difference the item score is; null when it is none.</summary>
    public virtual BatteryDifference? Difference => null;

    /// <summary>Whether gaps can be shown with this model: the first such model of a questionnaire is its gap model.</summary>
    public virtual bool CanBeGapModel => false;

    /// <summary>
    /// Whether it rests on what customers perceive. Only such models are rivals in measuring service quality, and only of their differences it
    /// is asked whether the perceptions alone would do.
    /// </summary>
    public bool IsOfPerceptions => Batteries.Contains("perception");

    /// <summary>The lowest and highest item score on a scale.</summary>
    public abstract ScoreRange ItemRange(RatingScale scale);

    /// <summary>The item score from the answers to the <see cref="Batteries"/>, in their order.</summary>
    public abstract int ItemScore(ReadOnlySpan<int> answers);

    /// <summary>The code.</summary>
    public sealed override string ToString() => Code;
}

/// <summary>Two batteries of which one is subtracted from the other.</summary>
/// <param name="Minuend">The battery's id that is subtracted from.</param>
/// <param name="Subtrahend">The battery's id that is subtracted.</param>
public sealed record BatteryDifference(string Minuend, string Subtrahend);

/// <summary>The lowest and highest value of an item score.</summary>
public readonly record struct ScoreRange(int Lowest, int Highest)
{
    /// <summary>The distance between both.</summary>
    public int Span => Highest - Lowest;
}
