namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// Finds the minimum of a discrepancy: Newton's method with exact second derivatives where they are positive definite and Fisher's scoring
/// where they are not, damped as by Levenberg and Marquardt until a step brings what its quadratic model promised (Nocedal &amp; Wright 2006,
/// ch. 4).
/// </summary>
internal sealed class MaximumLikelihoodSearch
{
    // Standardised parameters beyond this are on their way to infinity.
    private const double Farthest = 1e3;

    private const double MostDamping = 1e12;

    private readonly INewtonFunction _function;
    private readonly CfaOptions _options;
    private readonly double[] _gradient, _scale, _step;
    private double[] _parameters, _trial;

    // Whether the function was asked last, and its derivatives are, at the parameters.
    private bool _isCurrent;

    /// <param name="function">What is minimised.</param>
    /// <param name="options">When to stop.</param>
    public MaximumLikelihoodSearch(INewtonFunction function, CfaOptions options)
    {
        (_function, _options) = (function, options);
        _gradient = new double[function.Parameters];
        _scale = new double[function.Parameters];
        _step = new double[function.Parameters];
        _parameters = new double[function.Parameters];
        _trial = new double[function.Parameters];
    }

    /// <summary>A search with the second derivatives as whole matrices.</summary>
    public MaximumLikelihoodSearch(IDiscrepancy fit, int parameters, CfaOptions options)
        : this(new DenseDerivatives(fit, parameters), options)
    {
    }

    /// <summary>Where the search ended.</summary>
    public double[] Parameters => _parameters;

    /// <summary>F there.</summary>
    public double Value { get; private set; }

    /// <summary>
    /// The smallest 1 − R² of a parameter on the others in the expected information at the end; about 0 when the data do not tell the
    /// parameters apart.
    /// </summary>
    public double Identification { get; private set; }

    /// <summary>Searches from a point where the function has a value; false when no minimum was found.</summary>
    public bool TryMinimize(ReadOnlySpan<double> start)
    {
        start.CopyTo(_parameters);
        Value = _function.ValueAt(_parameters);
        if (!double.IsFinite(Value)) return false;
        var damping = 0.0;
        for (var step = 0; step < _options.MostSteps; step++)
        {
            Differentiate();
            for (; ; )
            {
                if (!TryFindStep(ref damping, out var promised)) return false;
                if (promised <= _options.Gain) return IsStationary(damping) && TryPolish();
                MoveTrial();
                if (Largest(_trial) > Farthest) return false;
                var next = TrialValue();
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

    /// <summary>Whether an undamped step would gain nothing either; a damped one may promise little because it is short.</summary>
    private bool IsStationary(double damping)
    {
        if (damping < 1e-2) return true;
        var none = 0.0;
        return TryFindStep(ref none, out var promised) && promised <= 100 * _options.Gain;
    }

    /// <summary>The last steps, shorter than what F can tell apart: the gradient judges them, down to its own rounding.</summary>
    private bool TryPolish()
    {
        var slope = Largest(_gradient);
        for (var step = 0; step < 20 && slope > _options.Gradient / 100; step++)
        {
            var damping = 0.0;
            if (!TryFindStep(ref damping, out _)) return false;
            MoveTrial();
            var next = TrialValue();
            if (!double.IsFinite(next)) break;
            Differentiate();
            var trialSlope = Largest(_gradient);
            if (!(trialSlope < slope))
            {
                _isCurrent = false;
                break;
            }

            Accept(next);
            slope = trialSlope;
        }

        if (!_isCurrent)
        {
            Value = _function.ValueAt(_parameters);
            Differentiate();
        }

        Identification = _function.TryFactor(isExact: false, 0, _scale) ? _function.SmallestPivot : 0;
        var isSaddle = Identification > 1e-8 && !_function.TryFactor(isExact: true, 0, _scale);
        return !isSaddle;
    }

    private void Differentiate()
    {
        _function.Differentiate(_gradient, _scale);
        foreach (ref var scale in _scale.AsSpan()) scale = Math.Max(scale, 1e-8);
        _isCurrent = true;
    }

    private double TrialValue()
    {
        _isCurrent = false;
        return _function.ValueAt(_trial);
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

    /// <summary>−(H + μ diag)⁻¹ g, and the decrease of F that the quadratic model promises for it.</summary>
    private bool TryFindStep(ref double damping, out double promised)
    {
        promised = 0;
        if (!_function.TryFactor(isExact: true, damping, _scale))
        {
            while (!_function.TryFactor(isExact: false, damping, _scale))
            {
                damping = Math.Max(damping * 8, 1e-6);
                if (!(damping < MostDamping)) return false;
            }
        }

        if (!(damping < MostDamping)) return false;
        for (var i = 0; i < _step.Length; i++) _step[i] = -_gradient[i];
        _function.Solve(_step);
        // −g's − s'Hs/2 with Hs = −g − μ diag s
        for (var i = 0; i < _step.Length; i++) promised += 0.5 * _step[i] * (damping * _scale[i] * _step[i] - _gradient[i]);
        return double.IsFinite(promised);
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
