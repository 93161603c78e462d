namespace Survey.Scoring.Moments;

/// <summary>Counts something over the scores of all responses. Counts are whole numbers, so that neither order nor division matter.</summary>
internal interface IScoreTally
{
    /// <summary>An empty tally of the same kind, for another thread.</summary>
    IScoreTally Fork();

    /// <summary>Counts a batch. Beside moments its rows come sorted, and item scores that follow from answers may be left out (<see cref="ItemScores.Read"/>).</summary>
    void Add(BatchScores batch);

    /// <summary>Adds what another tally of the same kind has counted.</summary>
    void Join(IScoreTally other);
}
