namespace Survey.Scoring.Statistics.Sampling;

/// <summary>Respondents who are alike in every margin attribute.</summary>
/// <param name="Categories">Per margin the place of their value among the margin's targets.</param>
/// <param name="Count">How many they are.</param>
public readonly record struct RakingCell(int[] Categories, long Count);

/// <summary>
/// Weights that make a sample agree with known shares of several attributes: iterative proportional fitting (Deming &amp; Stephan 1940,
/// Annals of Mathematical Statistics 11:427-444), w ← w · T_g / Σ_{i in g} w, one margin after the other until all agree. R: <c>survey::rake</c>.
/// </summary>
/// <remarks>
/// Respondents who are alike in all margins have the same weight, so cells are enough. Weights have mean 1 over the respondents. A target of 0
/// gives the weight 0. A target without respondents cannot be met: the others are raised to fill it, and the caller says so.
/// </remarks>
public sealed class Raking
{
    /// <summary>The shares agree with the targets to within this.</summary>
    public const double Tolerance = 1e-10;

    /// <summary>Passes over all margins before raking is given up.</summary>
    public const int MostIterations = 2000;

    private const int MostTrimmings = 50;
    private readonly RakingCell[] _cells;
    private readonly double[][] _targets;
    private readonly double[] _weights;
    private readonly long _n;

    /// <summary>Rakes cells to targets, and trims when bounds are given.</summary>
    /// <param name="cells">The respondents; a category is a place in its margin's targets.</param>
    /// <param name="targets">Per margin the shares wanted, by category; they are scaled to sum to 1.</param>
    /// <param name="bounds">The smallest and the largest weight allowed, as multiples of the median weight; null leaves weights as they come.</param>
    /// <exception cref="ArgumentException">A target is negative or not finite, or a category is not among the targets.</exception>
    public Raking(IReadOnlyList<RakingCell> cells, IReadOnlyList<IReadOnlyList<double>> targets, (double Low, double High)? bounds = null)
    {
        foreach (var margin in targets)
            if (margin.Any(target => !(target >= 0 && double.IsFinite(target)))) throw new ArgumentException("A target is negative or not a number.", nameof(targets));
        foreach (var cell in cells)
            for (var margin = 0; margin < targets.Count; margin++)
                if (cell.Categories[margin] < 0 || cell.Categories[margin] >= targets[margin].Count) throw new ArgumentException("A category has no target.", nameof(cells));
        // A target of 0 takes its people out before raking, so that each respondent counts in every margin or in none.
        _cells = [.. cells];
        var isOut = _cells.Select(cell => Enumerable.Range(0, targets.Count).Any(margin => targets[margin][cell.Categories[margin]] <= 0)).ToArray();
        _weights = [.. isOut.Select((left, cell) => left || _cells[cell].Count == 0 ? 0.0 : 1.0)];
        _n = _cells.Where((_, cell) => _weights[cell] > 0).Sum(cell => cell.Count);
        _targets = [.. targets.Select((margin, place) => Present(margin, place))];
        if (_n == 0 || _targets.Any(margin => margin.Sum() <= 0))
        {
            Array.Clear(_weights);
            return;
        }

        IsConverged = Rake();
        if (bounds is { } limits && IsConverged) Trim(limits.Low, limits.High);
    }

    /// <summary>The weight of each cell, in the order given.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Whether raking met the targets; trimming afterwards may have moved them again.</summary>
    public bool IsConverged { get; private set; }

    /// <summary>The passes over the margins that it took.</summary>
    public int Iterations { get; private set; }

    /// <summary>The respondents whose weight was cut or raised to a bound.</summary>
    public long Trimmed { get; private set; }

    /// <summary>The largest difference between a weighted share and its target, categories without respondents apart.</summary>
    public double LargestDeviation => _n == 0 ? 0
        : Enumerable.Range(0, _targets.Length).Max(margin => Shares(margin).Zip(_targets[margin], (share, target) => Math.Abs(share - target)).DefaultIfEmpty().Max());

    /// <summary>The weighted shares of a margin's categories, summing to 1; all 0 when nobody has a weight.</summary>
    public double[] Shares(int margin)
    {
        var shares = new double[_targets[margin].Length];
        var total = 0.0;
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var weight = _weights[cell] * _cells[cell].Count;
            shares[_cells[cell].Categories[margin]] += weight;
            total += weight;
        }

        if (total > 0)
            for (var category = 0; category < shares.Length; category++) shares[category] /= total;
        return shares;
    }

    /// <summary>The smallest and the largest weight that anybody has; 0 and 0 when nobody has one.</summary>
    public (double Smallest, double Largest) Extremes
    {
        get
        {
            double[] given = [.. _weights.Where(weight => weight > 0)];
            return given.Length == 0 ? (0, 0) : (given.Min(), given.Max());
        }
    }

    private double[] Present(IReadOnlyList<double> margin, int place)
    {
        var isThere = new bool[margin.Count];
        for (var cell = 0; cell < _cells.Length; cell++)
            if (_weights[cell] > 0) isThere[_cells[cell].Categories[place]] = true;
        var total = margin.Where((_, category) => isThere[category]).Sum();
        return [.. margin.Select((target, category) => isThere[category] && total > 0 ? target / total : 0)];
    }

    private bool Rake()
    {
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            Iterations++;
            for (var margin = 0; margin < _targets.Length; margin++)
            {
                var shares = Shares(margin);
                for (var cell = 0; cell < _cells.Length; cell++)
                {
                    var category = _cells[cell].Categories[margin];
                    if (_weights[cell] > 0 && shares[category] > 0) _weights[cell] *= _targets[margin][category] / shares[category];
                }
            }

            Normalise();
            if (LargestDeviation <= Tolerance) return true;
        }

        return false;
    }

    // Cut to the bounds, rake again, until both hold or further cutting changes nothing; the cut comes last.
    private void Trim(double low, double high)
    {
        var isTrimmed = new bool[_cells.Length];
        for (var round = 0; round < MostTrimmings; round++)
        {
            var median = Median();
            var change = false;
            for (var cell = 0; cell < _cells.Length; cell++)
            {
                if (_weights[cell] <= 0) continue;
                var bounded = Math.Clamp(_weights[cell], low * median, high * median);
                if (Math.Abs(bounded - _weights[cell]) <= 1e-9 * median) continue;
                _weights[cell] = bounded;
                isTrimmed[cell] = change = true;
            }

            Normalise();
            if (!change || round == MostTrimmings - 1) break;
            if (!Rake()) break;
        }

        if (isTrimmed.Any(trimmed => trimmed))
        {
            var median = Median();
            for (var cell = 0; cell < _cells.Length; cell++)
                if (_weights[cell] > 0) _weights[cell] = Math.Clamp(_weights[cell], low * median, high * median);
            Normalise();
        }

        Trimmed = _cells.Where((_, cell) => isTrimmed[cell]).Sum(cell => cell.Count);
    }

    private double Median()
    {
        var middle = (_n + 1) / 2;
        var seen = 0L;
        foreach (var (weight, count) in _weights.Zip(_cells, (weight, cell) => (weight, cell.Count)).Where(pair => pair.weight > 0).OrderBy(pair => pair.weight))
            if ((seen += count) >= middle) return weight;
        return 1;
    }

    private void Normalise()
    {
        var sum = 0.0;
        for (var cell = 0; cell < _cells.Length; cell++) sum += _weights[cell] * _cells[cell].Count;
        for (var cell = 0; cell < _cells.Length; cell++) _weights[cell] *= _n / sum;
    }
}
