using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.CarelessResponding;
using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Screening;

/// <summary>
/// Which responses of a table look careless, and why: one pass over the responses, and two over those with every answer for Mahalanobis'
/// distance. Responses are marked, never left out.
/// </summary>
/// <remarks>
/// It keeps 11 bytes per response beside the table while it works and one afterwards; the indices of a response are computed again when
/// they are asked for. The result does not depend on the order of the responses nor on the number of threads.
/// </remarks>
public sealed class ResponseScreening
{
    private readonly ResponseTable _table;
    private readonly byte[] _flags;
    private readonly Dictionary<int, int> _originals;

    private ResponseScreening(ResponseTable table, ScreeningOptions options)
    {
        (_table, Plan, _flags) = (table, new ScreeningPlan(table.Questionnaire, options), new byte[table.Count]);
        Tally = new ScreeningTally(Plan);
        var duplicates = new Duplicates(table, options);
        ReadEach(duplicates);
        Distance = new MahalanobisDistance(CompleteAnswers.MomentsOf(table));
        if (Distance.Reason is null) MeasureDistances();
        _originals = duplicates.Find();
        foreach (var repeat in _originals.Keys) _flags[repeat] |= (byte)QualityFlags.Duplicate;
    }

    /// <summary>Screens all responses of a table.</summary>
    public static ResponseScreening Of(ResponseTable table, ScreeningOptions? options = null) => new(table, options ?? new ScreeningOptions());

    /// <summary>The kinds of flags, in the order of showing.</summary>
    public static ImmutableArray<QualityFlags> Kinds { get; } =
    [
        QualityFlags.StraightLining, QualityFlags.IdenticalBatteries, QualityFlags.TooFast, QualityFlags.Duplicate, QualityFlags.Inversions,
        QualityFlags.Longstring, QualityFlags.NotApplicable, QualityFlags.Outlier,
    ];

    /// <summary>What the thresholds were.</summary>
    public ScreeningOptions Options => Plan.Options;

    /// <summary>The number of responses.</summary>
    public int Count => _flags.Length;

    /// <summary>What was asked.</summary>
    public Questionnaire Questionnaire => _table.Questionnaire;

    internal ScreeningPlan Plan { get; }

    internal ScreeningTally Tally { get; }

    internal MahalanobisDistance Distance { get; }

    /// <summary>The flags of a row.</summary>
    public QualityFlags FlagsOf(int row) => (QualityFlags)_flags[row];

    /// <summary>The rows that have at least one of the flags, in the order of the table.</summary>
    public IEnumerable<int> RowsWith(QualityFlags any)
    {
        for (var row = 0; row < _flags.Length; row++)
            if ((_flags[row] & (byte)any) != 0) yield return row;
    }

    /// <summary>The flags and indices of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ScreenedResponse Response(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        var indices = new IndexReader(Plan);
        indices.Read(_table.Answers(row, 1), _table.DetailsOf(row));
        var squared = DistanceOf(row);
        return new ScreenedResponse
        {
            Id = _table.IdOf(row),
            Flags = FlagsOf(row),
            IsCounted = (FlagsOf(row) & Options.Counted) != 0,
            Longstring = [.. indices.Longstring],
            Variability = [.. indices.Variability],
            MahalanobisSquared = squared,
            MahalanobisP = squared is { } distance ? ChiSquare.UpperTail(distance, Distance.Df) : null,
            Inversions = indices.InversionPairs > 0 ? indices.Inversions : null,
            NotApplicable = indices.NotApplicable,
            IdenticalItems = Plan.Batteries > 1 && indices.Joint > 0 ? indices.Identical : null,
            SecondsPerAnswer = indices.Seconds,
            EvenOdd = indices.EvenOdd,
            SameAs = _originals.TryGetValue(row, out var original) ? _table.IdOf(original) : null,
        };
    }

    private double? DistanceOf(int row)
    {
        var answers = _table.Answers(row, 1);
        if (Distance.Reason is not null || !ScreeningPlan.IsComplete(answers)) return null;
        var codes = new short[answers.Length];
        for (var column = 0; column < codes.Length; column++) codes[column] = answers[column];
        Span<double> squared = stackalloc double[1];
        Distance.Squared(codes, 1, new double[Distance.WorkSize(1)], squared);
        return squared[0];
    }

    private void ReadEach(Duplicates duplicates) => Parallel.For(0, CompleteAnswers.PiecesOf(_table),
        () => (Indices: new IndexReader(Plan), Tally: new ScreeningTally(Plan)),
        (piece, _, own) =>
        {
            var first = piece * CompleteAnswers.Rows;
            for (var row = first; row < Math.Min(first + CompleteAnswers.Rows, Count); row++)
            {
                own.Indices.Read(_table.Answers(row, 1), _table.DetailsOf(row));
                own.Tally.Add(own.Indices, Plan);
                _flags[row] = (byte)own.Indices.Flags;
                if (duplicates.Add(row, own.Indices.Answered, own.Indices.IsDistinctive)) own.Tally.Assess(QualityFlags.Duplicate);
            }

            return own;
        },
        own =>
        {
            lock (Tally) Tally.Add(own.Tally);
        });

    private void MeasureDistances()
    {
        var critical = Distance.Critical(Options.OutlierP).Value;
        Tally.Assess(QualityFlags.Outlier, Distance.Respondents);
        Parallel.For(0, CompleteAnswers.PiecesOf(_table),
            () => (Complete: new CompleteAnswers(_table), Work: new double[Distance.WorkSize(Together)], Squared: new double[Together], Tally: new ScreeningTally(Plan)),
            (piece, _, own) =>
            {
                own.Complete.Read(piece);
                for (var first = 0; first < own.Complete.Count; first += Together)
                {
                    var squared = own.Squared.AsSpan(0, Math.Min(Together, own.Complete.Count - first));
                    Distance.Squared(own.Complete.Codes.AsSpan(first), CompleteAnswers.Rows, own.Work, squared);
                    for (var place = 0; place < squared.Length; place++)
                    {
                        own.Tally.Mahalanobis.Add(squared[place]);
                        if (squared[place] > critical) _flags[own.Complete.Places[first + place]] |= (byte)QualityFlags.Outlier;
                    }
                }

                return own;
            },
            own =>
            {
                lock (Tally) Tally.Add(own.Tally);
            });
    }

    // As many at once as keep the triangular solution in the first levels of cache.
    private const int Together = 128;
}
