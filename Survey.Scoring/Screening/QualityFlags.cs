namespace Survey.Scoring.Screening;

/// <summary>What makes a response conspicuous. A flag is a question to a person, never a verdict, and nothing is left out because of it.</summary>
[Flags]
public enum QualityFlags
{
    /// <summary>Nothing conspicuous.</summary>
    None = 0,

    /// <summary>A long run of identical answers in at least one battery (longstring, Johnson 2005).</summary>
    Longstring = 1,

    /// <summary>A long run of identical answers in every battery: the whole questionnaire answered down a line.</summary>
    StraightLining = 2,

    /// <summary>Every item got the same answer in all batteries.</summary>
    IdenticalBatteries = 4,

    /// <summary>Less time per answer than reading takes (Huang et al. 2012).</summary>
    TooFast = 8,

    /// <summary>The same answers, importance points and outcomes as an earlier response.</summary>
    Duplicate = 16,

    /// <summary>The minimum is above the desired level more often than LibQUAL+ accepts.</summary>
    Inversions = 32,

    /// <summary>More items do not apply than LibQUAL+ accepts.</summary>
    NotApplicable = 64,

    /// <summary>An improbable combination of answers (Mahalanobis' distance).</summary>
    Outlier = 128,
}
