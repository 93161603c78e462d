using System.Collections.Immutable;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>A survey of another program, as far as its questions correspond to something here.</summary>
internal sealed record ImportedSurvey(LocalizedText Title, ImmutableArray<ImportedGroup> Groups);

/// <summary>Questions that stand together: a page, a panel, a group.</summary>
internal sealed record ImportedGroup(string Name, LocalizedText Title, LocalizedText Description, ImmutableArray<ImportedQuestion> Questions);

/// <summary>One question.</summary>
/// <param name="Place">Where it stands in its file, as problems name it.</param>
/// <param name="Name">Its name or code there.</param>
/// <param name="Text">What is asked.</param>
internal abstract record ImportedQuestion(string Place, string Name, LocalizedText Text);

/// <summary>Statements rated on one scale, or each on several.</summary>
internal sealed record ImportedTable(string Place, string Name, LocalizedText Text, ImmutableArray<ImportedRow> Rows, ImmutableArray<ImportedScale> Scales)
    : ImportedQuestion(Place, Name, Text);

/// <summary>A statement of a table.</summary>
internal sealed record ImportedRow(string Place, string Name, LocalizedText Text);

/// <summary>A single question on a rating scale.</summary>
internal sealed record ImportedRating(string Place, string Name, LocalizedText Text, ImportedScale Scale) : ImportedQuestion(Place, Name, Text);

/// <summary>A choice of one among several.</summary>
internal sealed record ImportedChoice(string Place, string Name, LocalizedText Text, ImmutableArray<ImportedPoint> Options) : ImportedQuestion(Place, Name, Text);

/// <summary>An open question for a longer text.</summary>
internal sealed record ImportedComment(string Place, string Name, LocalizedText Text) : ImportedQuestion(Place, Name, Text);

/// <summary>A question that is neither rated nor describes the person: it becomes a further question.</summary>
/// <param name="Kind">What may be answered.</param>
/// <param name="Options">What is chosen from; empty for the kinds that do not choose.</param>
internal sealed record ImportedFurther(string Place, string Name, LocalizedText Text, QuestionKind Kind, ImmutableArray<ImportedPoint> Options) : ImportedQuestion(Place, Name, Text)
{
    /// <summary>For a number the least that is taken; null for any.</summary>
    public decimal? Least { get; init; }

    /// <summary>For a number the most that is taken; null for any.</summary>
    public decimal? Most { get; init; }
}

/// <summary>What can be chosen.</summary>
internal sealed record ImportedPoint(string Value, LocalizedText Label);

/// <summary>A rating scale; what is chosen where a question does not apply stands apart.</summary>
/// <param name="Title">What is rated on it, where a table has several.</param>
/// <param name="Scale">Its points, numbered.</param>
/// <param name="NotApplicable">The label of "not applicable"; null where it cannot be chosen.</param>
/// <param name="IsNumbered">Whether the file numbers the points; otherwise they were counted in the order in which they stand.</param>
internal sealed record ImportedScale(LocalizedText Title, RatingScale Scale, LocalizedText? NotApplicable, bool IsNumbered)
{
    /// <summary>Whether two scales have the same ends.</summary>
    public bool HasEndsOf(ImportedScale other) => (Scale.From, Scale.To) == (other.Scale.From, other.Scale.To);
}
