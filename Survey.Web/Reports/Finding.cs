namespace Survey.Web.Reports;

/// <summary>A sentence that the numbers support: what it claims, of whom, and how it reads.</summary>
/// <param name="Subjects">Ids of the dimensions, items or models that the claim is about.</param>
internal sealed record Finding(FindingKind Kind, IReadOnlyList<string> Subjects, string Sentence);

/// <summary>What a finding claims.</summary>
internal enum FindingKind
{
    NoResponses,
    Overall,
    LargestShortfall,
    OtherShortfalls,
    Strengths,
    NotDistinguishable,
    ItemShortfalls,
    ZoneInside,
    HighestLevel,
    LowestLevel,
    HighestImportance,
    WeightedShortfall,
    Predictor,
    NoPredictor,
    ModelsDiffer,
    ModelsNotDistinguishable,
    SegmentsDiffer,
    LowReliability,
    ImproperStructure,
    NoStructure,
    PoorFit,
    SmallSample,
    TooFewAnswers,
}
