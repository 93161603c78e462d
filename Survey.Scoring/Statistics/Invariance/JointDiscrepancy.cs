using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// Σ (n_g / N) F_g over the groups' own parameters and those that all share, group by group and then the shared ones; the second derivatives
/// are kept by group, so that the work grows with the number of groups and not with its cube.
/// </summary>
internal sealed class JointDiscrepancy : INewtonFunction
{
    private readonly GroupFit[] _groups;
    private readonly double[] _weights;
    private readonly int[] _own;
    private readonly int _common;
    private readonly BorderedFactor _factor;
    private readonly double[][] _local, _localGradient, _exact, _expected;

    /// <param name="groups">What each group contributes.</param>
    /// <param name="weights">n_g / N.</param>
    /// <param name="own">How many parameters each group has for itself.</param>
    /// <param name="common">How many all share.</param>
    public JointDiscrepancy(GroupFit[] groups, double[] weights, int[] own, int common)
    {
        (_groups, _weights, _own, _common) = (groups, weights, own, common);
        _factor = new BorderedFactor(own, common);
        _local = [.. own.Select(size => new double[size + common])];
        _localGradient = [.. own.Select(size => new double[size + common])];
        _exact = [.. own.Select(size => new double[(size + common) * (size + common)])];
        _expected = [.. own.Select(size => new double[(size + common) * (size + common)])];
        Parameters = own.Sum() + common;
    }

    /// <inheritdoc/>
    public int Parameters { get; }

    /// <inheritdoc/>
    public double SmallestPivot => _factor.SmallestPivot;

    /// <inheritdoc/>
    public double ValueAt(ReadOnlySpan<double> parameters)
    {
        var sum = 0.0;
        var offset = 0;
        for (var group = 0; group < _groups.Length; group++)
        {
            parameters.Slice(offset, _own[group]).CopyTo(_local[group]);
            parameters[^_common..].CopyTo(_local[group].AsSpan(_own[group]));
            sum += _weights[group] * _groups[group].ValueAt(_local[group]);
            offset += _own[group];
        }

        return sum;
    }

    /// <inheritdoc/>
    public void Differentiate(Span<double> gradient, Span<double> scale)
    {
        gradient.Clear();
        scale.Clear();
        var offset = 0;
        var shared = gradient.Length - _common;
        for (var group = 0; group < _groups.Length; group++)
        {
            var (own, size) = (_own[group], _own[group] + _common);
            Array.Clear(_localGradient[group]);
            Array.Clear(_exact[group]);
            Array.Clear(_expected[group]);
            _groups[group].AddDerivatives(_weights[group], _localGradient[group], _exact[group], _expected[group]);
            for (var i = 0; i < size; i++)
            {
                var place = i < own ? offset + i : shared + i - own;
                gradient[place] += _localGradient[group][i];
                scale[place] += _expected[group][i * size + i];
            }

            offset += own;
        }
    }

    /// <inheritdoc/>
    public bool TryFactor(bool isExact, double damping, ReadOnlySpan<double> scale) => _factor.TryFactor(isExact ? _exact : _expected, damping, scale);

    /// <inheritdoc/>
    public void Solve(Span<double> right) => _factor.Solve(right);
}
