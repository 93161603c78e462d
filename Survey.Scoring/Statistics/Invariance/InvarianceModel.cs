namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// Which parameters a level has: loadings and intercepts by block, or shared by all but for items that are freed; factor variances 1 and factor
/// means 0 in the reference, and elsewhere as long as loadings and intercepts are not equal.
/// </summary>
internal sealed class InvarianceModel
{
    private readonly List<GroupElement>[] _elements;
    private readonly List<double>[] _own;
    private readonly List<double> _common = [];

    /// <summary>The model of a level with the values that its search starts from.</summary>
    public InvarianceModel(InvarianceSample sample, InvarianceLevel level, FreedItems freed, InvarianceEstimates start)
    {
        var groups = sample.Counts.Length;
        _elements = [.. sample.Counts.Select(_ => new List<GroupElement>())];
        _own = [.. sample.Counts.Select(_ => new List<double>())];
        for (var group = 0; group < groups; group++)
        {
            AddResiduals(sample, group, start);
            AddFactors(sample, group, level, start);
        }

        for (var item = 0; item < sample.Items; item++)
        {
            AddByItem(sample, ElementKind.Loading, item, level != InvarianceLevel.Configural && !freed.Loadings.Contains(item), start.Loadings);
            if (level == InvarianceLevel.Scalar) AddByItem(sample, ElementKind.Intercept, item, !freed.Intercepts.Contains(item), start.Intercepts);
        }

        if (level == InvarianceLevel.Scalar) AddFactorMeans(sample, start);
        Own = [.. _own.Select(values => values.Count)];
        Start = [.. _own.SelectMany(values => values), .. _common];
        // Shared parameters were numbered −1, −2 … as long as the own ones were not counted.
        Elements = [.. _elements.Select((elements, group) => elements
            .Select(element => element.Parameter >= 0 ? element : element with { Parameter = Own[group] - 1 - element.Parameter }).ToArray())];
        long variables = sample.Counts.Select((_, group) => (long)sample.VariablesOf(group)).Sum();
        var saturated = level == InvarianceLevel.Scalar ? 0 : variables;
        Parameters = Start.Length + saturated;
        DegreesOfFreedom = sample.Counts.Select((_, group) => (long)sample.VariablesOf(group) * (sample.VariablesOf(group) + 3) / 2).Sum() - Parameters;
    }

    /// <summary>By sample its free elements.</summary>
    public GroupElement[][] Elements { get; }

    /// <summary>How many parameters each sample has for itself.</summary>
    public int[] Own { get; }

    /// <summary>How many all samples share.</summary>
    public int Common => _common.Count;

    /// <summary>The starting values, sample by sample, then the shared ones.</summary>
    public double[] Start { get; }

    /// <summary>All free parameters, saturated intercepts included.</summary>
    public long Parameters { get; }

    /// <summary>Moments less parameters.</summary>
    public long DegreesOfFreedom { get; }

    private void AddResiduals(InvarianceSample sample, int group, InvarianceEstimates start)
    {
        var size = sample.VariablesOf(group);
        for (var i = 0; i < size; i++)
        {
            if (sample.IsAlone(i % sample.Items)) continue;
            Add(group, ElementKind.Residual, i, i, NewOwn(group, start.Residuals[group][i * size + i]));
            // The same item in another battery shares what is peculiar to its wording.
            for (var j = i + sample.Items; j < size; j += sample.Items)
                Add(group, ElementKind.Residual, i, j, NewOwn(group, start.Residuals[group][i * size + j]));
        }

    }

    private void AddFactors(InvarianceSample sample, int group, InvarianceLevel level, InvarianceEstimates start)
    {
        var factors = sample.BlocksOfGroup[group].Length * sample.Factors;
        for (var k = 0; k < factors; k++)
        {
            var isReference = sample.BlocksOfGroup[group][k / sample.Factors] == 0;
            if (level != InvarianceLevel.Configural && !isReference)
                Add(group, ElementKind.Factor, k, k, NewOwn(group, start.Factors[group][k * factors + k]));
            for (var l = 0; l < k; l++) Add(group, ElementKind.Factor, k, l, NewOwn(group, start.Factors[group][k * factors + l]));
        }
    }

    private void AddByItem(InvarianceSample sample, ElementKind kind, int item, bool isShared, double[][] start)
    {
        var shared = isShared ? NewShared(sample, start[sample.Blocks[0].Group][sample.Blocks[0].FirstItem + item]) : 0;
        foreach (var block in sample.Blocks)
        {
            Add(block.Group, kind, block.FirstItem + item, block.FirstItem + item, isShared ? shared : NewOwn(block.Group, start[block.Group][block.FirstItem + item]));
        }
    }

    private void AddFactorMeans(InvarianceSample sample, InvarianceEstimates start)
    {
        foreach (var block in sample.Blocks.Skip(1))
        {
            for (var factor = block.FirstFactor; factor < block.FirstFactor + sample.Factors; factor++)
                Add(block.Group, ElementKind.FactorMean, factor, factor, NewOwn(block.Group, start.FactorMeans[block.Group][factor]));
        }
    }

    private void Add(int group, ElementKind kind, int row, int column, int parameter) => _elements[group].Add(new GroupElement(kind, row, column, parameter));

    private int NewOwn(int group, double start)
    {
        _own[group].Add(start);
        return _own[group].Count - 1;
    }

    // A single sample has nobody to share with.
    private int NewShared(InvarianceSample sample, double start)
    {
        if (sample.Counts.Length == 1) return NewOwn(0, start);
        _common.Add(start);
        return -_common.Count;
    }
}
