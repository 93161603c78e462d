using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>How many values of each kind a response has.</summary>
internal readonly record struct ResponseShape(int Answers, int Importance, int Outcomes, int Attributes)
{
    /// <summary>The shape of the responses to a questionnaire.</summary>
    public static ResponseShape Of(Questionnaire questionnaire) => new(
        new AnswerLayout(questionnaire).Width, questionnaire.Importance is null ? 0 : questionnaire.Dimensions.Length,
        questionnaire.Outcomes.Length, questionnaire.Attributes.Length);
}
