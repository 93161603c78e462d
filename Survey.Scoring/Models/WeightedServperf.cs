using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>SERVPERF with dimension scores weighted by the respondent's own importance points.</summary>
public sealed class WeightedServperf() : WeightedModel(new Servperf())
{
    /// <inheritdoc/>
    public override string Code => "weighted-servperf";

    /// <inheritdoc/>
    public override string Source => "Cronin & Taylor (1992), Measuring service quality: A reexamination and extension, Journal of Marketing 56(3), 55–68";
}
