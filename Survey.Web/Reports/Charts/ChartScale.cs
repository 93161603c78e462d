namespace Survey.Web.Reports.Charts;

/// <summary>A value axis with round ticks.</summary>
internal readonly record struct ChartScale(double Minimum, double Maximum, double Step)
{
    /// <summary>Decimal places that tell neighbouring ticks apart.</summary>
    public int Places
    {
        get
        {
            var places = 0;
            for (var step = Step; places < 6 && !IsWhole(step); places++) step *= 10;
            return places;
        }
    }

    public IEnumerable<double> Ticks
    {
        get
        {
            var count = (int)Math.Round((Maximum - Minimum) / Step);
            for (var tick = 0; tick <= count; tick++) yield return Math.Round(Minimum + (tick * Step), 10);
        }
    }

    /// <summary>The share of the axis at which a value stands, clipped to the axis.</summary>
    public double Position(double value) => Math.Clamp((value - Minimum) / (Maximum - Minimum), 0, 1);

    /// <summary>A scale with round limits that holds every value, in at most about <paramref name="ticks"/> steps.</summary>
    public static ChartScale Covering(IEnumerable<double> values, int ticks, params ReadOnlySpan<double> always)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        foreach (var value in always) (low, high) = (Math.Min(low, value), Math.Max(high, value));
        if (low > high) (low, high) = (0, 1);
        if (high - low < 1e-9) (low, high) = (low - 0.5, high + 0.5);
        var step = RoundStep((high - low) / Math.Max(1, ticks - 1));
        return new ChartScale(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    /// <summary>A rating scale from end to end; ticks at whole points that divide it evenly.</summary>
    public static ChartScale OfRating(int from, int to, int ticks)
    {
        var span = to - from;
        var step = 1;
        while (span / step > ticks - 1 || span % step != 0) step++;
        return new ChartScale(from, to, step);
    }

    private static bool IsWhole(double value) => Math.Abs(value - Math.Round(value)) < 1e-6;

    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var factor = rough / power;
        return power * (factor <= 1 + 1e-9 ? 1 : factor <= 2 + 1e-9 ? 2 : factor <= 2.5 + 1e-9 ? 2.5 : factor <= 5 + 1e-9 ? 5 : 10);
    }
}
