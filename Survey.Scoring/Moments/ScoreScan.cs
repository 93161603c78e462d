using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>A further pass over the responses for what moments do not hold, on all processors: every batch is scored once for all tallies.</summary>
internal static class ScoreScan
{
    private const int Stretch = 16 * BatchScores.MostRows;

    /// <summary>Lets every tally count all responses in one pass.</summary>
    public static void Run(ResponseTable responses, StudyPlan plan, IReadOnlyList<IScoreTally> tallies)
    {
        if (tallies.Count == 0) return;
        var stretches = (responses.Count + Stretch - 1) / Stretch;
        Parallel.For(0, stretches,
            () => (Scores: new BatchScores(plan, responses), Own: tallies.Select(tally => tally.Fork()).ToArray()),
            (stretch, _, worker) =>
            {
                var end = (int)Math.Min((stretch + 1L) * Stretch, responses.Count);
                for (var row = stretch * Stretch; row < end; row += worker.Scores.Count)
                {
                    worker.Scores.Read(row, end - row);
                    foreach (var tally in worker.Own) tally.Add(worker.Scores);
                }

                return worker;
            },
            worker =>
            {
                lock (tallies)
                    for (var place = 0; place < tallies.Count; place++) tallies[place].Join(worker.Own[place]);
            });
    }
}
