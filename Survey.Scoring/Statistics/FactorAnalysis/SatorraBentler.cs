using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Survey.Scoring.Statistics.Invariance;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The factor by which χ² of a confirmatory factor analysis exceeds what it would be for normal data, c = tr(U Γ) / df (Satorra &amp; Bentler 1994), from
/// one more pass over the respondents: lavaan's <c>cfa(…, estimator = "MLM")</c> with Γ of divisor n.
/// </summary>
/// <remarks>
/// Γ, a matrix of k(k+1)/2 rows, is never built. With z a respondent's deviations from the means and d = vech(z zᵀ − S), tr(U Γ) is the mean of
/// dᵀ U d, and U = W − W Δ (Δᵀ W Δ)⁻¹ Δᵀ W with W = ½ Dᵀ (Σ⁻¹ ⊗ Σ⁻¹) D. Then dᵀ W d is (zᵀ Σ⁻¹ z)² / 2 but for a constant, and an element of
/// Δᵀ W d is a product of two linear forms of Σ⁻¹ z. A respondent's part is rounded to a multiple of 2⁻²⁴ and summed in whole numbers: the result
/// is the same in any order and on any number of threads.
/// </remarks>
internal sealed class SatorraBentler
{
    /// <summary>Respondents that are worked on together: their columns stay in the cache.</summary>
    public const int Rows = 128;

    private const double FixedPoint = 1 << 24;

    private readonly SimpleStructure _structure;
    private readonly CrossProducts _items;
    private readonly double[] _means, _units, _loadings, _correlations;
    private readonly double[] _inverse, _projection, _center;
    private readonly double _modelConstant, _baselineConstant;

    private SatorraBentler(CrossProducts items, SimpleStructure structure, CfaSolution solution, GroupFit fit, double[] projection)
    {
        (_items, _structure, _projection) = (items, structure, projection);
        var k = structure.Items;
        _means = items.Means;
        _units = new double[k];
        for (var i = 0; i < k; i++) _units[i] = 1 / Math.Sqrt(items.Deviations[i, i] / items.Count);
        _loadings = fit.Loadings.ToArray();
        _correlations = fit.Factor.ToArray();
        Solution = solution;
        var cholesky = new CholeskyFactor(k);
        _inverse = new double[k * k];
        cholesky.TryFactor(fit.Implied);
        cholesky.Invert(_inverse);

        // Σ⁻¹ R and Σ⁻¹ R Σ⁻¹ with R the sample's correlations.
        var (product, kernel) = (new double[k * k], new double[k * k]);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                for (var l = 0; l < k; l++) product[i * k + j] += _inverse[i * k + l] * items.Correlation(l, j);
                if (i < j) _baselineConstant += items.Correlation(i, j) * items.Correlation(i, j);
            }
        }

        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                _modelConstant += 0.5 * product[i * k + j] * product[j * k + i];
                for (var l = 0; l < k; l++) kernel[i * k + j] += product[i * k + l] * _inverse[l * k + j];
            }
        }

        _center = Center(kernel);
    }

    /// <summary>The normal-theory solution that is scaled.</summary>
    public CfaSolution Solution { get; }

    /// <summary>Respondents, as many as the moments have.</summary>
    public long Count => _items.Count;

    /// <summary>Prepares the second pass; null when the model has no solution or no degrees of freedom, for the reason given.</summary>
    /// <param name="items">The moments of the items, listwise.</param>
    /// <param name="factorOfItem">By item the index of its factor.</param>
    /// <param name="reason">Why there is nothing to scale.</param>
    public static SatorraBentler? Prepare(CrossProducts items, int[] factorOfItem, out UndefinedReason reason)
    {
        var structure = new SimpleStructure(factorOfItem);
        var solution = ConfirmatoryFactorAnalysis.Fit(items.Covariances(items.Count), items.Count, factorOfItem);
        reason = solution.Reason ?? UndefinedReason.NoDegreesOfFreedom;
        if (solution.Reason is not null || structure.DegreesOfFreedom == 0) return null;
        var (elements, values) = Elements(structure, solution, items);
        var sample = new double[structure.Items * structure.Items];
        for (var i = 0; i < structure.Items; i++)
        {
            for (var j = 0; j < structure.Items; j++) sample[i * structure.Items + j] = items.Correlation(i, j);
        }

        var fit = new GroupFit(structure.FactorOfItem, elements, sample, new double[structure.Items], 0);
        var size = values.Length;
        var (gradient, exact, expected) = (new double[size], new double[size * size], new double[size * size]);
        reason = UndefinedReason.NotIdentified;
        if (!double.IsFinite(fit.ValueAt(values))) return null;
        // Δᵀ W Δ is half of what F is expected to curve.
        fit.AddDerivatives(0.5, gradient, exact, expected);
        return InverseFactor(expected, size) is { } projection ? new SatorraBentler(items, structure, solution, fit, projection) : null;
    }

    /// <summary>A worker for one thread.</summary>
    public Worker NewWorker() => new(this);

    /// <summary>tr(U Γ) / df of the model and of the independence model, from the sums of all respondents' parts.</summary>
    /// <param name="model">The sum of the model's parts.</param>
    /// <param name="baseline">The sum of the independence model's parts.</param>
    public (double Model, double Baseline) Factors(Int128 model, Int128 baseline)
    {
        double pairs = _structure.Items * (_structure.Items - 1) / 2.0;
        return (((double)model / FixedPoint / Count - _modelConstant) / _structure.DegreesOfFreedom, ((double)baseline / FixedPoint / Count - _baselineConstant) / pairs);
    }

    /// <summary>χ² and df of the independence model.</summary>
    public (double ChiSquare, double Df) Baseline()
    {
        var k = _structure.Items;
        var correlations = new double[k * k];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) correlations[i * k + j] = _items.Correlation(i, j);
        }

        var cholesky = new CholeskyFactor(k);
        cholesky.TryFactor(correlations);
        return (Count * Math.Max(-cholesky.LogDeterminant, 0), k * (k - 1) / 2.0);
    }

    private static (GroupElement[] Elements, double[] Values) Elements(SimpleStructure structure, CfaSolution solution, CrossProducts items)
    {
        var elements = new List<GroupElement>();
        var values = new List<double>();
        double Variance(int item) => items.Deviations[item, item] / items.Count;
        for (var i = 0; i < structure.Items; i++) Add(ElementKind.Loading, i, i, solution.Loadings[i] / Math.Sqrt(Variance(i)));
        foreach (var i in structure.ResidualItems) Add(ElementKind.Residual, i, i, solution.ResidualVariances[i] / Variance(i));
        for (var high = 1; high < structure.Factors; high++)
        {
            for (var low = 0; low < high; low++) Add(ElementKind.Factor, high, low, solution.FactorCorrelations[high, low]);
        }

        return ([.. elements], [.. values]);

        void Add(ElementKind kind, int row, int column, double value)
        {
            elements.Add(new GroupElement(kind, row, column, elements.Count));
            values.Add(value);
        }
    }

    /// <summary>L⁻¹ by rows with A = L Lᵀ; null when A is singular.</summary>
    private static double[]? InverseFactor(double[] matrix, int size)
    {
        var lower = new double[size * size];
        var inverse = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = matrix[i * size + j] - CholeskyFactor.Dot(lower.AsSpan(i * size, j), lower.AsSpan(j * size, j));
                if (i == j && !(rest > 1e-12 * matrix[i * size + i])) return null;
                lower[i * size + j] = i == j ? Math.Sqrt(rest) : rest / lower[j * size + j];
            }

            var row = inverse.AsSpan(i * size, size);
            for (var j = 0; j < i; j++) CholeskyFactor.AddScaled(row[..(j + 1)], inverse.AsSpan(j * size, j + 1), -lower[i * size + j]);
            row[i] = 1;
            for (var j = 0; j <= i; j++) row[j] /= lower[i * size + i];
        }

        return inverse;
    }

    // The mean of Δᵀ W vech(z zᵀ).
    private double[] Center(double[] kernel)
    {
        var (k, m) = (_structure.Items, _structure.Factors);
        var center = new double[_structure.Parameters];
        // Columns of K Λ.
        var loaded = new double[k * m];
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++) loaded[i * m + _structure.FactorOfItem[j]] += kernel[i * k + j] * _loadings[j];
        }

        for (var i = 0; i < k; i++)
        {
            for (var l = 0; l < m; l++) center[i] += loaded[i * m + l] * _correlations[l * m + _structure.FactorOfItem[i]];
        }

        var place = k;
        foreach (var i in _structure.ResidualItems) center[place++] = 0.5 * kernel[i * k + i];
        for (var high = 1; high < m; high++)
        {
            for (var low = 0; low < high; low++, place++)
            {
                foreach (var i in _structure.ItemsOfFactor[high]) center[place] += _loadings[i] * loaded[i * m + low];
            }
        }

        return center;
    }

    /// <summary>Adds up the parts of respondents; a worker per thread, whose sums add up exactly.</summary>
    internal sealed class Worker
    {
        private readonly SatorraBentler _scaling;
        private readonly double[] _z, _y, _factors, _slopes, _parts, _products;

        internal Worker(SatorraBentler scaling)
        {
            _scaling = scaling;
            var structure = scaling._structure;
            _z = new double[structure.Items * Rows];
            _y = new double[structure.Items * Rows];
            _factors = new double[2 * structure.Factors * Rows];
            _slopes = new double[structure.Parameters * Rows];
            _parts = new double[2 * Rows];
            _products = new double[4 * Rows];
        }

        /// <summary>The sum of the model's parts.</summary>
        public Int128 Model { get; private set; }

        /// <summary>The sum of the independence model's parts.</summary>
        public Int128 Baseline { get; private set; }

        /// <summary>Takes an item's scores of up to <see cref="Rows"/> respondents, above an offset that the means have too.</summary>
        /// <param name="item">The item.</param>
        /// <param name="scores">A score per row of the batch.</param>
        /// <param name="rows">Which rows.</param>
        /// <param name="offset">What is added to a score.</param>
        public void Set(int item, ReadOnlySpan<short> scores, ReadOnlySpan<int> rows, double offset)
        {
            var column = _z.AsSpan(item * Rows, Rows);
            var (shift, unit) = (offset - _scaling._means[item], _scaling._units[item]);
            for (var r = 0; r < rows.Length; r++) column[r] = (scores[rows[r]] + shift) * unit;
            column[rows.Length..].Clear();
        }

        /// <summary>Adds the respondents whose scores have been set.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(int count)
        {
            var structure = _scaling._structure;
            var (k, m) = (structure.Items, structure.Factors);
            var parts = Row(_parts, 0);
            var baseline = Row(_parts, 1);
            for (var row = 0; row < k; row += 4) Tile(_scaling._inverse, k, row, Math.Min(4, k - row), k, _z, _y.AsSpan(row * Rows));
            Quadratic(parts, baseline);

            // u = Λᵀ y, then t = Φ u.
            Array.Clear(_factors);
            for (var i = 0; i < k; i++) AddScaled(Row(_factors, structure.FactorOfItem[i]), Row(_y, i), _scaling._loadings[i]);
            for (var to = 0; to < m; to++)
            {
                for (var from = 0; from < m; from++) AddScaled(Row(_factors, m + to), Row(_factors, from), _scaling._correlations[to * m + from]);
            }

            for (var i = 0; i < k; i++) Product(i, Row(_y, i), Row(_factors, m + structure.FactorOfItem[i]), 1);
            var place = k;
            foreach (var i in structure.ResidualItems) Product(place++, Row(_y, i), Row(_y, i), 0.5);
            for (var high = 1; high < m; high++)
            {
                for (var low = 0; low < high; low++) Product(place++, Row(_factors, high), Row(_factors, low), 1);
            }

            Project(parts);
            for (var r = 0; r < count; r++)
            {
                Model += (Int128)Math.Round(_parts[r] * FixedPoint);
                Baseline += (Int128)Math.Round(_parts[Rows + r] * FixedPoint);
            }
        }

        // (zᵀ y)² / 2, and the same for the independence model: Σ z_i² z_j² over the pairs of items.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Quadratic(Span<Vector<double>> parts, Span<Vector<double>> baseline)
        {
            var k = _scaling._structure.Items;
            for (var v = 0; v < parts.Length; v++)
            {
                Vector<double> form = default, squares = default, fourths = default;
                for (var i = 0; i < k; i++)
                {
                    var z = Row(_z, i)[v];
                    form += z * Row(_y, i)[v];
                    var square = z * z;
                    squares += square;
                    fourths += square * square;
                }

                parts[v] = form * form * 0.5;
                baseline[v] = (squares * squares - fourths) * 0.5;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Product(int parameter, Span<Vector<double>> left, Span<Vector<double>> right, double factor)
        {
            var target = Row(_slopes, parameter);
            var center = new Vector<double>(_scaling._center[parameter]);
            for (var v = 0; v < target.Length; v++) target[v] = left[v] * right[v] * factor - center;
        }

        /// <summary>Takes from the parts the squares of L⁻¹ g, four rows of L⁻¹ at a time.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Project(Span<Vector<double>> parts)
        {
            var size = _scaling._structure.Parameters;
            for (var row = 0; row < size; row += 4)
            {
                var rows = Math.Min(4, size - row);
                Tile(_scaling._projection, size, row, rows, Math.Min(row + 4, size), _slopes, _products);
                for (var i = 0; i < rows; i++)
                {
                    var products = Row(_products, i);
                    for (var v = 0; v < parts.Length; v++) parts[v] -= products[v] * products[v];
                }
            }
        }

        /// <summary>Up to four rows of a matrix times columns of respondents: every respondent's sum runs in the same order.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Tile(double[] matrix, int size, int row, int rows, int length, double[] columns, Span<double> target)
        {
            var width = Rows / Vector<double>.Count;
            var result = MemoryMarshal.Cast<double, Vector<double>>(target);
            ref var x = ref Unsafe.As<double, Vector<double>>(ref MemoryMarshal.GetArrayDataReference(columns));
            var a = matrix.AsSpan(row * size, size);
            var b = matrix.AsSpan(Math.Min(row + 1, row + rows - 1) * size, size);
            var c = matrix.AsSpan(Math.Min(row + 2, row + rows - 1) * size, size);
            var d = matrix.AsSpan(Math.Min(row + 3, row + rows - 1) * size, size);
            for (var v = 0; v < width; v += 2)
            {
                Vector<double> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
                for (var i = 0; i < length; i++)
                {
                    var left = Unsafe.Add(ref x, i * width + v);
                    var right = Unsafe.Add(ref x, i * width + v + 1);
                    var factor = new Vector<double>(a[i]);
                    a0 = Vector.FusedMultiplyAdd(factor, left, a0);
                    a1 = Vector.FusedMultiplyAdd(factor, right, a1);
                    factor = new Vector<double>(b[i]);
                    b0 = Vector.FusedMultiplyAdd(factor, left, b0);
                    b1 = Vector.FusedMultiplyAdd(factor, right, b1);
                    factor = new Vector<double>(c[i]);
                    c0 = Vector.FusedMultiplyAdd(factor, left, c0);
                    c1 = Vector.FusedMultiplyAdd(factor, right, c1);
                    factor = new Vector<double>(d[i]);
                    d0 = Vector.FusedMultiplyAdd(factor, left, d0);
                    d1 = Vector.FusedMultiplyAdd(factor, right, d1);
                }

                (result[v], result[v + 1]) = (a0, a1);
                if (rows > 1) (result[width + v], result[width + v + 1]) = (b0, b1);
                if (rows > 2) (result[2 * width + v], result[2 * width + v + 1]) = (c0, c1);
                if (rows > 3) (result[3 * width + v], result[3 * width + v + 1]) = (d0, d1);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void AddScaled(Span<Vector<double>> target, Span<Vector<double>> source, double factor)
        {
            for (var v = 0; v < target.Length; v++) target[v] += source[v] * factor;
        }

        private static Span<Vector<double>> Row(double[] columns, int row) => MemoryMarshal.Cast<double, Vector<double>>(columns.AsSpan(row * Rows, Rows));
    }
}
