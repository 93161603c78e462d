using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Distributions;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>Fit of the instrument's structure without the assumption that answers are normal, from one more pass over the responses.</summary>
internal static class RobustFit
{
    /// <summary>The models with Satorra-Bentler scaling beside their normal-theory fit; with the reason in its place where there is none.</summary>
    /// <param name="models">The models' results.</param>
    /// <param name="moments">The moments of all responses.</param>
    /// <param name="responses">The responses; null when only their moments are at hand.</param>
    public static ImmutableArray<ModelResult> Beside(ImmutableArray<ModelResult> models, StudyMoments moments, ResponseTable? responses)
    {
        var plan = moments.Plan;
        var factors = Structure.FactorOfItem(plan);
        var scalings = new SatorraBentler?[models.Length];
        var reasons = new UndefinedReason[models.Length];
        for (var model = 0; model < models.Length; model++)
        {
            reasons[model] = UndefinedReason.NeedsResponses;
            if (responses is not null && models[model].Structure?.Cfa is not null)
                scalings[model] = SatorraBentler.Prepare(new Listwise(moments, plan.BaseItems[plan.BaseOf(model)]).CrossProducts(), factors, out reasons[model]);
        }

        var sums = responses is null ? new (Int128, Int128)[models.Length] : Sum(plan, responses, scalings);
        return
        [
            .. models.Select((model, place) => model.Structure?.Cfa is { } cfa
                ? model with { Structure = model.Structure with { Cfa = cfa with { SatorraBentler = Result(scalings[place], sums[place], reasons[place]) } } }
                : model),
        ];
    }

    private static (Int128 Model, Int128 Baseline)[] Sum(StudyPlan plan, ResponseTable responses, SatorraBentler?[] scalings)
    {
        var sums = new (Int128 Model, Int128 Baseline)[scalings.Length];
        if (scalings.All(scaling => scaling is null)) return sums;
        var batches = (responses.Count + BatchScores.Rows - 1) / BatchScores.Rows;
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = batches < 4 ? 1 : -1 },
            () => new Pass(plan, responses, scalings),
            (batch, _, pass) =>
            {
                pass.Add(batch * BatchScores.Rows, Math.Min(BatchScores.Rows, responses.Count - batch * BatchScores.Rows));
                return pass;
            },
            pass =>
            {
                // Whole numbers: the order of the threads does not matter.
                lock (sums)
                {
                    for (var model = 0; model < sums.Length; model++)
                    {
                        if (pass.Workers[model] is { } worker)
                            sums[model] = (sums[model].Model + worker.Model, sums[model].Baseline + worker.Baseline);
                    }
                }
            });
        return sums;
    }

    private static SatorraBentlerResult Result(SatorraBentler? scaling, (Int128 Model, Int128 Baseline) sums, UndefinedReason reason)
    {
        if (scaling is null) return SatorraBentlerResult.Without(reason);
        var (factor, baselineFactor) = scaling.Factors(sums.Model, sums.Baseline);
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

    /// <summary>What one thread needs.</summary>
    private sealed class Pass(StudyPlan plan, ResponseTable responses, SatorraBentler?[] scalings)
    {
        private readonly BatchScores _scores = new(plan, responses);
        private readonly int[] _complete = new int[BatchScores.Rows];

        public SatorraBentler.Worker?[] Workers { get; } = [.. scalings.Select(scaling => scaling?.NewWorker())];

        public void Add(int row, int count)
        {
            while (count > 0)
            {
                _scores.Read(row, count);
                for (var model = 0; model < Workers.Length; model++)
                {
                    if (Workers[model] is { } worker) Add(worker, plan.BaseOf(model));
                }

                row += _scores.Count;
                count -= _scores.Count;
            }
        }

        private void Add(SatorraBentler.Worker worker, int model)
        {
            var complete = Complete(model);
            for (var first = 0; first < complete.Length; first += SatorraBentler.Rows)
            {
                var rows = complete[first..Math.Min(first + SatorraBentler.Rows, complete.Length)];
                for (var item = 0; item < plan.ItemCount; item++)
                {
                    var column = plan.ModelItem(model, item);
                    worker.Set(item, _scores.ItemValues(column), rows, plan.ItemColumns[column].Offset);
                }

                worker.Add(rows.Length);
            }
        }

        private ReadOnlySpan<int> Complete(int model)
        {
            Span<short> signs = stackalloc short[BatchScores.Rows];
            signs.Clear();
            for (var item = 0; item < plan.ItemCount; item++)
            {
                var values = _scores.ItemValues(plan.ModelItem(model, item))[..signs.Length];
                for (var r = 0; r < values.Length; r++) signs[r] |= values[r];
            }

            var count = 0;
            for (var r = 0; r < _scores.Count; r++)
            {
                if (signs[r] >= 0) _complete[count++] = r;
            }

            return _complete.AsSpan(0, count);
        }
    }
}
