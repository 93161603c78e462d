using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>The pass over the responses that scales the fit of the instrument's structure under every unweighted model.</summary>
internal sealed class RobustFitScan : IScoreTally
{
    private const int Stride = BatchScores.MostRows + RowSelection.Room;

    private readonly StudyPlan _plan;
    private readonly SatorraBentler.Worker?[] _workers;
    private readonly short[] _mask = new short[BatchScores.MostRows];
    private readonly short[] _complete;

    private RobustFitScan(StudyPlan plan, SatorraBentler?[] scalings, UndefinedReason[] reasons)
    {
        (_plan, Scalings, Reasons) = (plan, scalings, reasons);
        _workers = [.. scalings.Select(scaling => scaling?.NewWorker())];
        _complete = new short[plan.ItemCount * Stride];
    }

    /// <summary>What is scaled, by base model; null where there is nothing.</summary>
    public SatorraBentler?[] Scalings { get; }

    /// <summary>Why there is nothing.</summary>
    public UndefinedReason[] Reasons { get; }

    /// <summary>Prepares the pass.</summary>
    /// <param name="moments">The moments of all responses.</param>
    /// <param name="models">The models' results.</param>
    public static RobustFitScan Of(StudyMoments moments, IReadOnlyList<ModelResult> models)
    {
        var plan = moments.Plan;
        var scalings = new SatorraBentler?[plan.Bases.Length];
        var reasons = new UndefinedReason[scalings.Length];
        Parallel.For(0, models.Count, place =>
        {
            // Weighted models share the items, not the structure.
            if (models[place].Structure?.Cfa is null) return;
            var model = plan.BaseOf(place);
            scalings[model] = SatorraBentler.Prepare(new Listwise(moments, plan.BaseItems[model]).CrossProducts(), Structure.FactorOfItem(plan), out reasons[model]);
        });
        return new RobustFitScan(plan, scalings, reasons);
    }

    /// <summary>tr(U Γ) / df of a base model and of its independence model.</summary>
    public (double Model, double Baseline) Factors(int model) => Scalings[model]!.Factors(_workers[model]!.Model, _workers[model]!.Baseline);

    /// <inheritdoc/>
    public IScoreTally Fork() => new RobustFitScan(_plan, Scalings, Reasons);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        for (var model = 0; model < _workers.Length; model++)
            if (_workers[model] is { } worker) Add(worker, batch, model);
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        for (var model = 0; model < _workers.Length; model++)
        {
            if (_workers[model] is not { } worker) continue;
            worker.Model.Add(((RobustFitScan)other)._workers[model]!.Model);
            worker.Baseline.Add(((RobustFitScan)other)._workers[model]!.Baseline);
        }
    }

    private void Add(SatorraBentler.Worker worker, BatchScores batch, int model)
    {
        var columns = batch.Items.Columns;
        var complete = columns.Mask(_plan.BaseItems[model].Columns.AsSpan(), _mask);
        for (var item = 0; item < _plan.ItemCount; item++) RowSelection.Copy(columns.Narrow(_plan.ModelItem(model, item)), _mask, _complete.AsSpan(item * Stride));
        for (var first = 0; first < complete; first += SatorraBentler.Rows)
        {
            var count = Math.Min(SatorraBentler.Rows, complete - first);
            for (var item = 0; item < _plan.ItemCount; item++)
                worker.Set(item, _complete.AsSpan(item * Stride + first), count, _plan.ItemColumns[_plan.ModelItem(model, item)].Offset);
            worker.Add(count);
        }
    }
}
