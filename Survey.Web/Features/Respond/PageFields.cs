using System.Globalization;
using System.Text;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Respond;

/// <summary>The fields of a page's form: their names, and their values as a sheet has them.</summary>
internal static class PageFields
{
    /// <summary>The names of the fields with questions, in the order of the page.</summary>
    public static IEnumerable<string> Names(SurveyPage page, Questionnaire questionnaire, DrawnItems drawn) => page.Kind switch
    {
        PageKind.About => Enumerable.Range(0, questionnaire.Attributes.Length).Select(FieldNames.Attribute),
        PageKind.Dimension => PostedPage.AnswersOf(questionnaire, page.Dimension).Where(drawn.Answer).Select(FieldNames.Answer),
        PageKind.Importance => Enumerable.Range(0, questionnaire.Dimensions.Length).Select(FieldNames.Importance),
        PageKind.Overall => Enumerable.Range(0, questionnaire.Outcomes.Length).Select(FieldNames.Outcome)
            .Concat(questionnaire.Comment is null ? [] : [FieldNames.Comment]),
        PageKind.Questions => page.QuestionsOf(questionnaire).Select(FieldNames.Question),
        _ => [],
    };

    /// <summary>The fields that hold something, as a browser would post them.</summary>
    public static SortedDictionary<string, string> Values(SurveyPage page, Questionnaire questionnaire, AnswerSheet sheet, Language language)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        switch (page.Kind)
        {
            case PageKind.About:
                for (var k = 0; k < sheet.Attributes.Length; k++) Add(FieldNames.Attribute(k), sheet.SetByLink[k] ? null : sheet.Attributes[k]);
                break;
            case PageKind.Dimension:
                foreach (var index in PostedPage.AnswersOf(questionnaire, page.Dimension)) Add(FieldNames.Answer(index), Rating(sheet.Answers[index], questionnaire.Scale));
                break;
            case PageKind.Importance:
                for (var k = 0; k < sheet.Importance.Length; k++) Add(FieldNames.Importance(k), Points(language, sheet.Importance[k]));
                break;
            case PageKind.Overall:
                for (var k = 0; k < sheet.Outcomes.Length; k++) Add(FieldNames.Outcome(k), Rating(sheet.Outcomes[k], questionnaire.Outcomes[k].Scale));
                Add(FieldNames.Comment, sheet.Comment);
                break;
            case PageKind.Questions:
                foreach (var k in page.QuestionsOf(questionnaire)) Add(FieldNames.Question(k), QuestionField.Posted(questionnaire.Questions[k], sheet.Questions[k], language));
                break;
        }
        return values;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) values[name] = value;
        }
    }

    /// <summary>
    /// All that is stored, so that the module can show any page while there is no connection: <c>a0=5 comment=… r:d1=2 l0=tehran</c>, the fields of the pages,
    /// the pages' revisions, and what the link has given. Blanks, line breaks and percent signs are written as in addresses.
    /// </summary>
    public static string Known(RespondView view, AnswerSheet sheet)
    {
        var known = new StringBuilder();
        // The pages that are not asked as well: their answers are there again when they are.
        foreach (var page in PagePlan.Of(view.Questionnaire).Pages)
        {
            foreach (var (name, value) in Values(page, view.Questionnaire, sheet, view.Language)) Add(name, value);
            if (sheet.Saved.TryGetValue(page.Key, out var mark)) Add($"r:{page.Key}", mark.Revision.ToString(CultureInfo.InvariantCulture));
        }
        for (var k = 0; k < sheet.SetByLink.Length; k++)
            if (sheet.SetByLink[k]) Add(FieldNames.LinkAttribute(k), sheet.Attributes[k] ?? "");
        return known.ToString();

        void Add(string name, string value)
        {
            if (known.Length > 0) known.Append(' ');
            known.Append(name).Append('=').Append(value.Replace("%", "%25", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal));
        }
    }

    /// <summary>Points as people write them in a language; empty where none were given.</summary>
    public static string Points(Language language, double? points) => points is not { } value ? ""
        : language.Digits(value.ToString("0.######", CultureInfo.InvariantCulture)).Replace('.', language.IsRightToLeft ? '٫' : '.');

    private static string? Rating(byte code, RatingScale scale) => code == AnswerCode.NotApplicable ? PostedPage.NotApplicable
        : AnswerCode.IsAnswer(code) ? (scale.From + code - 1).ToString(CultureInfo.InvariantCulture) : null;
}
