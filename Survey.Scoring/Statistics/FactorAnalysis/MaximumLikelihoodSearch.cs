namespace Survey.Scoring.Statistics.FactorAnalysis;

/// <summary>
/// Finds the minimum of F: Newton's method with exact second derivatives where they are positive definite and Fisher's scoring where they
/// are not, damped as by Levenberg and Marquardt until a step brings what its quadratic model promised (Nocedal &amp; Wright 2006, ch. 4).
/// </summary>
internal sealed class MaximumLikelihoodSearch
{
    // Standardised parameters beyond this are on their way to infinity.
    private const double Farthest = 1e3;

    // F is a difference of numbers near k, so decreases below this are rounding.
    private const double Rounding = 1e-13;

    private const double MostDamping = 1e12;

    private readonly IDiscrepancy _fit;
    private readonly CfaOptions _options;
    private readonly CholeskyFactor _cholesky;
    private readonly double[] _exact, _expected, _damped, _gradient, _step;
    private double[] _parameters, _trial;

    public MaximumLikelihoodSearch(IDiscrepancy fit, int parameters, CfaOptions options)
    {
        _fit = fit;
        _options = options;
        _cholesky = new(parameters);
        _exact = new double[parameters * parameters];
        _expected = new double[parameters * parameters];
        _damped = new double[parameters * parameters];
        _gradient = new double[parameters];
        _step = new double[parameters];
        _parameters = new double[parameters];
        _trial = new double[parameters];
    }

    /// <summary>Where the search ended.</summary>
    public double[] Parameters => _parameters;

    /// <summary>F there.</summary>
    public double Value { get; private set; }

    /// <summary>How many times Σ was evaluated.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The largest absolute derivative there.</summary>
    public double Slope { get; private set; }

    /// <summary>
    /// The smallest 1 − R² of a parameter on the others in the expected information at the end; about 0 when the data do not tell the
    /// parameters apart.
    /// </summary>
    public double Identification { get; private set; }

    /// <summary>Searches from a point where Σ is positive definite; false when no minimum was found.</summary>
    public bool TryMinimize(ReadOnlySpan<double> start)
    {
        start.CopyTo(_parameters);
        Value = Evaluate(_parameters);
        if (!double.IsFinite(Value))
            return false;

        var damping = 0.0;
        for (var step = 0; step < _options.MostSteps; step++)
        {
            _fit.Gradient(_gradient);
            _fit.SecondDerivatives(_exact, _expected);
            for (; ; )
            {
                if (!TryFindStep(ref damping, out var promised))
                    return false;
                if (promised <= Rounding)
                    return IsStationary(damping) && TryPolish();
                MoveTrial();
                if (Largest(_trial) > Farthest)
                    return false;

                var next = Evaluate(_trial);
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
        if (damping < 1e-2)
            return true;
        var none = 0.0;
        return TryFindStep(ref none, out var promised) && promised <= 100 * Rounding;
    }

    /// <summary>The last steps, shorter than what F can tell apart: the gradient judges them, down to its own rounding.</summary>
    private bool TryPolish()
    {
        var slope = Largest(_gradient);
        for (var step = 0; step < 20 && slope > _options.Gradient / 100; step++)
        {
            var damping = 0.0;
            if (!TryFindStep(ref damping, out _))
                return false;
            MoveTrial();
            var next = Evaluate(_trial);
            if (!double.IsFinite(next))
                break;
            _fit.Gradient(_gradient);
            var trialSlope = Largest(_gradient);
            if (!(trialSlope < slope))
                break;
            Accept(next);
            _fit.SecondDerivatives(_exact, _expected);
            slope = trialSlope;
        }

        Value = Evaluate(_parameters);
        _fit.Gradient(_gradient);
        _fit.SecondDerivatives(_exact, _expected);
        Slope = Largest(_gradient);
        Identification = _cholesky.TryFactor(_expected) ? _cholesky.SmallestPivot : 0;
        var isSaddle = Identification > 1e-8 && !_cholesky.TryFactor(_exact);
        return !isSaddle;
    }

    private void MoveTrial()
    {
        for (var i = 0; i < _trial.Length; i++)
            _trial[i] = _parameters[i] + _step[i];
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
        if (!TryDamped(_exact, damping))
        {
            while (!TryDamped(_expected, damping))
            {
                damping = Math.Max(damping * 8, 1e-6);
                if (!(damping < MostDamping))
                    return false;
            }
        }

        if (!(damping < MostDamping))
            return false;
        for (var i = 0; i < _step.Length; i++)
            _step[i] = -_gradient[i];
        _cholesky.Solve(_step);
        // −g's − s'Hs/2 with Hs = −g − μ diag s
        for (var i = 0; i < _step.Length; i++)
            promised += 0.5 * _step[i] * (damping * Scale(i) * _step[i] - _gradient[i]);
        return double.IsFinite(promised);
    }

    private bool TryDamped(double[] second, double damping)
    {
        second.CopyTo(_damped, 0);
        var size = _gradient.Length;
        for (var i = 0; i < size; i++)
            _damped[i * size + i] += damping * Scale(i);
        return _cholesky.TryFactor(_damped);
    }

    private double Scale(int parameter) => Math.Max(_expected[parameter * _gradient.Length + parameter], 1e-8);

    private double Evaluate(double[] parameters)
    {
        Evaluations++;
        return _fit.ValueAt(parameters);
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
