using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>
/// What is asked: an instrument of the SERVQUAL family as data, read from a questionnaire file. Immutable; a published version is one such object.
/// </summary>
/// <remarks>Format: design of the questionnaire file in <c>questionnaires/README.md</c>. Obtained from <see cref="QuestionnaireFile"/>, which guarantees that ids are unique and columns distinct.</remarks>
public sealed record Questionnaire
{
    /// <summary>The stable id of the instrument: lower case, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The version of the file, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The name that people see.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The field of service that it is made for (banking, retail), by which a list of instruments is grouped; null for any service.</summary>
    public LocalizedText? Field { get; init; }

    /// <summary>The published instrument that the wordings are true to (author, year, journal); empty when there is none.</summary>
    public string Source { get; init; } = "";

    /// <summary>What every item is rated on, in the order of asking (expectation before perception).</summary>
    public required ImmutableArray<Battery> Batteries { get; init; }

    /// <summary>The one rating scale of all batteries.</summary>
    public required RatingScale Scale { get; init; }

    /// <summary>Whether a respondent may say that an item does not apply.</summary>
    public bool AllowsNotApplicable { get; init; }

    /// <summary>The instrument's own wording of "not applicable"; null for the program's.</summary>
    public LocalizedText? NotApplicableText { get; init; }

    /// <summary>The quality dimensions with their items, in the order of asking.</summary>
    public required ImmutableArray<Dimension> Dimensions { get; init; }

    /// <summary>The constant-sum importance question over the dimensions, if asked.</summary>
    public Importance? Importance { get; init; }

    /// <summary>The criterion questions: overall quality, satisfaction, recommendation.</summary>
    public ImmutableArray<Outcome> Outcomes { get; init; } = [];

    /// <summary>What divides respondents into segments: branch, gender.</summary>
    public ImmutableArray<RespondentAttribute> Attributes { get; init; } = [];

    /// <summary>Questions beside the instrument, in the order of asking within their places.</summary>
    public ImmutableArray<Question> Questions { get; init; } = [];

    /// <summary>The open question at the end, if asked.</summary>
    public LocalizedText? Comment { get; init; }

    /// <summary>The codes of the measurement models, the first being the one that results are shown in first.</summary>
    public required ImmutableArray<string> Models { get; init; }

    /// <summary>Every item with its dimension, in file order.</summary>
    public IEnumerable<Item> Items => Dimensions.SelectMany(dimension => dimension.Items);

    /// <summary>Whether respondents are shown different items of a dimension, drawn at random.</summary>
    public bool DrawsItems => Dimensions.Any(dimension => dimension.Draw is not null);

    /// <summary>Whether a battery is asked of a random part of the respondents only.</summary>
    public bool DrawsBatteries => Batteries.Any(battery => battery.Share is not null);

    /// <summary>The languages in which the title exists: the languages that the questionnaire can be asked in.</summary>
    public IEnumerable<string> Languages => Title.Languages;

    /// <summary>Equal content, property by property.</summary>
    public bool Equals(Questionnaire? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Id == other.Id && Version == other.Version && Title.Equals(other.Title) && Equals(Field, other.Field) && Source == other.Source
            && Batteries.SequenceEqual(other.Batteries) && Scale == other.Scale
            && AllowsNotApplicable == other.AllowsNotApplicable && Equals(NotApplicableText, other.NotApplicableText)
            && Dimensions.SequenceEqual(other.Dimensions) && Importance == other.Importance && Outcomes.SequenceEqual(other.Outcomes)
            && Attributes.SequenceEqual(other.Attributes) && Questions.SequenceEqual(other.Questions) && Equals(Comment, other.Comment) && Models.SequenceEqual(other.Models));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Version, Title, Dimensions.Length);
}

/// <summary>One rating of every item: expectation, perception, minimum, desired or ideal.</summary>
/// <param name="Id">The id that the models use.</param>
/// <param name="Prefix">The prefix of its CSV columns (<c>E</c> gives <c>E1</c>, <c>E2</c> …).</param>
/// <param name="Title">What people see above the rating.</param>
/// <param name="Instruction">How to answer; null when the title says enough.</param>
public sealed record Battery(string Id, string Prefix, LocalizedText Title, LocalizedText? Instruction)
{
    /// <summary>The share of the respondents who are asked it, in per cent from 1 to 99, drawn at random (<see cref="DrawnItems"/>); null for everybody.</summary>
    public int? Share { get; init; }
}

/// <summary>A quality dimension (a facet of service quality with items of its own).</summary>
/// <param name="Id">Stable id, unique in the file.</param>
/// <param name="Title">Its name.</param>
/// <param name="Description">What it means, in a sentence; null when not given.</param>
/// <param name="Items">Its items, at least one.</param>
public sealed record Dimension(string Id, LocalizedText Title, LocalizedText? Description, ImmutableArray<Item> Items)
{
    /// <summary>
    /// The sub-dimensions of a hierarchical instrument (Dabholkar, Thorpe &amp; Rentz 1996), to which items may belong; empty when there are none.
    /// </summary>
    public ImmutableArray<Subdimension> Subdimensions { get; init; } = [];

    /// <summary>Who is asked the items of the dimension; null for everybody. Items that were not asked are "not seen".</summary>
    public Condition? When { get; init; }

    /// <summary>Whether every respondent is shown the items in a drawn order of their own, so that no item always profits from its place.</summary>
    public bool HasRandomOrder { get; init; }

    /// <summary>
    /// How many of the items that are not common every respondent is shown, drawn at random (<see cref="DrawnItems"/>); null where everybody is shown
    /// all. Items that were not drawn are "not seen".
    /// </summary>
    public int? Draw { get; init; }

    /// <summary>The number of items that everybody is shown where items are drawn.</summary>
    public int CommonItems => Items.Count(item => item.IsCommon);

    /// <summary>The number of items that one respondent is shown.</summary>
    public int ShownItems => Draw is { } draw ? Math.Min(Items.Length, CommonItems + draw) : Items.Length;

    /// <summary>The dimension with other items; one that comes from another dimension leaves its sub-dimension there.</summary>
    public Dimension WithItems(IEnumerable<Item> items) => this with
    {
        Items = [.. items.Select(item => item.Subdimension is null || Subdimensions.Any(own => own.Id == item.Subdimension) ? item : item with { Subdimension = null })],
    };

    /// <summary>Equal content, the items in the same order.</summary>
    public bool Equals(Dimension? other) =>
        other is not null && Id == other.Id && Title.Equals(other.Title) && Equals(Description, other.Description) && Items.SequenceEqual(other.Items)
        && Subdimensions.SequenceEqual(other.Subdimensions) && Equals(When, other.When) && HasRandomOrder == other.HasRandomOrder && Draw == other.Draw;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Title, Items.Length);
}

/// <summary>A facet of a dimension.</summary>
/// <param name="Id">Stable id, unique in its dimension.</param>
/// <param name="Title">Its name.</param>
public sealed record Subdimension(string Id, LocalizedText Title);

/// <summary>A statement that is rated in every battery.</summary>
/// <param name="Id">Stable id, unique in the file.</param>
/// <param name="Texts">The wording by battery id; a single entry with the key <c>""</c> when one wording serves all batteries.</param>
/// <param name="IsReversed">Whether a high answer means low quality; scoring recodes it first, in every battery.</param>
public sealed record Item(string Id, ImmutableDictionary<string, LocalizedText> Texts, bool IsReversed)
{
    /// <summary>The wording in one battery.</summary>
    public LocalizedText TextIn(string battery) =>
        Texts.TryGetValue("", out var common) ? common : Texts.TryGetValue(battery, out var own) ? own : Texts.Values.First();

    /// <summary>
    /// The number of the item's meaning, from 1: kept when only the wording changes from one version to the next, raised when the item
    /// asks something else. Null declares nothing; a changed wording then breaks comparisons over time (<see cref="ItemChange"/>).
    /// </summary>
    public int? Meaning { get; init; }

    /// <summary>The id of its sub-dimension; null where it belongs to the dimension alone.</summary>
    public string? Subdimension { get; init; }

    /// <summary>Whether everybody is shown it, also where the dimension's items are drawn.</summary>
    public bool IsCommon { get; init; }

    /// <summary>
    /// The item of another questionnaire that this one mirrors: the same aspect of service, asked of somebody else (managers or staff about
    /// what customers rate). Null for none.
    /// </summary>
    public MirroredItem? Mirrors { get; init; }

    /// <summary>The wording that stands for the item in results: that of the perceptions if it has one of its own.</summary>
    public LocalizedText Text => TextIn("perception");

    /// <summary>Equal content.</summary>
    public bool Equals(Item? other) =>
        other is not null && Id == other.Id && IsReversed == other.IsReversed && IsCommon == other.IsCommon && Meaning == other.Meaning
        && Subdimension == other.Subdimension && Mirrors == other.Mirrors && Texts.Count == other.Texts.Count
        && Texts.All(own => other.Texts.TryGetValue(own.Key, out var text) && text.Equals(own.Value));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, IsReversed, Texts.Count);
}

/// <summary>An item of another questionnaire.</summary>
/// <param name="Questionnaire">The id of the questionnaire.</param>
/// <param name="Item">The id of the item in it.</param>
public sealed record MirroredItem(string Questionnaire, string Item);

/// <summary>The constant-sum question: points shared among the dimensions.</summary>
/// <param name="Prefix">The prefix of its CSV columns; column k belongs to the k-th dimension in file order.</param>
/// <param name="Total">The points to share, usually 100.</param>
/// <param name="Instruction">How to answer.</param>
public sealed record Importance(string Prefix, int Total, LocalizedText Instruction);

/// <summary>A criterion that quality scores are validated against.</summary>
/// <param name="Id">Stable id and CSV column.</param>
/// <param name="Text">The question.</param>
/// <param name="Scale">Its own scale.</param>
/// <param name="Kind">The indicator that it is; null for a criterion only.</param>
public sealed record Outcome(string Id, LocalizedText Text, RatingScale Scale, OutcomeKind? Kind = null)
{
    /// <summary>The number of the question's meaning, as <see cref="Item.Meaning"/>.</summary>
    public int? Meaning { get; init; }
}

/// <summary>A property of the respondent that divides results into segments.</summary>
/// <param name="Id">Stable id and CSV column.</param>
/// <param name="Text">The question or label.</param>
/// <param name="Options">The values to choose from; empty: any value.</param>
public sealed record RespondentAttribute(string Id, LocalizedText Text, ImmutableArray<AttributeOption> Options)
{
    /// <summary>Equal content, the options in the same order.</summary>
    public bool Equals(RespondentAttribute? other) =>
        other is not null && Id == other.Id && Text.Equals(other.Text) && Options.SequenceEqual(other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Text, Options.Length);
}

/// <summary>One value of an attribute.</summary>
/// <param name="Id">The value as stored.</param>
/// <param name="Text">The value as shown.</param>
public sealed record AttributeOption(string Id, LocalizedText Text);
