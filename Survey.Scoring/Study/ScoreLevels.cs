using System.Runtime.InteropServices;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study;

/// <summary>How often each score stands in some columns, over the respondents who have every column and an outcome.</summary>
/// <param name="columns">Score columns.</param>
/// <param name="outcome">The column that must be there too.</param>
internal sealed class ScoreLevels(IReadOnlyList<int> columns, int outcome) : IScoreTally
{
    /// <summary>Per column the counts by value.</summary>
    public Dictionary<long, long>[] Counts { get; } = [.. columns.Select(_ => new Dictionary<long, long>())];

    /// <inheritdoc/>
    public IScoreTally Fork() => new ScoreLevels(columns, outcome);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        Span<bool> isThere = stackalloc bool[batch.Count];
        Complete(batch, columns, outcome, isThere);
        for (var place = 0; place < columns.Count; place++)
        {
            var values = batch.ScoreValues(columns[place]);
            for (var row = 0; row < values.Length; row++)
                if (isThere[row]) CollectionsMarshal.GetValueRefOrAddDefault(Counts[place], values[row], out _)++;
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        for (var place = 0; place < Counts.Length; place++)
            foreach (var (value, count) in ((ScoreLevels)other).Counts[place])
                CollectionsMarshal.GetValueRefOrAddDefault(Counts[place], value, out _) += count;
    }

    /// <summary>Which rows of a batch have every column and the outcome.</summary>
    public static void Complete(BatchScores batch, IReadOnlyList<int> columns, int outcome, Span<bool> isThere)
    {
        var outcomes = batch.ScoreValues(outcome);
        for (var row = 0; row < isThere.Length; row++) isThere[row] = outcomes[row] != ScoreColumn.Missing;
        foreach (var column in columns)
        {
            var values = batch.ScoreValues(column);
            for (var row = 0; row < isThere.Length; row++) isThere[row] &= values[row] != ScoreColumn.Missing;
        }
    }
}
