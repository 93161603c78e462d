using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The outcomes that are indicators of their own: net promoter score, satisfaction, effort.</summary>
internal static class OutcomeIndicators
{
    /// <summary>Every outcome that has a kind, in the questionnaire's order.</summary>
    public static ImmutableArray<OutcomeIndicator> Of(StudyMoments moments) =>
    [
        .. moments.Questionnaire.Outcomes.Select((outcome, place) => (outcome, place)).Where(entry => entry.outcome.Kind is not null)
            .Select(entry => Of(entry.outcome, moments.OutcomeCounts[entry.place], moments.Plan.ScoreColumns[moments.Plan.Outcomes[entry.place]])),
    ];

    private static OutcomeIndicator Of(Outcome outcome, AnswerCounts answers, ScoreColumn column)
    {
        var positions = answers.Positions;
        var counts = positions.ToImmutableArray();
        var sums = answers.Moments(isReversed: false);
        var sample = Listwise.SampleOf(sums.Count, sums.Sums[0], sums.Products[0], column);
        switch (outcome.Kind)
        {
            case OutcomeKind.Nps:
                var score = NetPromoterScore.Of(positions);
                return new OutcomeIndicator(outcome.Id, OutcomeKind.Nps, score.Count, score.Score, score.Low, score.High, counts)
                {
                    StandardError = score.StandardError,
                    Promoters = Proportion.Wilson(score.Promoters, score.Count).Share,
                    Passives = Proportion.Wilson(score.Passives, score.Count).Share,
                    Detractors = Proportion.Wilson(score.Detractors, score.Count).Share,
                };
            case OutcomeKind.Csat:
                var (share, low, high) = Proportion.Wilson(positions[^1] + positions[^2], sample.Count);
                return new OutcomeIndicator(outcome.Id, OutcomeKind.Csat, sample.Count, share, low, high, counts);
            default:
                var mean = new MeanTest(sample);
                return new OutcomeIndicator(outcome.Id, OutcomeKind.Ces, sample.Count, mean.Mean, mean.Low, mean.High, counts);
        }
    }
}
