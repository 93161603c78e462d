using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>The measure of service superiority: perception minus the desired level, P − D.</summary>
public sealed class Superiority() : DifferenceModel("perception", "desired")
{
    /// <inheritdoc/>
    public override string Code => "superiority";

    /// <inheritdoc/>
    public override string Source => "Parasuraman, Zeithaml & Berry (1994), Alternative scales for measuring service quality: A comparative assessment based on psychometric and diagnostic criteria, Journal of Retailing 70(3), 201–230";
}
