namespace Survey.Scoring.Statistics;

/// <summary>A number that may not exist for the data, and then why. Never NaN, never a silent zero.</summary>
/// <remarks>The default value is undefined with <see cref="UndefinedReason.NotComputed"/>, so that a forgotten figure shows as missing.</remarks>
public readonly record struct Estimate
{
    private readonly double _value;
    private readonly UndefinedReason _reason;

    private Estimate(double value) => (_value, IsDefined) = (value, true);

    private Estimate(UndefinedReason reason) => _reason = reason;

    /// <summary>Whether the number exists.</summary>
    public bool IsDefined { get; }

    /// <summary>Why the number does not exist; null when it does.</summary>
    public UndefinedReason? Reason => IsDefined ? null : _reason;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The number does not exist.</exception>
    public double Value => IsDefined ? _value : throw new InvalidOperationException($"The figure does not exist: {_reason}.");

    /// <summary>The number, or null when it does not exist.</summary>
    public double? OrNull => IsDefined ? _value : null;

    /// <summary>An existing number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static Estimate Of(double value) => double.IsFinite(value)
        ? new(value)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "An estimate is finite or undefined.");

    /// <summary>A number that does not exist.</summary>
    public static Estimate Undefined(UndefinedReason reason) => new(reason);

    /// <summary>The number when it is finite, otherwise undefined for the given reason.</summary>
    public static Estimate FiniteOr(double value, UndefinedReason reason) => double.IsFinite(value) ? new(value) : new(reason);

    /// <summary>Whether an interval lies on one side of 0; false where it does not exist.</summary>
    public static bool ExcludesZero(Estimate low, Estimate high) => low.OrNull > 0 || high.OrNull < 0;

    /// <inheritdoc/>
    public override string ToString() => IsDefined ? _value.ToString("R", System.Globalization.CultureInfo.InvariantCulture) : $"undefined ({_reason})";
}
