using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Perception minus expectation, P − E.</summary>
public sealed class Servqual() : DifferenceModel("perception", "expectation")
{
    /// <inheritdoc/>
    public override string Code => "servqual";

    /// <inheritdoc/>
    public override string Source => "Parasuraman, Zeithaml & Berry (1988), SERVQUAL: A multiple-item scale for measuring consumer perceptions of service quality, Journal of Retailing 64(1), 12–40";
}
