using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The figures of the further questions from how often each answer was given.</summary>
internal static class Questions
{
    public static ImmutableArray<QuestionResult> Of(ImmutableArray<QuestionTally> tallies, int? minimumGroup) => [.. tallies.Select(tally => Of(tally, minimumGroup))];

    private static QuestionResult Of(QuestionTally tally, int? minimumGroup)
    {
        var result = new QuestionResult(tally.Question.Id, tally.Question.Kind, tally.Count) { Unknown = tally.Unknown };
        if (tally.Count > 0 && tally.Count < minimumGroup) return result with { IsTooSmall = true };
        return tally.Question.Kind switch
        {
            QuestionKind.Single or QuestionKind.Multiple => result with { Options = [.. tally.Question.Options.Select((option, place) => Share(option.Id, tally.Options[place], tally.Count))] },
            QuestionKind.Ranking => result with { Ranks = [.. tally.Question.Options.Select((option, place) => Rank(tally, option.Id, place))] },
            QuestionKind.Number => result with { Numbers = Numbers(new CountedValues(tally.Values)) },
            QuestionKind.Date => result with { Days = Days(new CountedValues(tally.Values)) },
            QuestionKind.Nps => result with { Recommendation = Recommendation(NetPromoterScore.Of(tally.Options)) },
            _ => result,
        };
    }

    private static OptionShare Share(string id, long chosen, long count)
    {
        var (share, low, high) = Proportion.Wilson(chosen, count);
        return new OptionShare(id, chosen, share, low, high);
    }

    private static OptionRank Rank(QuestionTally tally, string id, int option)
    {
        var places = Enumerable.Range(0, tally.Question.Options.Length)
            .Select(rank => KeyValuePair.Create((decimal)(rank + 1), tally.AtRank(option, rank))).Where(place => place.Value > 0).ToArray();
        return new OptionRank(id, tally.Options[option], Share(id, tally.AtRank(option, 0), tally.Count), Mean(new CountedValues(places)));
    }

    private static MeanResult Mean(CountedValues values)
    {
        var test = new MeanTest(values.ToSample());
        return new MeanResult(values.Count, test.Mean, test.Sd, test.Low, test.High);
    }

    private static NumberFigures Numbers(CountedValues values) => new(Mean(values), values.Quantile(0.25), values.Quantile(0.5), values.Quantile(0.75));

    private static DayFigures? Days(CountedValues values) =>
        values.ValueAt(1, 4) is { } lower && values.ValueAt(1, 2) is { } median && values.ValueAt(3, 4) is { } upper ? new DayFigures(Day(lower), Day(median), Day(upper)) : null;

    private static DateOnly Day(decimal number) => DateOnly.FromDayNumber((int)number);

    private static RecommendationFigures Recommendation(NetPromoterScore score) => new(
        score.Score, score.Low, score.High, Proportion.Wilson(score.Promoters, score.Count).Share, Proportion.Wilson(score.Passives, score.Count).Share,
        Proportion.Wilson(score.Detractors, score.Count).Share);
}
