using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Fielding;

/// <summary>How long a questionnaire takes to answer, roughly.</summary>
internal static class AnsweringTime
{
    // Seconds: reading and answering a rating, another question, the importance points, and the pages around them.
    private const int PerRating = 7, PerQuestion = 8, ForImportance = 40, AroundIt = 30;

    /// <summary>Minutes, at least one; the mean over the respondents where they are asked different things.</summary>
    public static int Minutes(Questionnaire questionnaire) => Math.Max(1, (int)Math.Round(Seconds(questionnaire) / 60.0));

    /// <summary>Seconds; the mean over the respondents where they are asked different things.</summary>
    public static double Seconds(Questionnaire questionnaire) =>
        PerRating * questionnaire.Dimensions.Sum(dimension => dimension.ShownItems) * questionnaire.Batteries.Sum(battery => (battery.Share ?? 100) / 100.0)
            + PerQuestion * (questionnaire.Outcomes.Length + questionnaire.Attributes.Length + questionnaire.Questions.Length)
            + (questionnaire.Importance is null ? 0 : ForImportance) + AroundIt;
}
