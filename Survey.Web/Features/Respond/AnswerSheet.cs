using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>What one person has answered so far, unpacked from the row. Immutable.</summary>
internal sealed record AnswerSheet
{
    public required ImmutableArray<byte> Answers { get; init; }
    public required ImmutableArray<byte> Outcomes { get; init; }
    public required ImmutableArray<double?> Importance { get; init; }

    /// <summary>By attribute in file order; null where not given.</summary>
    public required ImmutableArray<string?> Attributes { get; init; }

    /// <summary>By further question in file order, as <see cref="QuestionAnswer"/> writes it; null where not given.</summary>
    public required ImmutableArray<string?> Questions { get; init; }

    public string? Comment { get; init; }

    /// <summary>What of the questionnaire this person is shown.</summary>
    public required DrawnItems Drawn { get; init; }

    /// <summary>The pages that were saved, posted or kept on the way.</summary>
    public required ImmutableDictionary<string, PageMark> Saved { get; init; }

    /// <summary>By page, what was entered there and is no answer yet.</summary>
    public ImmutableDictionary<string, UnsettledPage> Unsettled { get; init; } = ImmutableDictionary<string, UnsettledPage>.Empty;

    /// <summary>The attributes that the link has given: they are not asked.</summary>
    public required ImmutableArray<bool> SetByLink { get; init; }

    /// <summary>Whether there is an attribute that the link has not given.</summary>
    public bool AsksAbout => SetByLink.Contains(false);

    private const string LinkMark = "link:";

    /// <summary>Stands among the pages of a response that was closed, because its person has left the device.</summary>
    private const string EndMark = "end:";

    /// <summary>Whether the response takes nothing more and is shown to nobody.</summary>
    public bool IsAtEnd { get; init; }

    public static bool IsClosed(ResponseRow row) => ResponseEncoding.Pages(row.Pages).ContainsKey(EndMark);

    /// <summary>The sheet of somebody who has answered nothing; without an id, of nobody in particular.</summary>
    public static AnswerSheet Empty(Questionnaire questionnaire, string? responseId = null) => new()
    {
        Drawn = DrawnItems.Of(questionnaire, responseId),
        Answers = ImmutableArray.CreateRange(new byte[questionnaire.Batteries.Length * questionnaire.Items.Count()]),
        Outcomes = ImmutableArray.CreateRange(new byte[questionnaire.Outcomes.Length]),
        Importance = ImmutableArray.CreateRange(new double?[questionnaire.Importance is null ? 0 : questionnaire.Dimensions.Length]),
        Attributes = ImmutableArray.CreateRange(new string?[questionnaire.Attributes.Length]),
        Questions = ImmutableArray.CreateRange(new string?[questionnaire.Questions.Length]),
        Saved = ImmutableDictionary<string, PageMark>.Empty,
        SetByLink = ImmutableArray.CreateRange(new bool[questionnaire.Attributes.Length]),
    };

    public static AnswerSheet Of(ResponseRow? row, Questionnaire questionnaire)
    {
        if (row is null) return Empty(questionnaire);
        var attributes = ResponseEncoding.Attributes(row.Attributes);
        var pages = ResponseEncoding.Pages(row.Pages);
        var further = questionnaire.Questions.Length == 0 ? [] : ResponseEncoding.Further(row.Further);
        return new AnswerSheet
        {
            Drawn = DrawnItems.Of(questionnaire, row.ResponseId),
            Answers = ImmutableArray.Create(row.Answers),
            Outcomes = row.Outcomes is null ? ImmutableArray.CreateRange(new byte[questionnaire.Outcomes.Length]) : ImmutableArray.Create(row.Outcomes),
            Importance = questionnaire.Importance is null ? [] : ResponseEncoding.Importance(row.Importance, questionnaire.Dimensions.Length),
            Attributes = [.. questionnaire.Attributes.Select(attribute => attributes.GetValueOrDefault(attribute.Id))],
            Questions = [.. questionnaire.Questions.Select(question => further.FirstOrDefault(column => column.Key == question.Id).Value)],
            Comment = row.Comment,
            Saved = pages.Where(page => !page.Key.StartsWith(LinkMark, StringComparison.Ordinal) && page.Key != EndMark).ToImmutableDictionary(),
            IsAtEnd = pages.ContainsKey(EndMark),
            Unsettled = ResponseEncoding.Unsettled(row.Unsettled).ToImmutableDictionary(),
            SetByLink = [.. questionnaire.Attributes.Select(attribute => pages.ContainsKey(LinkMark + attribute.Id))],
        };
    }

    /// <summary>The row with this sheet's answers.</summary>
    public ResponseRow On(ResponseRow row, Questionnaire questionnaire)
    {
        var pages = new SortedDictionary<string, PageMark>(StringComparer.Ordinal);
        foreach (var (page, mark) in Saved) pages[page] = mark;
        for (var k = 0; k < SetByLink.Length; k++)
            if (SetByLink[k]) pages[LinkMark + questionnaire.Attributes[k].Id] = new(1);
        if (IsAtEnd) pages[EndMark] = new(1);
        return row with
        {
            Answers = [.. Answers],
            Outcomes = Outcomes.Length == 0 ? null : [.. Outcomes],
            Importance = ResponseEncoding.Importance(Importance.AsSpan()),
            Attributes = ResponseEncoding.Attributes(questionnaire.Attributes.Select((attribute, k) => KeyValuePair.Create(attribute.Id, Attributes[k]))),
            Further = Questions.Length == 0 ? row.Further : ResponseEncoding.Further(
            [
                .. ResponseEncoding.Further(row.Further).Where(column => questionnaire.Questions.All(question => question.Id != column.Key)),
                .. questionnaire.Questions.Select((question, k) => KeyValuePair.Create(question.Id, Questions[k]!)).Where(column => column.Value is not null),
            ]),
            Comment = Comment,
            Pages = ResponseEncoding.Pages(new Dictionary<string, PageMark>(pages)),
            Unsettled = ResponseEncoding.Unsettled(new Dictionary<string, UnsettledPage>(Unsettled)),
        };
    }

    /// <summary>The sheet with what is unsettled on a page, or with nothing unsettled there.</summary>
    public AnswerSheet WithUnsettled(string page, UnsettledPage? entered) =>
        this with { Unsettled = entered is null || entered.IsEmpty ? Unsettled.Remove(page) : Unsettled.SetItem(page, entered) };

    public bool HasSameAnswers(AnswerSheet other) =>
        Answers.AsSpan().SequenceEqual(other.Answers.AsSpan()) && Outcomes.AsSpan().SequenceEqual(other.Outcomes.AsSpan())
        && Importance.AsSpan().SequenceEqual(other.Importance.AsSpan()) && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan())
        && Questions.AsSpan().SequenceEqual(other.Questions.AsSpan()) && Comment == other.Comment;

    /// <summary>Whether an answer was given: a point of the scale or "not applicable".</summary>
    public static bool IsGiven(byte code) => AnswerCode.IsAnswer(code) || code == AnswerCode.NotApplicable;
}
