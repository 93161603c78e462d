using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// Finds the minimum of Σ (n_g / N) F_g over the groups' own and their shared parameters: Newton's method with exact second derivatives where
/// they are positive definite and Fisher's scoring where they are not, damped as in <see cref="MaximumLikelihoodSearch"/>.
/// </summary>
internal sealed class JointSearch
{
    private const double Farthest = 1e3;
    private const double Rounding = 1e-13;
    private const double MostDamping = 1e12;

    private readonly GroupFit[] _groups;
    private readonly double[] _weights;
    private readonly int[] _own;
    private readonly int _common;
    private readonly CfaOptions _options;
    private readonly BorderedFactor _factor;
    private readonly double[][] _local, _localGradient, _exact, _expected;
    private readonly double[] _gradient, _scale, _step;
    private double[] _parameters, _trial;

    /// <param name="groups">What each group contributes.</param>
    /// <param name="weights">n_g / N.</param>
    /// <param name="own">How many parameters each group has for itself.</param>
    /// <param name="common">How many all share.</param>
    /// <param name="options">When to stop.</param>
    public JointSearch(GroupFit[] groups, double[] weights, int[] own, int common, CfaOptions options)
    {
        (_groups, _weights, _own, _common, _options) = (groups, weights, own, common, options);
        _factor = new BorderedFactor(own, common);
        _local = [.. own.Select(size => new double[size + common])];
        _localGradient = [.. own.Select(size => new double[size + common])];
        _exact = [.. own.Select(size => new double[(size + common) * (size + common)])];
        _expected = [.. own.Select(size => new double[(size + common) * (size + common)])];
        var all = own.Sum() + common;
        _gradient = new double[all];
        _scale = new double[all];
        _step = new double[all];
        _parameters = new double[all];
        _trial = new double[all];
    }

    /// <summary>Where the search ended: group by group, then the shared parameters.</summary>
    public double[] Parameters => _parameters;

    /// <summary>Σ (n_g / N) F_g there.</summary>
    public double Value { get; private set; }

    /// <summary>How many times all groups were evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The largest absolute derivative there.</summary>
    public double Slope { get; private set; }

    /// <summary>A lower bound of the smallest 1 − R² of a parameter on the others in the expected information; about 0 when they are not told apart.</summary>
    public double Identification { get; private set; }

    /// <summary>Searches from a point where every Σ is positive definite; false when no minimum was found.</summary>
    public bool TryMinimize(ReadOnlySpan<double> start)
    {
        start.CopyTo(_parameters);
        Value = ValueAt(_parameters);
        if (!double.IsFinite(Value)) return false;
        var damping = 0.0;
        for (var step = 0; step < _options.MostSteps; step++)
        {
            Differentiate();
            for (; ; )
            {
                if (!TryFindStep(ref damping, out var promised)) return false;
                if (promised <= Rounding) return IsStationary(damping) && TryPolish();
                MoveTrial();
                if (Largest(_trial) > Farthest) return false;
                var next = ValueAt(_trial);
                var gain = (Value - next) / promised;
                if (gain > 1e-4)
                {
                    Accept(next);
                    damping = gain > 0.75 ? (damping < 1e-4 ? 0 : damping / 8) : gain < 0.25 ? Math.Max(damping * 4, 1e-3) : damping;
                    break;
                }

                damping = Math.Max(damping * 8, 1e-3);
            }
        }

        return false;
    }

    /// <summary>Σ (n_g / N) F_g; infinite where a Σ is not positive definite.</summary>
    public double ValueAt(ReadOnlySpan<double> parameters)
    {
        Evaluations++;
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

    // A damped step may promise little because it is short.
    private bool IsStationary(double damping)
    {
        if (damping < 1e-2) return true;
        var none = 0.0;
        return TryFindStep(ref none, out var promised) && promised <= 100 * Rounding;
    }

    // The last steps are shorter than what F can tell apart: the gradient judges them.
    private bool TryPolish()
    {
        var slope = Largest(_gradient);
        for (var step = 0; step < 20 && slope > _options.Gradient / 100; step++)
        {
            var damping = 0.0;
            if (!TryFindStep(ref damping, out _)) return false;
            MoveTrial();
            var next = ValueAt(_trial);
            if (!double.IsFinite(next)) break;
            Differentiate();
            var trialSlope = Largest(_gradient);
            if (!(trialSlope < slope)) break;
            Accept(next);
            slope = trialSlope;
        }

        Value = ValueAt(_parameters);
        Differentiate();
        Slope = Largest(_gradient);
        Identification = _factor.TryFactor(_expected, 0, _scale) ? _factor.SmallestPivot : 0;
        var isSaddle = Identification > 1e-8 && !_factor.TryFactor(_exact, 0, _scale);
        return !isSaddle;
    }

    private void Differentiate()
    {
        Array.Clear(_gradient);
        Array.Clear(_scale);
        var offset = 0;
        var shared = _gradient.Length - _common;
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
                _gradient[place] += _localGradient[group][i];
                _scale[place] += _expected[group][i * size + i];
            }

            offset += own;
        }

        foreach (ref var scale in _scale.AsSpan()) scale = Math.Max(scale, 1e-8);
    }

    /// <summary>−(H + μ diag)⁻¹ g, and the decrease that the quadratic model promises for it.</summary>
    private bool TryFindStep(ref double damping, out double promised)
    {
        promised = 0;
        if (!_factor.TryFactor(_exact, damping, _scale))
        {
            while (!_factor.TryFactor(_expected, damping, _scale))
            {
                damping = Math.Max(damping * 8, 1e-6);
                if (!(damping < MostDamping)) return false;
            }
        }

        if (!(damping < MostDamping)) return false;
        for (var i = 0; i < _step.Length; i++) _step[i] = -_gradient[i];
        _factor.Solve(_step);
        for (var i = 0; i < _step.Length; i++) promised += 0.5 * _step[i] * (damping * _scale[i] * _step[i] - _gradient[i]);
        return double.IsFinite(promised);
    }

    private void MoveTrial()
    {
        for (var i = 0; i < _trial.Length; i++) _trial[i] = _parameters[i] + _step[i];
    }

    private void Accept(double value)
    {
        (_parameters, _trial) = (_trial, _parameters);
        Value = value;
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
