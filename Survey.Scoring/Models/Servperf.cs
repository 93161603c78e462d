using Survey.Scoring.Instrument;

namespace Survey.Scoring.Models;

/// <summary>Perception alone, P.</summary>
public sealed class Servperf() : AnswerModel("perception")
{
    /// <inheritdoc/>
    public override string Code => "servperf";

    /// <inheritdoc/>
    public override string Source => "Cronin & Taylor (1992), Measuring service quality: A reexamination and extension, Journal of Marketing 56(3), 55–68";
}
