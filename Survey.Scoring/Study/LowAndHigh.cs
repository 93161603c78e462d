using System.Numerics;
using System.Runtime.InteropServices;
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
    private readonly int[] _needed = [.. columns, outcome];
    private readonly short[] _mask = new short[BatchScores.MostRows];

    // Per column that has cut-offs the indicator of low and that of high scores, then the outcome above its lowest point.
    private readonly short[][] _variables = [.. Enumerable.Range(0, Variables(cuts)).Select(_ => new short[BatchScores.MostRows])];
    private readonly long[] _sums = new long[Variables(cuts)];
    private readonly long[,] _products = new long[Variables(cuts), Variables(cuts)];

    /// <summary>The cut-offs, by column.</summary>
    public IReadOnlyList<Quarters?> Cuts => cuts;

    /// <summary>The respondents.</summary>
    public long Count { get; private set; }

    /// <summary>How many scores of a column are low.</summary>
    public long LowCount(int place) => Array.IndexOf(_used, place) is >= 0 and var used ? _sums[2 * used] : 0;

    /// <summary>How many scores of a column are high.</summary>
    public long HighCount(int place) => Array.IndexOf(_used, place) is >= 0 and var used ? _sums[2 * used + 1] : 0;

    /// <inheritdoc/>
    public IScoreTally Fork() => new LowAndHigh(columns, cuts, outcome);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        var scores = batch.ScoreColumns;
        Count += scores.Mask(_needed, _mask);
        var rows = scores.Padded;
        foreach (var (used, place) in _used.Index()) Mark(scores, columns[place], cuts[place]!.Value, _variables[2 * used].AsSpan(0, rows), _variables[2 * used + 1].AsSpan(0, rows));
        var outcomes = _variables[^1];
        for (var row = 0; row < rows; row++) outcomes[row] = (short)(scores.Narrow(outcome)[row] & ~_mask[row]);
        for (var left = 0; left < _variables.Length; left++)
        {
            var values = _variables[left].AsSpan(0, rows);
            _sums[left] += DotProduct.Sum(values);
            for (var right = left; right < _variables.Length; right++) _products[left, right] += DotProduct.Of(values, _variables[right].AsSpan(0, rows));
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        var own = (LowAndHigh)other;
        Count += own.Count;
        for (var left = 0; left < _sums.Length; left++)
        {
            _sums[left] += own._sums[left];
            for (var right = left; right < _sums.Length; right++) _products[left, right] += own._products[left, right];
        }
    }

    /// <summary>Means and deviations: per column that has cut-offs the indicator of low and of high scores, then the outcome above its lowest point.</summary>
    public CrossProducts CrossProducts()
    {
        var size = _sums.Length;
        var means = new double[size];
        var deviations = new double[size, size];
        if (Count == 0) return new CrossProducts(0, means, deviations);
        for (var left = 0; left < size; left++)
        {
            means[left] = (double)_sums[left] / Count;
            for (var right = left; right < size; right++)
                deviations[left, right] = deviations[right, left] = (double)((Int128)Count * _products[left, right] - (Int128)_sums[left] * _sums[right]) / Count;
        }

        return new CrossProducts(Count, means, deviations);
    }

    private static int Variables(IReadOnlyList<Quarters?> cuts) => 2 * cuts.Count(cut => cut is not null) + 1;

    private void Mark(ColumnStore scores, int column, Quarters cut, Span<short> low, Span<short> high)
    {
        if (scores.IsWide(column))
        {
            var wide = scores.Wide(column);
            for (var row = 0; row < low.Length; row++)
            {
                low[row] = (short)(_mask[row] == 0 && wide[row] <= cut.Low ? 1 : 0);
                high[row] = (short)(_mask[row] == 0 && wide[row] >= cut.High ? 1 : 0);
            }

            return;
        }

        var own = MemoryMarshal.Cast<short, Vector<short>>(scores.Narrow(column));
        var masks = MemoryMarshal.Cast<short, Vector<short>>(_mask.AsSpan(0, low.Length));
        var lows = MemoryMarshal.Cast<short, Vector<short>>(low);
        var highs = MemoryMarshal.Cast<short, Vector<short>>(high);
        var (lowest, highest) = (new Vector<short>((short)cut.Low), new Vector<short>((short)cut.High));
        for (var i = 0; i < own.Length; i++)
        {
            var isThere = Vector.AndNot(Vector<short>.One, masks[i]);
            lows[i] = Vector.LessThanOrEqual(own[i], lowest) & isThere;
            highs[i] = Vector.GreaterThanOrEqual(own[i], highest) & isThere;
        }
    }
}
