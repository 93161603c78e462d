using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>What a page asks.</summary>
public enum PageKind
{
    About,
    Dimension,
    Importance,
    Overall,
    Questions,
    Review,
}

/// <summary>One page of questions.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Key">Its key in the address and in the stored response.</param>
/// <param name="Dimension">The dimension's place in the file, for a page of a dimension.</param>
/// <param name="Place">Where it stands, for a page of further questions.</param>
public sealed record SurveyPage(PageKind Kind, string Key, int Dimension = -1, string? Place = null)
{
    /// <summary>The further questions of the page, asked or not, by their places in the file.</summary>
    public IEnumerable<int> QuestionsOf(Questionnaire questionnaire) =>
        Place is null ? [] : Enumerable.Range(0, questionnaire.Questions.Length).Where(k => questionnaire.Questions[k].Place == Place);
}

/// <summary>The pages of a survey in the order of asking. The start comes before them, the receipt after.</summary>
internal sealed record PagePlan(ImmutableArray<SurveyPage> Pages)
{
    /// <summary>The plan of a questionnaire with every page that anybody sees.</summary>
    public static PagePlan Of(Questionnaire questionnaire) => Of(questionnaire, asksAbout: true, AskedParts.All(questionnaire));

    /// <summary>
    /// The plan for somebody; <paramref name="asksAbout"/> is false where the link has given every attribute already, and <paramref name="asked"/> says
    /// which dimensions and further questions their answers lead to.
    /// </summary>
    public static PagePlan Of(Questionnaire questionnaire, bool asksAbout, AskedParts asked)
    {
        var pages = ImmutableArray.CreateBuilder<SurveyPage>();
        if (asksAbout && questionnaire.Attributes.Length > 0) pages.Add(new(PageKind.About, PageOrder.About));
        AddQuestions(PageOrder.QuestionsAfter(-1), Question.Start);
        for (var k = 0; k < questionnaire.Dimensions.Length; k++)
        {
            if (asked.Dimension(k)) pages.Add(new(PageKind.Dimension, PageOrder.Dimension(k), k));
            AddQuestions(PageOrder.QuestionsAfter(k), questionnaire.Dimensions[k].Id);
        }
        if (questionnaire.Importance is not null) pages.Add(new(PageKind.Importance, PageOrder.Importance));
        if (questionnaire.Outcomes.Length > 0 || questionnaire.Comment is not null) pages.Add(new(PageKind.Overall, PageOrder.Overall));
        AddQuestions(PageOrder.Questions, Question.End);
        pages.Add(new(PageKind.Review, PageOrder.Review));
        return new(pages.ToImmutable());

        void AddQuestions(string key, string place)
        {
            if (asked.QuestionsAt(place).Any()) pages.Add(new(PageKind.Questions, key, Place: place));
        }
    }

    public SurveyPage First => Pages[0];

    public SurveyPage? Find(string key) => Pages.FirstOrDefault(page => page.Key == key);

    public SurveyPage? Before(SurveyPage page) => Pages.IndexOf(page) is > 0 and var index ? Pages[index - 1] : null;

    public SurveyPage? After(SurveyPage page) => Pages.IndexOf(page) is >= 0 and var index && index + 1 < Pages.Length ? Pages[index + 1] : null;

    /// <summary>"Step 2 of 8": the number of a page, from 1.</summary>
    public int StepOf(SurveyPage page) => Pages.IndexOf(page) + 1;

    /// <summary>Where somebody who comes back goes on: the first page that was not sent yet, the review when all were.</summary>
    public SurveyPage FirstUnsaved(IReadOnlyDictionary<string, PageMark> saved) =>
        Pages.FirstOrDefault(page => page.Kind == PageKind.Review || !saved.GetValueOrDefault(page.Key).IsPosted) ?? Pages[^1];
}
