using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Survey.Scoring.Statistics.Blocks;
using Survey.Scoring.Statistics.Invariance;

namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// The factor by which χ² of a confirmatory factor analysis exceeds what it would be for normal data, c = tr(U Γ) / df (Satorra &amp; Bentler 1994), from
/// one more pass over the respondents: lavaan's <c>cfa(…, estimator = "MLM")</c> with Γ of divisor n.
/// </summary>
/// <remarks>
/// Γ, a matrix of k(k+1)/2 rows, is never built. With z a respondent's deviations from the means and d = vech(z zᵀ − S), tr(U Γ) is the mean of
/// dᵀ U d, and U = W − W Δ (Δᵀ W Δ)⁻¹ Δᵀ W with W = ½ Dᵀ (Σ⁻¹ ⊗ Σ⁻¹) D. Then dᵀ W d is (zᵀ Σ⁻¹ z)² / 2 but for a constant, and an element of
/// Δᵀ W d is a product of two linear forms of Σ⁻¹ z. The result is the same in any order and on any number of
/// threads (<see cref="FixedPointSum"/>).
/// </remarks>
internal sealed class SatorraBentler
{
    /// <summary>Respondents that are worked on together.</summary>
    public const int Rows = BlockMatrix.Respondents;

    private readonly SimpleStructure _structure;
    private readonly CrossProducts _items;
    private readonly double[] _means, _units, _loadings, _correlations;
    private readonly BlockMatrix _inverse, _projection;
    private readonly double[] _center;
    private readonly double _modelConstant, _baselineConstant;

    private SatorraBentler(CrossProducts items, SimpleStructure structure, CfaSolution solution, GroupFit fit, double[] projection)
    {
        (_items, _structure) = (items, structure);
        var (k, parameters) = (structure.Items, structure.Parameters);
        _projection = new BlockMatrix(parameters, (row, column) => projection[row * parameters + column], isLower: true);
        _means = items.Means;
        _units = new double[k];
        for (var i = 0; i < k; i++) _units[i] = 1 / Math.Sqrt(items.Deviations[i, i] / items.Count);
        _loadings = fit.Loadings.ToArray();
        _correlations = fit.Factor.ToArray();
        Solution = solution;
        var cholesky = new CholeskyFactor(k);
        var inverse = new double[k * k];
        cholesky.TryFactor(fit.Implied);
        cholesky.Invert(inverse);
        _inverse = new BlockMatrix(k, (row, column) => inverse[row * k + column]);

        // Σ⁻¹ R and Σ⁻¹ R Σ⁻¹ with R the sample's correlations.
        var (product, kernel) = (new double[k * k], new double[k * k]);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                for (var l = 0; l < k; l++) product[i * k + j] += inverse[i * k + l] * items.Correlation(l, j);
                if (i < j) _baselineConstant += items.Correlation(i, j) * items.Correlation(i, j);
            }
        }

        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                _modelConstant += 0.5 * product[i * k + j] * product[j * k + i];
                for (var l = 0; l < k; l++) kernel[i * k + j] += product[i * k + l] * inverse[l * k + j];
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
    public (double Model, double Baseline) Factors(FixedPointSum model, FixedPointSum baseline)
    {
        double pairs = _structure.Items * (_structure.Items - 1) / 2.0;
        return ((model.Value / Count - _modelConstant) / _structure.DegreesOfFreedom, (baseline.Value / Count - _baselineConstant) / pairs);
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
        private readonly double[] _z, _y, _factors, _slopes;
        private readonly double[] _model = new double[Rows];
        private readonly double[] _baseline = new double[Rows];
        private readonly double[] _squares = new double[Rows];

        internal Worker(SatorraBentler scaling)
        {
            _scaling = scaling;
            var structure = scaling._structure;
            _z = new double[BlockMatrix.BlockOf(structure.Items)];
            _y = new double[_z.Length];
            _factors = new double[BlockMatrix.BlockOf(2 * structure.Factors)];
            _slopes = new double[BlockMatrix.BlockOf(structure.Parameters)];
        }

        /// <summary>The sum of the model's parts.</summary>
        public FixedPointSum Model { get; } = new();

        /// <summary>The sum of the independence model's parts.</summary>
        public FixedPointSum Baseline { get; } = new();

        /// <summary>Takes an item's scores of up to <see cref="Rows"/> respondents, above an offset that the means have too.</summary>
        /// <param name="item">The item.</param>
        /// <param name="scores">The scores of as many, of which the first count.</param>
        /// <param name="count">How many respondents there are.</param>
        /// <param name="offset">What is added to a score.</param>
        public void Set(int item, ReadOnlySpan<short> scores, int count, double offset) =>
            BlockMatrix.Fill(_z, item, scores, count, offset - _scaling._means[item], _scaling._units[item]);

        /// <summary>Adds the respondents whose scores have been set.</summary>
        public void Add(int count)
        {
            _scaling._inverse.Multiply(_z, _y);
            if (Vector512.IsHardwareAccelerated) Score<WideLanes>();
            else Score<UsualLanes>();
            _scaling._projection.SumSquares(_slopes, _squares);
            for (var r = 0; r < count; r++) _model[r] -= _squares[r];
            Model.Add(_model.AsSpan(0, count));
            Baseline.Add(_baseline.AsSpan(0, count));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Score<TLanes>()
            where TLanes : struct, ILanes<TLanes>
        {
            var structure = _scaling._structure;
            var (k, m, lanes) = (structure.Items, structure.Factors, (nuint)TLanes.Count);
            ref var z = ref MemoryMarshal.GetArrayDataReference(_z);
            ref var y = ref MemoryMarshal.GetArrayDataReference(_y);
            ref var factors = ref MemoryMarshal.GetArrayDataReference(_factors);
            ref var slopes = ref MemoryMarshal.GetArrayDataReference(_slopes);
            var half = TLanes.All(0.5);
            for (nuint r = 0; r < Rows; r += lanes)
            {
                // (zᵀ y)² / 2, and the same for the independence model: Σ z_i² z_j² over the pairs of items.
                TLanes form = default, squares = default, fourths = default;
                for (var i = 0; i < k; i++)
                {
                    var own = TLanes.Load(ref z, At(i));
                    form = TLanes.MultiplyAdd(own, TLanes.Load(ref y, At(i)), form);
                    own *= own;
                    squares += own;
                    fourths = TLanes.MultiplyAdd(own, own, fourths);
                }

                (form * form * half).Store(ref MemoryMarshal.GetArrayDataReference(_model), r);
                ((squares * squares - fourths) * half).Store(ref MemoryMarshal.GetArrayDataReference(_baseline), r);

                // u = Λᵀ y, then t = Φ u.
                for (var factor = 0; factor < m; factor++)
                {
                    TLanes sum = default;
                    foreach (var i in structure.ItemsOfFactor[factor]) sum = TLanes.MultiplyAdd(TLanes.Load(ref y, At(i)), TLanes.All(_scaling._loadings[i]), sum);
                    sum.Store(ref factors, At(factor));
                }

                for (var to = 0; to < m; to++)
                {
                    TLanes sum = default;
                    for (var from = 0; from < m; from++) sum = TLanes.MultiplyAdd(TLanes.Load(ref factors, At(from)), TLanes.All(_scaling._correlations[to * m + from]), sum);
                    sum.Store(ref factors, At(m + to));
                }

                for (var i = 0; i < k; i++)
                    (TLanes.Load(ref y, At(i)) * TLanes.Load(ref factors, At(m + structure.FactorOfItem[i])) - Center(i)).Store(ref slopes, At(i));
                var place = k;
                foreach (var i in structure.ResidualItems)
                {
                    var own = TLanes.Load(ref y, At(i));
                    (own * own * half - Center(place)).Store(ref slopes, At(place++));
                }

                for (var high = 1; high < m; high++)
                {
                    var own = TLanes.Load(ref factors, At(high));
                    for (var low = 0; low < high; low++, place++) (own * TLanes.Load(ref factors, At(low)) - Center(place)).Store(ref slopes, At(place));
                }

                nuint At(int variable) => (nuint)(variable * Rows) + r;
            }

            TLanes Center(int parameter) => TLanes.All(_scaling._center[parameter]);
        }
    }
}
