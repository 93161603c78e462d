using System.Globalization;
using System.Security.Cryptography;
using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>A post that has the form of one of our pages of questions.</summary>
internal sealed record PagePost
{
    /// <summary>What the button asks for that is pressed by nobody: the module keeps what is on the page.</summary>
    public const string Keep = "keep";

    /// <summary>On a device for everybody: what is on the page is kept, and the response is closed, because its person has gone.</summary>
    public const string End = "end";

    /// <summary>"Leave the stored answers as they are", where two tabs have answered a page differently.</summary>
    public const string Stored = "stored";

    /// <summary>"Change what was submitted".</summary>
    public const string Correct = "correct";

    public required PublishedSurvey Survey { get; init; }
    public required bool IsPreview { get; init; }
    public required RespondMode Mode { get; init; }
    public required string Tag { get; init; }
    public required SurveyPage Page { get; init; }
    public required string Token { get; init; }
    public required int Revision { get; init; }

    /// <summary>The showing of the page; 0 when the form did not say.</summary>
    public required int View { get; init; }

    /// <summary>The number of this save among those of its showing.</summary>
    public required int Step { get; init; }

    public required string Go { get; init; }
    public required bool WasAsked { get; init; }
    public required PostedPage Posted { get; init; }

    public ResponseKey Key => new(Survey.Organisation, Survey.SurveyId, ResponseToken.ResponseIdOf(Token));

    /// <summary>The sheet of the response before anything is answered.</summary>
    public AnswerSheet Blank => AnswerSheet.Empty(Survey.Questionnaire, Key.ResponseId);

    /// <summary>Reads the fields; null when token, page or revision cannot come from a page of ours.</summary>
    public static PagePost? Read(Visit visit, string key, IFormCollection form)
    {
        var survey = visit.Survey;
        var token = form[FieldNames.Token].ToString();
        if (!ResponseToken.IsWellFormed(token)) return null;
        if (PagePlan.Of(survey.Questionnaire).Find(key) is not { } page) return null;
        if (Number(form[FieldNames.Revision]) is not { } revision || revision < 1) return null;
        var go = form[FieldNames.Go].ToString();
        var tag = go.StartsWith("language:", StringComparison.Ordinal) ? go["language:".Length..] : form[FieldNames.Language].ToString();
        return new PagePost
        {
            Survey = survey,
            IsPreview = visit.IsPreview,
            Mode = visit.Mode,
            Tag = survey.Settings.Languages.Contains(tag) ? tag : visit.Tag,
            Page = page,
            Token = token,
            Revision = revision,
            View = Number(form[FieldNames.View]) ?? 0,
            Step = Math.Max(1, Number(form[FieldNames.Step]) ?? 1),
            Go = go.Length == 0 ? "next" : go,
            WasAsked = form[FieldNames.Asked] == "1",
            Posted = PostedPage.Read(page, survey.Questionnaire, DrawnItems.Of(survey.Questionnaire, ResponseToken.ResponseIdOf(token)), form),
        };

        static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A number for one showing of a page, by which its saves are told from those of other tabs.</summary>
    public static int MintView() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

    public RespondView ViewOf(AnswerSheet sheet) => new RespondView(Survey, Tag) { IsPreview = IsPreview, Mode = Mode, IsCorrection = Go == Correct }.For(sheet);

    private bool IsSubmission => Page.Kind == PageKind.Review && Go == "submit";

    public PageSave ToSave(Visit visit, DateTimeOffset now, AnsweringPace? pace = null) => new()
    {
        Posted = Posted,
        Revision = Revision,
        View = View,
        Step = Step,
        Action = Go is Keep or End ? RespondAction.Keep : IsSubmission ? RespondAction.Submit : RespondAction.Save,
        Language = Tag,
        LetsFinish = visit.LetsFinish,
        Survey = Survey,
        Receipt = IsSubmission ? OpeningCode.OfReceipt(Survey.SurveyId, Token) : null,
        Token = Token,
        Closes = Go == End,
        IsCorrection = Go == Correct,
        Now = now,
        Pace = pace,
        MadeAt = visit.MadeAt,
    };
}
