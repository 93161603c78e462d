using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>The conditions inside an organisation that gaps 1 to 4 come from: agreement with statements about them, A.</summary>
public sealed class InternalConditions() : AnswerModel("agreement")
{
    /// <inheritdoc/>
    public override string Code => "internal-conditions";

    /// <inheritdoc/>
    public override string Source => "Zeithaml, Berry & Parasuraman (1988), Communication and control processes in the delivery of service quality, Journal of Marketing 52(2), 35–48";
}
