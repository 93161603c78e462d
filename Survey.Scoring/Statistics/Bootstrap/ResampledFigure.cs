namespace Survey.Scoring.Statistics.Bootstrap;

/// <summary>A figure with what its resamples say of it.</summary>
/// <param name="Value">The figure of the data themselves.</param>
/// <param name="StandardError">The standard deviation over the resamples.</param>
/// <param name="CiLow">Lower limit of the 95 % percentile interval.</param>
/// <param name="CiHigh">Upper limit of the 95 % percentile interval.</param>
/// <param name="Failed">Resamples in which the figure does not exist; they are left out, and above one of twenty there is no interval.</param>
public sealed record ResampledFigure(Estimate Value, Estimate StandardError, Estimate CiLow, Estimate CiHigh, int Failed)
{
    /// <summary>A figure that does not exist.</summary>
    public static ResampledFigure Undefined(UndefinedReason reason)
    {
        var none = Estimate.Undefined(reason);
        return new ResampledFigure(none, none, none, none, 0);
    }
}
