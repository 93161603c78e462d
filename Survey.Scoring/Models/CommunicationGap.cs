using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Gap 4 of the gaps model: the service that staff deliver minus what customers are promised, D − C.</summary>
public sealed class CommunicationGap() : DifferenceModel("delivery", "promise")
{
    /// <inheritdoc/>
    public override string Code => "communication-gap";

    /// <inheritdoc/>
    public override string Source => "Zeithaml, Berry & Parasuraman (1988), Communication and control processes in the delivery of service quality, Journal of Marketing 52(2), 35–48";
}
