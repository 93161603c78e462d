using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Web.Features.Respond;

/// <summary>Which dimensions and further questions somebody is asked, by the conditions of the questionnaire and the answers so far.</summary>
internal sealed record AskedParts
{
    private readonly Questionnaire _questionnaire;
    private readonly AnswerSheet? _sheet;
    private readonly bool _hasConditions;

    private AskedParts(Questionnaire questionnaire, AnswerSheet? sheet)
    {
        (_questionnaire, _sheet) = (questionnaire, sheet);
        _hasConditions = sheet is not null && HasConditions(questionnaire);
    }

    /// <summary>Everything, as for a page that is the same for everybody.</summary>
    public static AskedParts All(Questionnaire questionnaire) => new(questionnaire, null);

    /// <summary>What somebody with these answers is asked.</summary>
    public static AskedParts Of(Questionnaire questionnaire, AnswerSheet sheet) => new(questionnaire, sheet);

    public static bool HasConditions(Questionnaire questionnaire) =>
        questionnaire.Dimensions.Any(dimension => dimension.When is not null) || questionnaire.Questions.Any(question => question.When is not null);

    /// <summary>Whether a dimension is asked, by its place in the file.</summary>
    public bool Dimension(int place) => Holds(_questionnaire.Dimensions[place].When);

    /// <summary>Whether a further question is asked, by its place in the file.</summary>
    public bool Question(int place) => Holds(_questionnaire.Questions[place].When);

    /// <summary>The further questions that are asked at a place, by their places in the file.</summary>
    public IEnumerable<int> QuestionsAt(string place) =>
        Enumerable.Range(0, _questionnaire.Questions.Length).Where(k => _questionnaire.Questions[k].Place == place && Question(k));

    /// <summary>The answers without those to what is not asked (any more): a changed answer may have taken a question away.</summary>
    public static AnswerSheet Pruned(Questionnaire questionnaire, AnswerSheet sheet)
    {
        if (!HasConditions(questionnaire)) return sheet;
        // What is taken away may take away what looks at it: conditions look backwards only, so this ends after as many rounds as there are pages.
        for (; ; )
        {
            var asked = Of(questionnaire, sheet);
            var pruned = asked.Without(sheet);
            if (pruned.HasSameAnswers(sheet)) return pruned;
            sheet = pruned;
        }
    }

    private AnswerSheet Without(AnswerSheet sheet)
    {
        var answers = sheet.Answers.ToBuilder();
        for (var d = 0; d < _questionnaire.Dimensions.Length; d++)
            if (!Dimension(d))
                foreach (var place in PostedPage.AnswersOf(_questionnaire, d)) answers[place] = AnswerCode.NotSeen;
        return sheet with
        {
            Answers = answers.MoveToImmutable(),
            Questions = [.. sheet.Questions.Select((answer, k) => Question(k) ? answer : null)],
        };
    }

    private bool Holds(Condition? condition) => !_hasConditions || condition is null || condition.Holds(Answer);

    private string? Answer(string column)
    {
        for (var k = 0; k < _questionnaire.Attributes.Length; k++)
            if (_questionnaire.Attributes[k].Id == column) return _sheet!.Attributes[k];
        for (var k = 0; k < _questionnaire.Questions.Length; k++)
            if (_questionnaire.Questions[k].Id == column) return _sheet!.Questions[k];
        for (var k = 0; k < _questionnaire.Outcomes.Length; k++)
            if (_questionnaire.Outcomes[k].Id == column) return Point(_sheet!.Outcomes[k], _questionnaire.Outcomes[k].Scale);
        var place = 0;
        foreach (var battery in _questionnaire.Batteries)
            foreach (var item in _questionnaire.Items)
            {
                if (battery.Prefix + item.Id == column) return Point(_sheet!.Answers[place], _questionnaire.Scale);
                place++;
            }
        return null;
    }

    private static string? Point(byte code, RatingScale scale) =>
        AnswerCode.IsAnswer(code) ? (scale.From + code - 1).ToString(CultureInfo.InvariantCulture) : null;
}
