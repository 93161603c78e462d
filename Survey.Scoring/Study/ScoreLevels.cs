using System.Runtime.InteropServices;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study;

/// <summary>How often each score stands in some columns, over the respondents who have every column and an outcome.</summary>
/// <param name="plan">What the columns hold.</param>
/// <param name="columns">Score columns.</param>
/// <param name="outcome">The column that must be there too.</param>
internal sealed class ScoreLevels(StudyPlan plan, IReadOnlyList<int> columns, int outcome) : IScoreTally
{
    private readonly int[] _needed = [.. columns, outcome];
    private readonly short[] _mask = new short[BatchScores.MostRows];

    // Values of 16 bits are counted at their place, after those that are missing; others are looked up.
    private readonly long[]?[] _places = [.. columns.Select(column => plan.ScoreColumns[column].IsNarrow ? new long[plan.ScoreColumns[column].Bound + 2] : null)];
    private readonly Dictionary<long, long>[] _values = [.. columns.Select(_ => new Dictionary<long, long>())];

    /// <summary>How often each value stands in a column.</summary>
    public IEnumerable<KeyValuePair<long, long>> Counts(int place) =>
        _places[place] is { } counts ? counts.Skip(1).Index().Select(count => KeyValuePair.Create((long)count.Index, count.Item)) : _values[place];

    /// <inheritdoc/>
    public IScoreTally Fork() => new ScoreLevels(plan, columns, outcome);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        batch.ScoreColumns.Mask(_needed, _mask);
        for (var place = 0; place < columns.Count; place++)
        {
            if (_places[place] is { } counts)
            {
                var narrow = batch.ScoreColumns.Narrow(columns[place])[..batch.Count];
                for (var row = 0; row < narrow.Length; row++) counts[(narrow[row] | _mask[row]) + 1]++;
                continue;
            }

            var wide = batch.ScoreColumns.Wide(columns[place])[..batch.Count];
            for (var row = 0; row < wide.Length; row++)
                if (_mask[row] == 0) CollectionsMarshal.GetValueRefOrAddDefault(_values[place], wide[row], out _)++;
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        var (places, values) = (((ScoreLevels)other)._places, ((ScoreLevels)other)._values);
        for (var column = 0; column < columns.Count; column++)
        {
            if (_places[column] is { } counts)
                for (var place = 0; place < counts.Length; place++) counts[place] += places[column]![place];
            foreach (var (value, count) in values[column]) CollectionsMarshal.GetValueRefOrAddDefault(_values[column], value, out _) += count;
        }
    }
}
