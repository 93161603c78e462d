using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>The measure of service adequacy: perception minus the minimum that is acceptable, P − M.</summary>
public sealed class Adequacy() : DifferenceModel("perception", "minimum")
{
    /// <inheritdoc/>
    public override string Code => "adequacy";

    /// <inheritdoc/>
    public override string Source => "Parasuraman, Zeithaml & Berry (1994), Alternative scales for measuring service quality: A comparative assessment based on psychometric and diagnostic criteria, Journal of Retailing 70(3), 201–230";
}
