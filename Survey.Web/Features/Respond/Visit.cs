using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>One request to a survey: which survey in which version, in which language, and whose response if one was begun.</summary>
internal sealed record Visit
{
    /// <summary>The survey in the version that this response began with; the newest where none was begun.</summary>
    public required PublishedSurvey Survey { get; init; }

    /// <summary>The survey in its newest version, for those who begin now.</summary>
    public required PublishedSurvey Newest { get; init; }

    /// <summary>Whether the survey took answers when the request was made.</summary>
    public required Acceptance Acceptance { get; init; }

    /// <summary>When the request was made: now, or earlier if it had to wait in the browser.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    public required bool IsPreview { get; init; }

    /// <summary>Where the page is shown.</summary>
    public RespondMode Mode { get; init; }

    /// <summary>Whether nobody can come this way: it is not switched on, or the survey wants to know who comes.</summary>
    public bool IsModeOff { get; init; }

    /// <summary>The language tag of the page.</summary>
    public required string Tag { get; init; }

    /// <summary>The token of the browser's cookie; null when there is none or it is malformed.</summary>
    public string? Token { get; init; }

    /// <summary>The response of the token; null when it was not begun.</summary>
    public ResponseRow? Row { get; init; }

    /// <summary>Whether nobody begins without an invitation; a preview asks for none.</summary>
    public bool NeedsInvitation => !IsPreview && Newest.Settings.Duplicates.NeedsInvitation();

    public bool TakesNew => IsPreview || Acceptance.TakesNew;

    public bool LetsFinish => IsPreview || Acceptance.LetsFinish;

    /// <summary>Until when this response may be corrected; null when it cannot be at all.</summary>
    public DateTimeOffset? CorrectsUntil => CorrectionTime.EndOf(Row, Survey);

    public bool LetsCorrect => LetsFinish && MadeAt < CorrectsUntil;

    public Allowance Allowance => new(TakesNew, LetsFinish, LetsCorrect);

    public AnswerSheet Sheet => AnswerSheet.Of(Row, Survey.Questionnaire);

    public RespondView ViewOf(AnswerSheet sheet) => new RespondView(Survey, Tag) { IsPreview = IsPreview, Mode = Mode }.For(sheet);

    public RespondView NewestView => new(Newest, Tag) { IsPreview = IsPreview, Mode = Mode };
}
