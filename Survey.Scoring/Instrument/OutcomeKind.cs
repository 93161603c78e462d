namespace Survey.Scoring.Instrument;

/// <summary>What an outcome is beyond a criterion: an indicator with a figure of its own. Which one is a matter of the wording of its question.</summary>
public enum OutcomeKind
{
    /// <summary><c>nps</c>: how likely the respondent is to recommend, 0 to 10; the net promoter score (Reichheld 2003).</summary>
    Nps,

    /// <summary><c>csat</c>: how satisfied the respondent is; the share of the two best answers.</summary>
    Csat,

    /// <summary><c>ces</c>: how easy it was made, a high answer being easy; the mean (customer effort score 2.0, Dixon, Toman &amp; DeLisi 2013).</summary>
    Ces,
}
