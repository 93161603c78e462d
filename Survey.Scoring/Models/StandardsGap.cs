using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Gap 2 of the gaps model: the standards that the organisation sets minus what its managers believe customers expect, S − E.</summary>
public sealed class StandardsGap() : DifferenceModel("standard", "expectation")
{
    /// <inheritdoc/>
    public override string Code => "standards-gap";

    /// <inheritdoc/>
    public override string Source => "Zeithaml, Berry & Parasuraman (1988), Communication and control processes in the delivery of service quality, Journal of Marketing 52(2), 35–48";
}
