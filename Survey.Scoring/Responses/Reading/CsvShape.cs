using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses.Reading;

/// <summary>How many values of each kind a response has.</summary>
internal readonly record struct CsvShape(int Answers, int Importance, int Outcomes, int Attributes)
{
    /// <summary>The shape of the responses to a questionnaire.</summary>
    public static CsvShape Of(Questionnaire questionnaire) => new(
        new AnswerLayout(questionnaire).Width, questionnaire.Importance is null ? 0 : questionnaire.Dimensions.Length,
        questionnaire.Outcomes.Length, questionnaire.Attributes.Length);
}
