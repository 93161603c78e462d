using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Study;

/// <summary>
/// Turns the comparison of the models into a recommendation. A model is ahead only where Williams' test on the common sample, adjusted by Holm
/// over the pairs of the outcome, says so of every other model; whatever is not significant is "not distinguishable". Prediction is weighed
/// against diagnosis as Carrillat, Jaramillo &amp; Mulki (2007, Int. J. of Service Industry Management 18:472–490) suggest.
/// </summary>
internal static class Verdict
{
    // Rules of thumb, named in docs/methods.md.
    private const double AcceptableAlpha = 0.70;
    private const int FewRespondents = 100;
    private const double NearTop = 0.9;

    /// <summary>The verdict on a study; null with fewer than two models of perceptions.</summary>
    public static VerdictResult? Of(StudyResult result, Questionnaire questionnaire)
    {
        if (result.Models.Count(model => MeasurementModels.Get(model.Id).IsOfPerceptions) < 2) return null;
        ImmutableArray<OutcomeVerdict> outcomes = [.. result.CommonSample.Select(sample => OutcomeVerdicts.Of(
            sample, result.Uncertainty?.CommonSample.FirstOrDefault(candidate => candidate.Outcome == sample.Outcome)))];
        string[] winners = [.. outcomes.Select(outcome => outcome.Winner).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return new VerdictResult([.. winners], Recommendation(result, outcomes, winners), outcomes, [.. Grounds(result, questionnaire, outcomes)]);
    }

    /// <summary>A sentence with what stands in it.</summary>
    public static VerdictStatement Statement(VerdictCode code, params ImmutableArray<VerdictArgument> arguments) => new(code, arguments);

    /// <summary>Names of models.</summary>
    public static VerdictArgument Models(params IEnumerable<string> ids) => new(VerdictArgumentKind.Models, [.. ids], 0);

    /// <summary>Names of outcomes.</summary>
    public static VerdictArgument Outcomes(params IEnumerable<string> ids) => new(VerdictArgumentKind.Outcomes, [.. ids], 0);

    /// <summary>A number.</summary>
    public static VerdictArgument Number(VerdictArgumentKind kind, double number) => new(kind, [], number);

    private static VerdictStatement Recommendation(StudyResult result, ImmutableArray<OutcomeVerdict> outcomes, string[] winners)
    {
        var tested = outcomes.Where(outcome => outcome.Leaders.Length > 0).ToArray();
        if (outcomes.Length == 0) return Statement(VerdictCode.NoOutcomes);
        if (tested.Length == 0) return Statement(VerdictCode.NotTested);
        if (winners.Length == 0) return Narrowed(tested, [.. result.Models.Select(model => model.Id)]);
        if (winners.Length > 1) return Statement(VerdictCode.OutcomesDisagree);
        var (won, open) = (tested.Where(outcome => outcome.Winner is not null).Select(outcome => outcome.Outcome), tested.Where(outcome => outcome.Winner is null).Select(outcome => outcome.Outcome));
        return tested.All(outcome => outcome.Winner is not null)
            ? Statement(VerdictCode.OneModelAhead, Models(winners), Outcomes(won))
            : Statement(VerdictCode.AheadForSome, Models(winners), Outcomes(won), Outcomes(open));
    }

    // Without a winner the models remain that are nowhere significantly behind the best.
    private static VerdictStatement Narrowed(OutcomeVerdict[] tested, string[] models)
    {
        string[] left = [.. models.Where(model => tested.All(outcome => outcome.Leaders.Contains(model))).Order(StringComparer.Ordinal)];
        return left.Length > 0 && left.Length < models.Length
            ? Statement(VerdictCode.ChoiceNarrows, Models(left), Models(models.Except(left).Order(StringComparer.Ordinal)))
            : Statement(VerdictCode.NoModelAhead);
    }

    private static IEnumerable<VerdictStatement> Grounds(StudyResult result, Questionnaire questionnaire, ImmutableArray<OutcomeVerdict> outcomes)
    {
        if (Diagnosis(result, questionnaire) is { } diagnosis) yield return diagnosis;
        if (result.DifferenceScrutiny is { } scrutiny)
            yield return Statement(VerdictCode.DifferencesScrutinised,
                new VerdictArgument(VerdictArgumentKind.Sentence, [scrutiny.Verdict.Sentence.Text("en"), scrutiny.Verdict.Sentence.Text("fa")], 0));
        if (Weights(result, outcomes) is { } weights) yield return weights;
        if (NearTopOfScale(result, questionnaire) is { } top) yield return top;
        string[] improper = [.. result.Models.Where(model => model.Structure?.Cfa?.Status == "improper").Select(model => model.Id).Order(StringComparer.Ordinal)];
        if (improper.Length > 0) yield return Statement(VerdictCode.ImproperStructure, Models(improper));
        foreach (var model in result.Models.OrderBy(model => model.Id, StringComparer.Ordinal))
        {
            var unsure = model.Dimensions.Where(dimension => dimension.Reliability is { } reliability && reliability.AlphaCiLow.OrNull < AcceptableAlpha).ToArray();
            if (unsure.Length > 0)
                yield return Statement(VerdictCode.UnsureReliability, Models(model.Id), new(VerdictArgumentKind.Dimensions, [.. unsure.Select(dimension => dimension.Id)], 0),
                    Number(VerdictArgumentKind.Number, unsure.Min(dimension => dimension.Reliability!.AlphaCiLow.Value)));
        }

        if (outcomes.Where(outcome => outcome.Leaders.Length > 0 && outcome.N < FewRespondents).Select(outcome => outcome.N).DefaultIfEmpty(-1).Min() is >= 0 and var few)
            yield return Statement(VerdictCode.FewRespondents, Number(VerdictArgumentKind.Count, few));
    }

    // The gap model against perceptions alone, wherever their own pair is significant.
    private static VerdictStatement? Diagnosis(StudyResult result, Questionnaire questionnaire)
    {
        if (result.GapModel is not { } gap || result.Models.FirstOrDefault(model => MeasurementModels.Get(model.Id) is { IsWeighted: false, Batteries.Length: 1 }) is not { } alone) return null;
        var pairs = result.CommonSample.SelectMany(sample => sample.Comparisons).Where(pair => pair.AdjustedP.IsDefined
            && ((pair.Left == gap && pair.Right == alone.Id) || (pair.Left == alone.Id && pair.Right == gap))).ToArray();
        if (pairs.Length == 0) return null;
        string[] OutcomesAhead(string model) => [.. pairs.Where(pair => pair.IsSignificant && OutcomeVerdicts.IsAhead(pair, model)).Select(pair => pair.Outcome)];
        var (gaps, perceptions) = (OutcomesAhead(gap), OutcomesAhead(alone.Id));
        var further = Number(VerdictArgumentKind.Count, questionnaire.Items.Count());
        return (gaps.Length, perceptions.Length) switch
        {
            ( > 0, 0) => Statement(VerdictCode.GapsPredictAndDiagnose, Models(gap), Models(alone.Id), Outcomes(gaps), further),
            (0, > 0) => Statement(
                result.DifferenceScrutiny?.Verdict.Recommendation == ScrutinyRecommendation.Keep ? VerdictCode.ComponentsPredict : VerdictCode.PerceptionsPredict,
                Models(alone.Id), Models(gap), Outcomes(perceptions), further),
            _ => Statement(VerdictCode.PurposeDecides, Models(gap), Models(alone.Id), further),
        };
    }

    private static VerdictStatement? Weights(StudyResult result, ImmutableArray<OutcomeVerdict> outcomes)
    {
        string[] weighted = [.. result.Models.Select(model => model.Id).Where(id => MeasurementModels.Get(id).Unweighted is { } own && result.Models.Any(model => model.Id == own.Code)).Order(StringComparer.Ordinal)];
        var helps = result.CommonSample.SelectMany(sample => sample.Comparisons).Any(pair => pair.IsSignificant
            && ((IsWeightedOf(pair.Left, pair.Right) && OutcomeVerdicts.IsAhead(pair, pair.Left)) || (IsWeightedOf(pair.Right, pair.Left) && OutcomeVerdicts.IsAhead(pair, pair.Right))));
        return weighted.Length > 0 && !helps && outcomes.Any(outcome => outcome.Leaders.Length > 0) ? Statement(VerdictCode.WeightsDoNotHelp, Models(weighted)) : null;
    }

    private static VerdictStatement? NearTopOfScale(StudyResult result, Questionnaire questionnaire)
    {
        if (result.GapModel is not { } gap || MeasurementModels.Get(gap).Difference is not { } difference) return null;
        double[] means = [.. result.Dimensions.SelectMany(dimension => dimension.Batteries.Where(battery => battery.Key == difference.Subtrahend))
            .Where(battery => battery.Value.Mean.IsDefined).Select(battery => battery.Value.Mean.Value)];
        if (means.Length == 0) return null;
        var (mean, scale) = (means.Average(), questionnaire.Scale);
        return mean >= scale.From + NearTop * (scale.To - scale.From)
            ? Statement(VerdictCode.ExpectationsNearTop, Number(VerdictArgumentKind.Number, mean), Number(VerdictArgumentKind.Count, scale.To))
            : null;
    }

    private static bool IsWeightedOf(string model, string other) => MeasurementModels.Get(model).Unweighted?.Code == other;
}
