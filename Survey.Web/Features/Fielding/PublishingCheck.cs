using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Colours;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>What must be mended before a survey can be published: all of it at once, each with the page and the field that mend it.</summary>
internal static class PublishingCheck
{
    /// <summary>What must be mended.</summary>
    /// <param name="survey">The survey with its draft.</param>
    /// <param name="now">When it would be published.</param>
    /// <param name="isPromised">Whether people have answered who were promised anonymity.</param>
    /// <param name="texts">The words for it.</param>
    public static IReadOnlyList<PublishingProblem> Of(ManagedSurvey survey, DateTimeOffset now, bool isPromised, Texts<FieldingText> texts)
    {
        var draft = survey.Draft;
        var problems = new List<PublishingProblem>();
        if (draft.Settings.Languages.Length == 0) problems.Add(new($"edit#language.{Language.All[0].Tag}", texts["LanguageMissing"]));
        if (draft.Asked.Dimensions.Length == 0) problems.Add(new("design#dimensions", texts["DimensionMissing"]));
        if (draft.Asked.Models.Length == 0) problems.Add(new("design#ratings", texts["ModelMissing"]));

        foreach (var (path, text) in BlankQuestionnaire.Placeholders(draft.Questionnaire))
            problems.Add(new($"design?at={Uri.EscapeDataString(path)}", texts["PlaceholderLeft", text.In(texts.Language.Tag)]));

        foreach (var tag in draft.Settings.Languages)
        {
            if (draft.Questionnaire.Title.Find(tag) is null) Missing($"title.{tag}", texts["Title"], tag);
            for (var a = 0; a < draft.Questionnaire.Attributes.Length; a++)
            {
                var attribute = draft.Questionnaire.Attributes[a];
                var name = string.Create(CultureInfo.InvariantCulture, $"attribute.{a}");
                if (attribute.Text.Find(tag) is null) Missing($"{name}.text.{tag}", attribute.Text.In(texts.Language.Tag), tag);
                for (var k = 0; k < attribute.Options.Length; k++)
                    if (attribute.Options[k].Text.Find(tag) is null)
                        Missing(string.Create(CultureInfo.InvariantCulture, $"{name}.option.{k}.{tag}"), attribute.Options[k].Text.In(texts.Language.Tag), tag);
            }
            Given(draft.Settings.Welcome, "welcome", texts["Welcome"], tag);
            Given(draft.Settings.Consent, "consent", texts["Consent"], tag);
            Given(draft.Settings.ThankYou, "thanks", texts["ThankYou"], tag);
        }

        foreach (var wording in MissingText.Of(draft))
            problems.Add(new($"design?at={Uri.EscapeDataString(wording.Path)}&in={wording.Language}", texts["TextMissingIn", wording.Described(texts), texts["In." + wording.Language]]));

        for (var a = 0; a < draft.Questionnaire.Attributes.Length; a++)
            if (draft.Settings.LinkAttributes.Contains(draft.Questionnaire.Attributes[a].Id) && draft.Questionnaire.Attributes[a].Options.Length == 0)
                problems.Add(new(string.Create(CultureInfo.InvariantCulture, $"edit#attribute.{a}.new.{texts.Language.Tag}"),
                    texts["LinkAttributeWithoutOptions", draft.Questionnaire.Attributes[a].Text.In(texts.Language.Tag)]));

        if (AccentColour.Read(draft.Settings.Accent) is { Passes: false } accent)
            problems.Add(new("edit#accent", texts["AccentUnreadable", $"\u2066{accent.Chosen.Hex}\u2069", accent.LightContrast, $"\u2066{accent.OnLight.Hex}\u2069"]));
        if (isPromised && !draft.Settings.KeepsAnonymous) problems.Add(new("edit#anonymous.yes", texts["AnonymityPromised"]));

        if (survey.ClosesAt is { } closes && survey.OpensAt is { } opens && closes <= opens) problems.Add(new("edit#closes.day", texts["ClosesBeforeOpens"]));
        else if (survey.ClosesAt <= now) problems.Add(new("edit#closes.day", texts["ClosesInThePast"]));

        if (problems.Count == 0)
            problems.AddRange(QuestionnaireFile.Check(draft.Asked).Problems.Where(problem => problem.IsError)
                .Select(problem => new PublishingProblem($"design?at={Uri.EscapeDataString(problem.Path)}", $"{problem.Path}: {problem.Message(texts.Language.Tag)}")));
        return problems;

        void Missing(string field, string what, string tag) => problems.Add(new("edit#" + field, texts["TextMissingIn", what, texts["In." + tag]]));

        void Given(LocalizedText? text, string name, string what, string tag)
        {
            if (text is not null && text.Find(tag) is null) Missing($"{name}.{tag}", what, tag);
        }
    }
}

/// <summary>One thing that keeps a survey from being published.</summary>
/// <param name="Address">Where it is mended: the page of the survey, with the field on it.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record PublishingProblem(string Address, string Message);
