using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Gap 3 of the gaps model: the service that staff deliver minus what the standards require, D − S.</summary>
public sealed class DeliveryGap() : DifferenceModel("delivery", "standard")
{
    /// <inheritdoc/>
    public override string Code => "delivery-gap";

    /// <inheritdoc/>
    public override string Source => "Zeithaml, Berry & Parasuraman (1988), Communication and control processes in the delivery of service quality, Journal of Marketing 52(2), 35–48";
}
