using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>Questionnaire and responses to result, in the order of the work.</summary>
public static class Study
{
    /// <summary>Computes every figure of the study.</summary>
    public static StudyResult Evaluate(ResponseTable responses, StudyOptions? options = null) => throw new NotImplementedException();
}

/// <summary>What may be chosen.</summary>
public sealed record StudyOptions
{
    /// <summary>The smallest group that is shown; segments below it have undefined figures. Null shows all.</summary>
    public int? MinimumGroup { get; init; }

    /// <summary>The filter that was applied to the responses, in words, for the record.</summary>
    public string? Filter { get; init; }

    /// <summary>The seed of whatever is random.</summary>
    public long Seed { get; init; } = 20260101;
}
