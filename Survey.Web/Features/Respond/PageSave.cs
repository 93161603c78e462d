using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>What became of a posted page.</summary>
internal enum SaveOutcome
{
    /// <summary>It is stored, now or from an equal post before.</summary>
    Saved,

    /// <summary>Nobody began a response with this token.</summary>
    Unknown,

    /// <summary>The response was submitted longer ago than the grace period.</summary>
    Finished,

    /// <summary>The page was saved since with other answers, from another tab or a later visit.</summary>
    Stale,

    /// <summary>The response belongs to another version than the one the fields were read with.</summary>
    OtherVersion,
}

/// <summary>One posted page as a change to a response's row. Applying it again to what it gave changes nothing.</summary>
internal sealed class PageSave(SurveyPage page, Questionnaire questionnaire, int version, PostedPage posted, int revision, string language, bool submits, DateTimeOffset now)
{
    /// <summary>For how long pages that come late are still taken after the response was submitted.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public SaveOutcome Outcome { get; private set; }

    public ResponseRow? Apply(ResponseRow? row)
    {
        Outcome = Decide(row, out var after);
        return Outcome == SaveOutcome.Saved ? after : row;
    }

    private SaveOutcome Decide(ResponseRow? row, out ResponseRow? after)
    {
        after = row;
        if (row is null || row.IsWithdrawn) return SaveOutcome.Unknown;
        if (row.VersionNumber != version) return SaveOutcome.OtherVersion;
        var before = AnswerSheet.Of(row, questionnaire);
        var merged = posted.MergedInto(before);
        var isSame = merged.HasSameAnswers(before) && row.Language == language;
        var saved = before.Saved.GetValueOrDefault(page.Key);
        if (row.IsSubmitted)
        {
            if (isSame) return SaveOutcome.Saved;
            if (now > row.SubmittedAt + Grace) return SaveOutcome.Finished;
        }
        if (revision < saved && !merged.HasSameAnswers(before)) return SaveOutcome.Stale;
        if (isSame && saved > 0 && (!submits || row.IsSubmitted)) return SaveOutcome.Saved;
        // The next revision at most: one that is too high would shut out the pages that come after it.
        var next = Math.Max(saved, Math.Min(revision, saved + 1));
        after = (merged with { Saved = before.Saved.SetItem(page.Key, next) }).On(row, questionnaire) with { Language = language };
        if (submits && !row.IsSubmitted)
            after = after with { Status = ResponseRow.Complete, SubmittedAt = now, ReceiptCode = ReceiptCode.Draw() };
        return SaveOutcome.Saved;
    }
}
