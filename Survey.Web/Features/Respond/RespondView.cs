using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>What a respondent's page is made for: a version of a survey in a language, as a preview or not. The same for everybody.</summary>
/// <remarks>Public only because parameters of components must be.</remarks>
public sealed record RespondView
{
    internal RespondView(PublishedSurvey survey, string tag) => (Survey, Tag) = (survey, tag);

    internal PublishedSurvey Survey { get; }

    /// <summary>The tag of the language of the survey's own texts.</summary>
    internal string Tag { get; }

    internal bool IsPreview { get; init; }

    /// <summary>Where the page is shown.</summary>
    internal RespondMode Mode { get; init; }

    /// <summary>Whether the page keeps no cookie.</summary>
    internal bool IsGuest => Mode != RespondMode.Own;

    /// <summary>Whether the plan has the page of attributes.</summary>
    internal bool AsksAbout { get; init; } = true;

    /// <summary>Whether a page is shown to correct what was submitted.</summary>
    internal bool IsCorrection { get; init; }

    /// <summary>Whether every rating needs an answer.</summary>
    internal bool IsRequired => Survey.Settings.Unanswered == Unanswered.Require;

    /// <summary>The language of the program's texts.</summary>
    internal Language Language => Language.Of(Tag);

    internal Texts<RespondText> Texts => new(Language);

    internal Questionnaire Questionnaire => Survey.Questionnaire;

    /// <summary>What the answers so far lead to; everything where the view is the same for everybody.</summary>
    internal AskedParts Asked { get => field ?? AskedParts.All(Questionnaire); init; }

    internal PagePlan Plan => PagePlan.Of(Questionnaire, AsksAbout, Asked);

    /// <summary>The view of the same survey for somebody with these answers.</summary>
    internal RespondView For(AnswerSheet sheet) => this with { AsksAbout = sheet.AsksAbout, Asked = AskedParts.Of(Questionnaire, sheet) };

    /// <summary>The address of a page of this survey; the start without a key.</summary>
    internal string Address(string? page = null, string? query = null)
    {
        var path = page is not null ? $"/s/{Survey.Slug}/{page}" : IsGuest ? $"/s/{Survey.Slug}/{RespondModes.NameOf(Mode)}" : $"/s/{Survey.Slug}";
        var full = string.Join('&', new[] { IsPreview ? "preview=1" : null, page is null ? null : RespondModes.QueryOf(Mode), query }.Where(part => !string.IsNullOrEmpty(part)));
        return full.Length == 0 ? path : $"{path}?{full}";
    }

    /// <summary>An answer to a rating as people read it: its point with its label, or "not applicable".</summary>
    internal string Rating(RatingScale scale, string value)
    {
        if (value == PostedPage.NotApplicable) return NotApplicable;
        if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var point) || !scale.Contains(point)) return value;
        var number = Point(point);
        return scale.Labels.TryGetValue(point, out var label) ? $"{number} – {In(label)}" : number;
    }

    /// <summary>The number of a point of a scale.</summary>
    internal string Point(int point) => point < 0 ? Language.Decimal(point, 0) : Language.Digits(point.ToString(CultureInfo.InvariantCulture));

    /// <summary>The instrument's wording of "not applicable", or the program's.</summary>
    internal string NotApplicable => Questionnaire.NotApplicableText is { } own ? In(own) : Texts["NotApplicable"];

    /// <summary>A text of the survey in which nothing of the person is put in.</summary>
    internal string Plain(LocalizedText? text) => PipedText.Plain(In(text), Questionnaire, Tag);

    /// <summary>A text of the survey in the page's language.</summary>
    internal string In(LocalizedText? text) => text?.In(Tag) ?? "";
}
