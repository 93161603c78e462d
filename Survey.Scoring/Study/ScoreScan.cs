using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>Counts something over the scores of all responses. Counts are whole numbers, so that neither order nor division matter.</summary>
internal interface IScoreTally
{
    /// <summary>An empty tally of the same kind, for another thread.</summary>
    IScoreTally Fork();

    /// <summary>Counts a batch.</summary>
    void Add(BatchScores batch);

    /// <summary>Adds what another tally of the same kind has counted.</summary>
    void Join(IScoreTally other);
}

/// <summary>A further pass over the responses for what moments do not hold, on all processors.</summary>
internal static class ScoreScan
{
    private const int Stretch = 64 * BatchScores.Rows;

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
