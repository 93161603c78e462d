using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// The moments of independent samples in units that suit the search: each item less its mean and over its standard deviation, both
/// pooled over the blocks, so that what was equal stays equal. Fit does not depend on the units.
/// </summary>
internal sealed class InvarianceSample
{
    private InvarianceSample(CrossProducts[] groups, InvarianceBlock[] blocks, int[] factorOfItem)
    {
        (Blocks, FactorOfItem) = (blocks, factorOfItem);
        Counts = [.. groups.Select(group => group.Count)];
        Total = Counts.Sum();
        Items = factorOfItem.Length;
        Factors = factorOfItem.Max() + 1;
        BlocksOfGroup = [.. groups.Select((_, group) => Enumerable.Range(0, blocks.Length).Where(block => blocks[block].Group == group).ToArray())];
        Covariances = new double[groups.Length][];
        Means = new double[groups.Length][];
        LogDeterminants = new double[groups.Length];
        Scales = new double[Items];
        var shifts = new double[Items];
        var weight = (double)blocks.Sum(block => Counts[block.Group]);
        foreach (var block in blocks)
        {
            for (var item = 0; item < Items; item++)
            {
                Scales[item] += groups[block.Group].Deviations[block.FirstItem + item, block.FirstItem + item] / weight;
                shifts[item] += Counts[block.Group] * groups[block.Group].Means[block.FirstItem + item] / weight;
            }
        }

        for (var item = 0; item < Items; item++) Scales[item] = Math.Sqrt(Scales[item]);
        for (var group = 0; group < groups.Length; group++)
        {
            var size = groups[group].Variables;
            Means[group] = [.. groups[group].Means.Select((mean, variable) => (mean - shifts[variable % Items]) / Scales[variable % Items])];
            Covariances[group] = new double[size * size];
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    Covariances[group][i * size + j] = groups[group].Deviations[i, j] / Counts[group] / Scales[i % Items] / Scales[j % Items];
            }
        }
    }

    /// <summary>The blocks, the reference first.</summary>
    public InvarianceBlock[] Blocks { get; }

    /// <summary>The blocks of each sample.</summary>
    public int[][] BlocksOfGroup { get; }

    /// <summary>By item of a block its factor within the block.</summary>
    public int[] FactorOfItem { get; }

    /// <summary>The items of a block.</summary>
    public int Items { get; }

    /// <summary>The factors of a block.</summary>
    public int Factors { get; }

    /// <summary>n_g.</summary>
    public long[] Counts { get; }

    /// <summary>N.</summary>
    public long Total { get; }

    /// <summary>Covariance matrices, divisor n_g, by rows.</summary>
    public double[][] Covariances { get; }

    /// <summary>Means.</summary>
    public double[][] Means { get; }

    /// <summary>ln |S_g|.</summary>
    public double[] LogDeterminants { get; }

    /// <summary>Standard deviation of each item that the units rest on.</summary>
    public double[] Scales { get; }

    /// <summary>How many variables a sample has.</summary>
    public int VariablesOf(int group) => BlocksOfGroup[group].Length * Items;

    /// <summary>Whether the item is the only one of its factor, and so without residual.</summary>
    public bool IsAlone(int item) => FactorOfItem.Count(factor => factor == FactorOfItem[item]) == 1;

    /// <summary>By variable of a sample its factor.</summary>
    public int[] FactorsOf(int group) =>
        [.. BlocksOfGroup[group].SelectMany(block => FactorOfItem.Select(factor => Blocks[block].FirstFactor + factor))];

    /// <summary>Every group by itself.</summary>
    public static InvarianceSample OfGroups(CrossProducts[] groups, int[] factorOfItem) =>
        new(groups, [.. groups.Select((_, group) => new InvarianceBlock(group, 0, 0))], factorOfItem);

    /// <summary>Two batteries of the same respondents: the items of the reference, then those of the other.</summary>
    public static InvarianceSample OfBatteries(CrossProducts joint, int[] factorOfItem) =>
        new([joint], [new InvarianceBlock(0, 0, 0), new InvarianceBlock(0, factorOfItem.Length, factorOfItem.Max() + 1)], factorOfItem);

    /// <summary>Why no model can be fitted; null when one can. To be asked first.</summary>
    public UndefinedReason? Check()
    {
        for (var group = 0; group < Counts.Length; group++)
        {
            var size = VariablesOf(group);
            if (Counts[group] <= size) return UndefinedReason.TooFewRespondents;
            var correlations = Correlations(group);
            if (correlations is null) return UndefinedReason.ConstantItem;
            var cholesky = new CholeskyFactor(size);
            if (!cholesky.TryFactor(correlations) || cholesky.SmallestPivot < 1e-11) return UndefinedReason.SingularCorrelations;
            LogDeterminants[group] = cholesky.LogDeterminant;
            for (var i = 0; i < size; i++) LogDeterminants[group] += Math.Log(Covariances[group][i * size + i]);
        }

        return null;
    }

    /// <summary>The correlation matrix of a sample by rows; null when a variable is constant.</summary>
    public double[]? Correlations(int group)
    {
        var size = VariablesOf(group);
        var covariances = Covariances[group];
        var correlations = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            if (!(covariances[i * size + i] > 0)) return null;
            for (var j = 0; j < i; j++)
            {
                correlations[i * size + j] = correlations[j * size + i] =
                    covariances[i * size + j] / Math.Sqrt(covariances[i * size + i]) / Math.Sqrt(covariances[j * size + j]);
            }

            correlations[i * size + i] = 1;
        }

        return correlations;
    }
}
