using System.Collections.Immutable;

namespace Survey.Scoring.Study;

/// <summary>Whether to keep asking what the gap compares with, and why; never stronger than the tests allow.</summary>
/// <param name="Recommendation">What is recommended.</param>
/// <param name="Sentence">The recommendation in words.</param>
/// <param name="Grounds">What it rests on, the weightiest first.</param>
public sealed record ScrutinyVerdict(ScrutinyRecommendation Recommendation, ResultSentence Sentence, ImmutableArray<ResultSentence> Grounds)
{
    /// <summary>The code of a recommendation.</summary>
    public static string CodeOf(ScrutinyRecommendation recommendation) => recommendation switch
    {
        ScrutinyRecommendation.Keep => "keep",
        ScrutinyRecommendation.KeepForDiagnosis => "keep-for-diagnosis",
        ScrutinyRecommendation.AskFewer => "ask-fewer",
        _ => "undecided",
    };
}

/// <summary>What to do with the subtrahend's questions.</summary>
public enum ScrutinyRecommendation
{
    /// <summary>The answers do not decide it yet; the grounds say what would.</summary>
    Undecided,

    /// <summary>Keep asking: they explain outcomes beyond perceptions.</summary>
    Keep,

    /// <summary>Keep for seeing where service falls short, not for explaining outcomes.</summary>
    KeepForDiagnosis,

    /// <summary>Ask a part of the people, or less often: most answers stand at the top and explain next to nothing.</summary>
    AskFewer,
}
