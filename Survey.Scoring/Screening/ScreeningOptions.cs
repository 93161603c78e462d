namespace Survey.Scoring.Screening;

/// <summary>From where on a response is flagged, and which flags the comparison with and without flagged responses rests on.</summary>
public sealed record ScreeningOptions
{
    /// <summary>
    /// The flags that count for the comparison. Each is a way of answering that hardly any attentive respondent shows. Not counted are
    /// a long run in one battery only (whoever expects the best of everything answers honestly so), many "not applicable" (an honest
    /// answer of people who do not use a service) and an improbable combination of answers (which is also how honest people look who
    /// differ from the rest, and what the covariances of the careless themselves hide).
    /// </summary>
    public QualityFlags Counted { get; init; } =
        QualityFlags.StraightLining | QualityFlags.IdenticalBatteries | QualityFlags.TooFast | QualityFlags.Duplicate | QualityFlags.Inversions;

    /// <summary>The share of a battery's items from which on a run is long: half (Curran 2016, J. Experimental Social Psychology 66:4-19).</summary>
    public double LongstringShare { get; init; } = 0.5;

    /// <summary>The fewest items on which equal answers say anything: no shorter run is long, and batteries of fewer items are not compared.</summary>
    public int FewestItems { get; init; } = 8;

    /// <summary>Seconds per answer below which nobody reads (Huang, Curran, Keeney, Poposki &amp; DeShon 2012, J. Business and Psychology 27:99-114).</summary>
    public double SecondsPerAnswer { get; init; } = 2;

    /// <summary>The fewest answers on which two responses can be the same by more than chance, unless they share a comment.</summary>
    public int FewestAnswersOfDuplicates { get; init; } = 20;

    /// <summary>The fewest characters of a comment that two people hardly write alike.</summary>
    public int FewestCharactersOfDuplicates { get; init; } = 20;

    /// <summary>The share of the items with the minimum above the desired level that is still accepted: 9 of 22 (LibQUAL+).</summary>
    public double AcceptedInversions { get; init; } = 9.0 / 22;

    /// <summary>The share of "not applicable" items that is still accepted: 11 of 22 (LibQUAL+).</summary>
    public double AcceptedNotApplicable { get; init; } = 11.0 / 22;

    /// <summary>The p of Mahalanobis' distance below which a combination of answers is improbable.</summary>
    public double OutlierP { get; init; } = 0.001;
}
