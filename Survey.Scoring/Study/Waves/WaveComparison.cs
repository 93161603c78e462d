using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Waves;

/// <summary>Two waves: what differs, how sure that is, and which versions may be compared.</summary>
public static class WaveComparison
{
    /// <summary>Compares the main scores. Without a link the respondents count as different people: Welch's test, from the moments alone.</summary>
    /// <param name="first">The earlier wave.</param>
    /// <param name="second">The later wave.</param>
    /// <param name="link">
    /// The name of an attribute or of a further column that tells who a respondent is; pairs are then tested as pairs, and the others are left out
    /// and counted. Null when people cannot be linked.
    /// </param>
    /// <param name="minimumGroup">Scores of fewer values in either wave are hidden; null shows all.</param>
    /// <exception cref="ArgumentException">A link is asked for and a part has no responses.</exception>
    public static WaveComparisonResult Of(Wave first, Wave second, string? link = null, int? minimumGroup = null)
    {
        var newest = Comparability.Newest(second.Questionnaires.Concat(first.Questionnaires));
        var pairs = link is null ? null : WavePairs.Of(first, second, link);
        var keys = first.Parts.Concat(second.Parts).SelectMany(part => KeyScore.Of(part.Moments.Plan).Select(score => score.Key)).ToHashSet();
        var ordered = KeyScore.Of(StudyPlanOf(newest, first, second)).Select(score => score.Key).Where(keys.Contains).ToArray();
        var figures = ordered.Select(key => pairs is null ? Independent(key) : Paired(key)).ToArray();
        foreach (var family in figures.Index().GroupBy(entry => (entry.Item.Score.Kind, entry.Item.Score.Group)).Select(group => group.ToArray()))
        {
            var adjusted = Holm.Adjust([.. family.Select(entry => entry.Item.P)]);
            for (var place = 0; place < family.Length; place++)
                figures[family[place].Index] = family[place].Item with { AdjustedP = adjusted[place] };
        }

        return new WaveComparisonResult(
            Side(first, pairs?.First ?? default), Side(second, pairs?.Second ?? default), pairs?.Count,
            [.. Comparability.Differences(first.Questionnaires.Concat(second.Questionnaires))], [.. figures]);

        bool IsBroken(ScoreKey key) => first.Parts.Concat(second.Parts).Where(part => part.Moments.Responses > 0)
            .Any(part => !Comparability.IsComparable(key, part.Moments.Questionnaire, newest));

        WaveFigure Independent(ScoreKey key)
        {
            var test = new WelchDifference(first.SampleOf(key, _ => true), second.SampleOf(key, _ => true));
            var (firstMean, secondMean) = (new MeanTest(test.First).Mean, new MeanTest(test.Second).Mean);
            return Shown(key, new WaveFigure(
                key, test.First.Count, firstMean, test.Second.Count, secondMean, test.Difference, test.Low, test.High, test.T, test.Df, test.P, test.P, test.EffectSize));
        }

        WaveFigure Paired(ScoreKey key)
        {
            var (difference, firstMean, secondMean) = pairs!.DifferenceOf(key);
            var test = new MeanTest(difference);
            var none = Estimate.Undefined(UndefinedReason.NoAnswers);
            return Shown(key, new WaveFigure(
                key, difference.Count, difference.Count == 0 ? none : Estimate.Of(firstMean), difference.Count, difference.Count == 0 ? none : Estimate.Of(secondMean),
                test.Mean, test.Low, test.High, test.T, test.Df, test.P, test.P, test.EffectSize));
        }

        WaveFigure Shown(ScoreKey key, WaveFigure figure)
        {
            // Nobody at all is no small group: the figure says so itself.
            var isSmall = minimumGroup is { } least && (figure.FirstN is > 0 && figure.FirstN < least || figure.SecondN is > 0 && figure.SecondN < least);
            if (isSmall)
            {
                var hidden = Estimate.Undefined(UndefinedReason.TooFewToShow);
                return figure with { FirstMean = hidden, SecondMean = hidden, Difference = hidden, CiLow = hidden, CiHigh = hidden, T = hidden, Df = hidden, P = hidden, AdjustedP = hidden, EffectSize = hidden };
            }

            if (!IsBroken(key)) return figure;
            var broken = Estimate.Undefined(UndefinedReason.MeaningChanged);
            return figure with { Difference = broken, CiLow = broken, CiHigh = broken, T = broken, Df = broken, P = broken, AdjustedP = broken, EffectSize = broken };
        }
    }

    private static StudyPlan StudyPlanOf(Instrument.Questionnaire newest, Wave first, Wave second) =>
        second.Parts.Concat(first.Parts).First(part => part.Moments.Questionnaire == newest).Moments.Plan;

    private static WaveSide Side(Wave wave, (long Unpaired, long Repeated) left) =>
        new(wave.Name, wave.Responses, left.Unpaired, left.Repeated, [.. wave.Questionnaires.Select(questionnaire => questionnaire.Version).Distinct().Order()]);
}
