using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Screening;

/// <summary>Screens the responses of a table in a pass over them; the screening follows when all have been read.</summary>
/// <remarks>It keeps up to 18 bytes per response beside the table until then, and one afterwards.</remarks>
internal sealed class ScreeningScan : IScoreTally
{
    private readonly ResponseTable _table;
    private readonly ScreeningPlan _plan;
    private readonly MahalanobisDistance _distance;
    private readonly double _critical;
    private readonly byte[] _flags;
    private readonly Duplicates _duplicates;
    private readonly ScreeningTally _tally;
    private readonly IndexReader _indices;
    private readonly DistanceReader _distances;

    /// <summary>A screening of all responses of a table, none of which has been read.</summary>
    /// <param name="table">The responses.</param>
    /// <param name="options">From where on a response looks careless.</param>
    /// <param name="moments">The moments of the responses; null when they are not at hand.</param>
    public ScreeningScan(ResponseTable table, ScreeningOptions options, StudyMoments? moments)
        : this(
            table, new ScreeningPlan(table.Questionnaire, options),
            new MahalanobisDistance(CompleteAnswers.MomentsOf(table, moments), table.Questionnaire.Scale.From), new byte[table.Count], new Duplicates(table, options))
    {
        if (_distance.Reason is null) _tally.Assess(QualityFlags.Outlier, _distance.Respondents);
    }

    private ScreeningScan(ResponseTable table, ScreeningPlan plan, MahalanobisDistance distance, byte[] flags, Duplicates duplicates)
    {
        (_table, _plan, _distance, _flags, _duplicates, _tally) = (table, plan, distance, flags, duplicates, new ScreeningTally(plan));
        (_indices, _distances) = (new IndexReader(plan, table, BatchScores.MostRows), new DistanceReader(distance, BatchScores.MostRows));
        _critical = distance.Critical(plan.Options.OutlierP).OrNull ?? double.PositiveInfinity;
    }

    /// <summary>A worker on the same responses.</summary>
    public IScoreTally Fork() => new ScreeningScan(_table, _plan, _distance, _flags, _duplicates);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        _indices.Read(batch);
        _distances.Read(batch);
        _tally.Add(_indices, _plan);
        _tally.Mahalanobis.Add(_distances.Squared);
        _tally.Assess(QualityFlags.Duplicate, _duplicates.Add(batch, _indices));
        var squared = _distances.Squared;
        for (var row = 0; row < squared.Length; row++)
            _flags[batch.RowOf(row)] = (byte)(_indices.Flags(row) | (squared[row] > _critical ? QualityFlags.Outlier : QualityFlags.None));
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other) => _tally.Add(((ScreeningScan)other)._tally);

    /// <summary>The screening of what has been read.</summary>
    public ResponseScreening ToScreening()
    {
        var originals = _duplicates.Find();
        foreach (var repeat in originals.Keys) _flags[repeat] |= (byte)QualityFlags.Duplicate;
        return new ResponseScreening(_table, _plan, _distance, _tally, _flags, originals);
    }
}
