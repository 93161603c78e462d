namespace Survey.Scoring.Instrument;

/// <summary>How long a questionnaire takes to answer, roughly: reading and answering a rating 7 seconds, another question 8, the importance points 40, the pages around them 30.</summary>
public static class AnsweringTime
{
    private const int PerRating = 7, PerQuestion = 8, ForImportance = 40, AroundIt = 30;

    /// <summary>Seconds; the mean over the respondents where they are asked different things.</summary>
    public static double Seconds(Questionnaire questionnaire) =>
        PerRating * questionnaire.Dimensions.Sum(dimension => dimension.ShownItems) * questionnaire.Batteries.Sum(battery => (battery.Share ?? 100) / 100.0)
        + PerQuestion * (questionnaire.Outcomes.Length + questionnaire.Attributes.Length + questionnaire.Questions.Length)
        + (questionnaire.Importance is null ? 0 : ForImportance) + AroundIt;

    /// <summary>Minutes, at least one.</summary>
    public static int Minutes(Questionnaire questionnaire) => Math.Max(1, (int)Math.Round(Seconds(questionnaire) / 60.0));
}
