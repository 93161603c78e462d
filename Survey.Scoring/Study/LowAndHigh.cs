using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>
/// The sums of the indicators of low and high scores, of their products with each other and with an outcome, over the respondents who have
/// every column and the outcome.
/// </summary>
/// <param name="columns">Score columns.</param>
/// <param name="cuts">Their cut-offs; a column without is left out of the indicators, not of what must be there.</param>
/// <param name="outcome">The outcome's column.</param>
internal sealed class LowAndHigh(IReadOnlyList<int> columns, IReadOnlyList<Quarters?> cuts, int outcome) : IScoreTally
{
    private readonly int[] _used = [.. Enumerable.Range(0, columns.Count).Where(place => cuts[place] is not null)];
    private readonly long[,] _pairs = new long[2 * columns.Count, 2 * columns.Count];
    private readonly long[] _withOutcome = new long[2 * columns.Count];
    private long _count, _sum, _squares;

    /// <summary>How many scores of a column are low.</summary>
    public long LowCount(int place) => _pairs[2 * place, 2 * place];

    /// <summary>How many scores of a column are high.</summary>
    public long HighCount(int place) => _pairs[2 * place + 1, 2 * place + 1];

    /// <summary>The respondents.</summary>
    public long Count => _count;

    /// <inheritdoc/>
    public IScoreTally Fork() => new LowAndHigh(columns, cuts, outcome);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        Span<bool> isThere = stackalloc bool[batch.Count];
        ScoreLevels.Complete(batch, columns, outcome, isThere);
        var outcomes = batch.ScoreValues(outcome);
        Span<int> indicators = stackalloc int[_used.Length];
        for (var row = 0; row < isThere.Length; row++)
        {
            if (!isThere[row]) continue;
            var y = outcomes[row];
            _count++;
            _sum += y;
            _squares += y * y;
            var set = 0;
            foreach (var place in _used)
            {
                var value = batch.ScoreValues(columns[place])[row];
                if (value <= cuts[place]!.Value.Low) indicators[set++] = 2 * place;
                else if (value >= cuts[place]!.Value.High) indicators[set++] = 2 * place + 1;
            }

            for (var left = 0; left < set; left++)
            {
                _withOutcome[indicators[left]] += y;
                for (var right = left; right < set; right++) _pairs[indicators[left], indicators[right]]++;
            }
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        var own = (LowAndHigh)other;
        (_count, _sum, _squares) = (_count + own._count, _sum + own._sum, _squares + own._squares);
        for (var left = 0; left < _withOutcome.Length; left++)
        {
            _withOutcome[left] += own._withOutcome[left];
            for (var right = left; right < _withOutcome.Length; right++) _pairs[left, right] += own._pairs[left, right];
        }
    }

    /// <summary>Means and deviations: per column that has cut-offs the indicator of low and of high scores, then the outcome above its lowest point.</summary>
    public CrossProducts CrossProducts()
    {
        int[] variables = [.. _used.SelectMany(place => (int[])[2 * place, 2 * place + 1])];
        var size = variables.Length + 1;
        var means = new double[size];
        var deviations = new double[size, size];
        if (_count == 0) return new CrossProducts(0, means, deviations);
        for (var left = 0; left < size; left++)
        {
            means[left] = (double)Sum(left) / _count;
            for (var right = left; right < size; right++)
                deviations[left, right] = deviations[right, left] = (double)((Int128)_count * Product(left, right) - (Int128)Sum(left) * Sum(right)) / _count;
        }

        return new CrossProducts(_count, means, deviations);

        long Sum(int variable) => variable == variables.Length ? _sum : _pairs[variables[variable], variables[variable]];

        long Product(int left, int right) =>
            left == variables.Length ? _squares : right == variables.Length ? _withOutcome[variables[left]] : _pairs[variables[left], variables[right]];
    }
}
