using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>What became of a page that was sent or kept.</summary>
internal enum SaveOutcome
{
    /// <summary>It is stored, now or from an equal one before.</summary>
    Saved,

    /// <summary>It may not be stored; <see cref="PageSave.Refusal"/> says why.</summary>
    Refused,

    /// <summary>The page was saved since with other answers, from another tab or device. Both are kept until somebody chooses.</summary>
    Stale,

    /// <summary>The response belongs to another version than the one the fields were read with.</summary>
    OtherVersion,
}

/// <summary>One page, sent or kept on the way, as a change to a response's row. Applying it again to what it gave changes nothing.</summary>
internal sealed class PageSave
{
    /// <summary>For how long pages that come late are still taken after the response was submitted, whatever the survey says about corrections.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public required PostedPage Posted { get; init; }
    public required PublishedSurvey Survey { get; init; }

    /// <summary>One more than the page had when it was shown.</summary>
    public required int Revision { get; init; }

    /// <summary>The showing of the page that it comes from.</summary>
    public required int View { get; init; }

    /// <summary>The number of this save among those of its showing.</summary>
    public required int Step { get; init; }

    public required RespondAction Action { get; init; }
    public required string Language { get; init; }
    public required bool LetsFinish { get; init; }

    /// <summary>Whether it comes from a page that was shown to correct what was submitted.</summary>
    public required bool IsCorrection { get; init; }

    /// <summary>The secret of the response.</summary>
    public required string Token { get; init; }

    /// <summary>The key of the receipt, for a submission.</summary>
    public OpeningCode? Receipt { get; init; }

    /// <summary>How fast people answer; null in a preview.</summary>
    public AnsweringPace? Pace { get; init; }

    /// <summary>Whether the response takes nothing more afterwards.</summary>
    public bool Closes { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>When the page was sent: now, or earlier if it had to wait in the browser.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Whether the page had not been sent before from another showing.</summary>
    public bool IsFirstTime { get; private set; }

    public SaveOutcome Outcome { get; private set; }

    public Refusal Refusal { get; private set; }

    public ResponseRow? Apply(ResponseRow? row)
    {
        (Outcome, Refusal, var after) = Decide(row);
        return after;
    }

    private (SaveOutcome Outcome, Refusal Refusal, ResponseRow? After) Decide(ResponseRow? row)
    {
        var corrects = row is { IsSubmitted: true } && (MadeAt <= row.SubmittedAt + CoarseTime.SlackOf(Survey) + Grace || (IsCorrection && BelievedAt < CorrectionTime.EndOf(row, Survey)));
        var transition = Participation.Of(row).On(ActionOn(row), new Allowance(TakesNew: false, LetsFinish, corrects));
        if (row is null || row.IsWithdrawn) return (SaveOutcome.Refused, transition.Refusal, row);
        if (row.VersionNumber != Survey.VersionNumber) return (SaveOutcome.OtherVersion, Refusal.None, row);
        var before = AnswerSheet.Of(row, Questionnaire);
        var merged = Merged(before, row.IsSubmitted);
        var mark = before.Saved.GetValueOrDefault(Posted.Page.Key);
        IsFirstTime = mark is not { Revision: > 0, IsPosted: true } || (View != 0 && mark.View == View);
        var isSame = merged.HasSameAnswers(before) && SameUnsettled(merged, before) && row.Language == Language;
        if (Closes && !row.IsSubmitted && !before.IsAtEnd && !transition.IsRefused) return (SaveOutcome.Saved, Refusal.None, Written(row, merged with { IsAtEnd = true }, mark, transition.After));
        if (isSame && mark.Revision > 0 && (mark.IsPosted || Action == RespondAction.Keep) && (ActionOn(row) != RespondAction.Submit || row.IsSubmitted)) return (SaveOutcome.Saved, Refusal.None, row);
        if (transition.IsRefused) return (SaveOutcome.Refused, transition.Refusal, row);
        if (before.IsAtEnd) return (SaveOutcome.Refused, Refusal.Finished, row);
        if (!Follows(mark))
        {
            if (Action == RespondAction.Keep && IsSameView(mark)) return (SaveOutcome.Saved, Refusal.None, row);
            if (!merged.HasSameAnswers(before)) return (SaveOutcome.Stale, Refusal.None, Beside(before, row));
        }
        if (isSame && Action == RespondAction.Keep) return (SaveOutcome.Saved, Refusal.None, row);
        return (SaveOutcome.Saved, Refusal.None, Written(row, merged, mark, transition.After));
    }

    // Whoever says that a correction has waited in the browser is believed as long as people may finish after a survey has closed.
    private DateTimeOffset BelievedAt => MadeAt < Now - Acceptance.Grace ? Now - Acceptance.Grace : MadeAt;

    private Questionnaire Questionnaire => Survey.Questionnaire;

    /// <summary>What is done to a row: where answers are required and missing, a submission saves the page and no more.</summary>
    private RespondAction ActionOn(ResponseRow? row) => Action == RespondAction.Submit && row is { IsSubmitted: false } && row.VersionNumber == Survey.VersionNumber
        && Survey.Settings.Unanswered == Unanswered.Require
        && OpenQuestions.Of(Questionnaire, AnswerSheet.Of(row, Questionnaire)).Any() ? RespondAction.Save : Action;

    /// <summary>The answers with this page's in their place. What is kept of a response that counts already is no answer before it is sent.</summary>
    private AnswerSheet Merged(AnswerSheet before, bool isSubmitted)
    {
        if (Action != RespondAction.Keep) return Posted.MergedInto(before).WithUnsettled(Posted.Page.Key, null);
        var present = before.Unsettled.GetValueOrDefault(Posted.Page.Key) ?? new UnsettledPage();
        return isSubmitted
            ? before.WithUnsettled(Posted.Page.Key, present with { Typed = Posted.Fields })
            : Posted.KeptIn(before).WithUnsettled(Posted.Page.Key, present with { Typed = Posted.Unfit });
    }

    private bool SameUnsettled(AnswerSheet merged, AnswerSheet before) =>
        Equals(merged.Unsettled.GetValueOrDefault(Posted.Page.Key), before.Unsettled.GetValueOrDefault(Posted.Page.Key));

    /// <summary>Whether nobody else has saved the page since it was shown, and nothing that was entered later is stored already.</summary>
    private bool Follows(PageMark mark) => IsSameView(mark) ? Step > mark.Step || Action != RespondAction.Keep : Revision > mark.Revision;

    private bool IsSameView(PageMark mark) => mark.Revision > 0 && View == mark.View && (View != 0 || Revision == mark.Revision);

    private ResponseRow Written(ResponseRow row, AnswerSheet merged, PageMark mark, Participation participation)
    {
        var next = new PageMark(mark.Revision + 1, View, Step, mark is { Revision: > 0, IsPosted: true } || Action != RespondAction.Keep);
        // What is not asked any more counts no more once the response counts; until then a changed mind finds its answers again.
        if (Action == RespondAction.Submit || (row.IsSubmitted && Action != RespondAction.Keep)) merged = AskedParts.Pruned(Questionnaire, merged);
        var after = (merged with { Saved = merged.Saved.SetItem(Posted.Page.Key, next) }).On(row, Questionnaire) with { Language = Language };
        if (Action == RespondAction.Keep) return after;
        if (row.IsSubmitted) return participation.Response == ResponseStage.Corrected ? after with { CorrectedAt = CoarseTime.In(Survey, Now) } : after;
        return ActionOn(row) == RespondAction.Submit ? after with { Status = ResponseRow.Complete, SubmittedAt = SubmittedAt(row), ReceiptHash = Receipt?.Hash, ReceiptSeal = Receipt?.Seal(Token) } : after;
    }

    private DateTimeOffset SubmittedAt(ResponseRow row) => !Survey.Settings.KeepsAnonymous ? MadeAt
        : CoarseTime.In(Survey, MadeAt) + (Pace?.IsTooFast(row.ResponseId, row.Answers.Count(AnswerCode.IsAnswer), Now - MadeAt) == true ? CoarseTime.TooFast : TimeSpan.Zero);

    /// <summary>The row with what was sent beside what is stored.</summary>
    private ResponseRow Beside(AnswerSheet before, ResponseRow row)
    {
        var present = before.Unsettled.GetValueOrDefault(Posted.Page.Key) ?? new UnsettledPage();
        var entered = present with { Other = Posted.Fields };
        return entered.Equals(present) ? row : before.WithUnsettled(Posted.Page.Key, entered).On(row, Questionnaire);
    }
}
