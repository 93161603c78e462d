using System.Collections.Immutable;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// Figures that are computed from the moments of every resample: plug one into <see cref="StudyBootstrap.Run"/> to know how sure the figures are.
/// </summary>
internal abstract class ResampledStatistic
{
    /// <summary>The listwise sets whose moments it reads.</summary>
    public abstract ImmutableArray<ListwiseSet> Sets { get; }

    /// <summary>How many numbers it computes.</summary>
    public abstract int Figures { get; }

    /// <summary>Computes the figures of a resample; called from several threads at once, each with resamples of its own.</summary>
    /// <param name="resample">The moments of the resample.</param>
    /// <param name="figures">Takes a number per figure, NaN where it does not exist.</param>
    public abstract void Compute(Resample resample, Span<double> figures);
}
