using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>SERVQUAL with dimension scores weighted by the respondent's own importance points.</summary>
public sealed class WeightedServqual() : WeightedModel(new Servqual())
{
    /// <inheritdoc/>
    public override string Code => "weighted-servqual";

    /// <inheritdoc/>
    public override string Source => "Parasuraman, Berry & Zeithaml (1991), Refinement and reassessment of the SERVQUAL scale, Journal of Retailing 67(4), 420–450";
}
