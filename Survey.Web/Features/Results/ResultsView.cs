using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Study;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Storage;

namespace Survey.Web.Features.Results;

/// <summary>Everything that the pages of a survey's results show, for one choice.</summary>
internal sealed record ResultsView
{
    /// <summary>After how long a page or a program asks again while results are computed.</summary>
    public const int SecondsBetweenQuestions = 3;

    public required ManagedSurvey Survey { get; init; }

    public required Organisation Organisation { get; init; }

    public required ResultsQuery Query { get; init; }

    public required ResultsState State { get; init; }

    /// <summary>What is known of the people whom the respondents stand for.</summary>
    public SurveyPopulation Population { get; init; } = SurveyPopulation.Unknown;

    public ResponseCounts Counts { get; init; } = ResponseCounts.None;

    /// <summary>What was asked; null before the first publication.</summary>
    public Questionnaire? Questionnaire { get; init; }

    /// <summary>What kept people from answering twice: the weakest control of the versions that are taken together.</summary>
    public DuplicateControl Duplicates { get; init; }

    /// <summary>Whether all versions that are taken together promised anonymity.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>The versions whose responses are taken together.</summary>
    public ImmutableArray<int> Versions { get; init; } = [];

    /// <summary>What was reworded between them and was declared to ask the same.</summary>
    public ImmutableArray<ItemDifference> Reworded { get; init; } = [];

    /// <summary>Versions with responses that ask something else and are left out.</summary>
    public ImmutableArray<int> OtherVersions { get; init; } = [];

    /// <summary>What keeps each of them apart; empty where it has other questions, scales or models altogether.</summary>
    public ImmutableDictionary<int, ImmutableArray<ItemDifference>> Broken { get; init; } = ImmutableDictionary<int, ImmutableArray<ItemDifference>>.Empty;

    /// <summary>The figures; null unless the state is <see cref="ResultsState.Ready"/>.</summary>
    public ComputedResults? Results { get; init; }

    /// <summary>When the first and the last response to these versions were submitted, whatever the filter; null where none says when.</summary>
    public DateTimeOffset? First { get; init; }

    /// <inheritdoc cref="First"/>
    public DateTimeOffset? Last { get; init; }

    /// <summary>How far the computation is; null unless the state is <see cref="ResultsState.Computing"/> and this server knows.</summary>
    public ReadingProgress? Progress { get; init; }

    /// <summary>Whether the figures were computed from fewer or more responses than there are now: newer ones are computed in the background.</summary>
    public bool IsEarlier { get; init; }

    /// <summary>Whether the figures are those that need no single response: the others are computed in the background.</summary>
    public bool IsWithoutResponses { get; init; }

    /// <summary>The attributes with the values that responses have.</summary>
    public ImmutableArray<AttributeChoice> Choices { get; init; } = [];

    public StudyResult? Study => Results?.Study;

    /// <summary>The filter in words; null when there is none.</summary>
    public string? FilterInWords(Language language) => Query.Attributes.Count == 0 || Questionnaire is null ? null
        : string.Join(language.IsRightToLeft ? "، " : ", ", Query.Attributes.Select(condition =>
        {
            var attribute = Questionnaire.Attributes.First(candidate => candidate.Id == condition.Key);
            return $"{attribute.Text.In(language.Tag)}: {attribute.Options.FirstOrDefault(option => option.Id == condition.Value)?.Text.In(language.Tag) ?? condition.Value}";
        }));

    /// <summary>What a report of this view says about itself.</summary>
    public ReportSubject Subject(Language language) => new()
    {
        Organisation = Organisation.Name,
        Title = Survey.Title.In(language.Tag),
        FirstResponse = First,
        LastResponse = Last,
        ComputedAt = Results?.ComputedAt ?? DateTimeOffset.UnixEpoch,
        Time = Organisation.Time,
        Model = Query.Model,
        Outcome = Query.Outcome,
        // Who began and who finished is known of the whole survey only, not of a part of its responses.
        Counts = Query.Attributes.Count == 0 && Query.Version is null && OtherVersions.Length == 0 ? new ReportCounts(Counts.Complete + Counts.Partial, Counts.Complete) : null,
        IncludesPartial = Query.IncludePartial,
        Filter = FilterInWords(language),
        Versions = Versions,
        MinimumGroup = Organisation.MinimumGroup,
        Collection = [.. Collection(new Texts<ResultsText>(language))],
    };

    /// <summary>How the answers were collected, in sentences.</summary>
    public IEnumerable<string> Collection(Texts<ResultsText> texts)
    {
        yield return texts["Duplicates." + Duplicates];
        if (IsAnonymous) yield return texts["Anonymous"];
    }

    /// <summary>The context of the parts that a page shows.</summary>
    public ReportContext Report(Language language) => new(Study!, Questionnaire!, language, Subject(language));
}

/// <summary>An attribute by which responses can be filtered.</summary>
internal sealed record AttributeChoice(RespondentAttribute Attribute, ImmutableArray<KeyValuePair<string, long>> Values);

/// <summary>Why there are figures or not; each is said in words of its own.</summary>
internal enum ResultsState
{
    /// <summary>The survey was never published, so nobody could answer.</summary>
    NotPublished,

    /// <summary>So many responses have to be read that it is done in the background; the page asks again by itself.</summary>
    Computing,

    /// <summary>Nobody has finished yet.</summary>
    NoResponses,

    /// <summary>The filter leaves no response.</summary>
    NothingMatches,

    /// <summary>The filter leaves fewer responses than may be shown, or would give away so few.</summary>
    TooFew,

    /// <summary>There are figures.</summary>
    Ready,
}
