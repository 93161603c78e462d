using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Survey.Scoring.Instrument;

/// <summary>What may be answered to a further question, and how the answer is written.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "A single choice is the word of the field, not the type.")]
public enum QuestionKind
{
    /// <summary>One of the options: its id.</summary>
    Single,

    /// <summary>Any of the options: their ids in the order of the file, separated by spaces.</summary>
    Multiple,

    /// <summary>Options put in order: ids from the first to the last place, separated by spaces. Some may be left out.</summary>
    Ranking,

    /// <summary>A number: invariant notation, without an exponent.</summary>
    Number,

    /// <summary>A day of the Gregorian calendar, <c>2026-11-23</c>, in whichever calendar it was typed.</summary>
    Date,

    /// <summary>A text on one line.</summary>
    ShortText,

    /// <summary>A text with line breaks.</summary>
    LongText,

    /// <summary>How likely the respondent is to recommend: 0 … 10.</summary>
    Nps,
}

/// <summary>What happens where a question is left empty.</summary>
public enum Requirement
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The page asks once, and then goes on.</summary>
    Soft,

    /// <summary>The page does not go on without an answer.</summary>
    Hard,
}

/// <summary>A question beside the instrument: it belongs to no dimension and no measurement model looks at it.</summary>
/// <param name="Id">Stable id, unique among the CSV columns.</param>
/// <param name="Kind">What may be answered.</param>
/// <param name="Text">The question.</param>
public sealed record Question(string Id, QuestionKind Kind, LocalizedText Text)
{
    /// <summary>The place before the first dimension.</summary>
    public const string Start = "start";

    /// <summary>The place after the last dimension.</summary>
    public const string End = "end";

    /// <summary>How to answer; null when the question says enough.</summary>
    public LocalizedText? Hint { get; init; }

    /// <summary>What is chosen from, for the kinds that choose; empty for the others.</summary>
    public ImmutableArray<AttributeOption> Options { get; init; } = [];

    /// <summary>For a number the least that is taken; null for any.</summary>
    public decimal? Least { get; init; }

    /// <summary>For a number the most that is taken; null for any.</summary>
    public decimal? Most { get; init; }

    /// <summary>Where it is asked: <see cref="Start"/>, <see cref="End"/>, or the id of the dimension after which it comes.</summary>
    public string Place { get; init; } = End;

    /// <summary>What happens where it is left empty.</summary>
    public Requirement Requirement { get; init; }

    /// <summary>Who is asked; null for everybody.</summary>
    public Condition? When { get; init; }

    /// <summary>Whether the answer is chosen from options.</summary>
    public bool HasOptions => Kind is QuestionKind.Single or QuestionKind.Multiple or QuestionKind.Ranking;

    /// <summary>Equal content.</summary>
    public bool Equals(Question? other) =>
        other is not null && Id == other.Id && Kind == other.Kind && Text.Equals(other.Text) && Equals(Hint, other.Hint) && Options.SequenceEqual(other.Options)
        && Least == other.Least && Most == other.Most && Place == other.Place && Requirement == other.Requirement && Equals(When, other.When);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Kind, Text, Options.Length);
}
