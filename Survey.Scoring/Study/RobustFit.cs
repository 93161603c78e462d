using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Distributions;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>Fit of the instrument's structure without the assumption that answers are normal, from one more pass over the responses.</summary>
internal static class RobustFit
{
    /// <summary>The models with Satorra-Bentler scaling beside their normal-theory fit; with the reason in its place where there is none.</summary>
    /// <param name="models">The models' results.</param>
    /// <param name="plan">The plan of their questionnaire.</param>
    /// <param name="scan">What the pass over the responses gave; null when there was none.</param>
    public static ImmutableArray<ModelResult> Beside(ImmutableArray<ModelResult> models, StudyPlan plan, RobustFitScan? scan) =>
    [
        .. models.Select((model, place) => model.Structure?.Cfa is { } cfa
            ? model with { Structure = model.Structure with { Cfa = cfa with { SatorraBentler = Result(scan, plan.BaseOf(place)) } } }
            : model),
    ];

    private static SatorraBentlerResult Result(RobustFitScan? scan, int model)
    {
        if (scan is null) return SatorraBentlerResult.Without(UndefinedReason.NeedsResponses);
        if (scan.Scalings[model] is not { } scaling) return SatorraBentlerResult.Without(scan.Reasons[model]);
        var (factor, baselineFactor) = scan.Factors(model);
        if (!(factor > 0 && baselineFactor > 0)) return SatorraBentlerResult.Without(UndefinedReason.NotIdentified);
        var (chiSquare, df, n) = (scaling.Solution.Fit.ChiSquare.Value, scaling.Solution.Fit.Df.Value, (double)scaling.Count);
        var (baseline, baselineDf) = scaling.Baseline();
        var (scaled, scaledBaseline) = (chiSquare / factor, baseline / baselineFactor);
        // Brosseau-Liard & Savalei (2014), Brosseau-Liard, Savalei & Li (2012): χ² − c df in place of χ² − df.
        var (excess, baselineExcess) = (chiSquare - factor * df + df, baseline - baselineFactor * baselineDf + baselineDf);
        return new SatorraBentlerResult
        {
            ScalingFactor = Estimate.Of(factor),
            ChiSquare = Estimate.Of(scaled),
            P = Estimate.Of(ChiSquare.UpperTail(scaled, df)),
            Cfi = Estimate.Of(FitIndices.Cfi(scaled, df, scaledBaseline, baselineDf)),
            Tli = Estimate.Of(FitIndices.Tli(scaled, df, scaledBaseline, baselineDf)),
            Rmsea = Estimate.Of(RmseaInterval.Point(scaled, df, n)),
            RobustCfi = Estimate.Of(FitIndices.Cfi(excess, df, baselineExcess, baselineDf)),
            RobustTli = Estimate.Of(FitIndices.Tli(excess, df, baselineExcess, baselineDf)),
            RobustRmsea = Estimate.Of(RmseaInterval.Point(excess, df, n)),
        };
    }
}
