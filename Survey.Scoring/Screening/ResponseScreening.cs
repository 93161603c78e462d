using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.CarelessResponding;
using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Screening;

/// <summary>
/// Which responses of a table look careless, and why. Responses are marked, never left out. It keeps a byte per response; the indices of a
/// response are computed again when they are asked for.
/// </summary>
/// <remarks>The result does not depend on the order of the responses nor on the number of threads.</remarks>
public sealed class ResponseScreening
{
    private readonly ResponseTable _table;
    private readonly byte[] _flags;
    private readonly Dictionary<int, int> _originals;

    internal ResponseScreening(
        ResponseTable table, ScreeningPlan plan, MahalanobisDistance distance, ScreeningTally tally, byte[] flags, Dictionary<int, int> originals) =>
        (_table, Plan, Distance, Tally, _flags, _originals) = (table, plan, distance, tally, flags, originals);

    /// <summary>Screens all responses of a table.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static ResponseScreening Of(ResponseTable table, ScreeningOptions? options = null)
    {
        var scan = new ScreeningScan(table, options ?? new ScreeningOptions(), null);
        ScoreScan.Run(table, StudyPlan.Of(table.Questionnaire), [scan]);
        return scan.ToScreening();
    }

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
        // Most have none.
        for (var row = 0; _flags.AsSpan(row).IndexOfAnyExcept((byte)0) is >= 0 and var step; row++)
        {
            row += step;
            if ((_flags[row] & (byte)any) != 0) yield return row;
        }
    }

    /// <summary>The flags and indices of a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ScreenedResponse Response(int row) => Responses([row]).Single();

    /// <summary>The flags and indices of rows, in their order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public IEnumerable<ScreenedResponse> Responses(IEnumerable<int> rows)
    {
        BatchScores? batch = null;
        IndexReader? indices = null;
        DistanceReader? distances = null;
        foreach (var some in rows.Chunk(BatchScores.MostRows))
        {
            foreach (var row in some)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(rows));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count, nameof(rows));
            }

            if (batch is null || indices is null || distances is null)
            {
                batch = new BatchScores(StudyPlan.Of(Questionnaire), _table, some.Length);
                (indices, distances) = (new IndexReader(Plan, _table, batch.Items.Columns.Capacity), new DistanceReader(Distance, batch.Items.Columns.Capacity));
            }

            batch.Read(some);
            indices.Read(batch);
            distances.Read(batch);
            for (var place = 0; place < some.Length; place++) yield return Response(some[place], place, indices, distances);
        }
    }

    private ScreenedResponse Response(int row, int place, IndexReader indices, DistanceReader distances)
    {
        var squared = Given(distances.Squared[place]);
        return new ScreenedResponse
        {
            Id = _table.IdOf(row),
            Flags = FlagsOf(row),
            IsCounted = (FlagsOf(row) & Options.Counted) != 0,
            Longstring = [.. Enumerable.Range(0, Plan.Batteries).Select(battery => (int)indices.Longstring(battery)[place])],
            Variability = [.. Enumerable.Range(0, Plan.Batteries).Select(battery => Given(indices.Variability(battery)[place]))],
            MahalanobisSquared = squared,
            MahalanobisP = squared is { } distance ? ChiSquare.UpperTail(distance, Distance.Df) : null,
            Inversions = indices.InversionPairs[place] > 0 ? indices.Inversions[place] : null,
            NotApplicable = indices.NotApplicable[place],
            IdenticalItems = Plan.Batteries > 1 && indices.Joint[place] > 0 ? indices.Identical[place] : null,
            SecondsPerAnswer = Given(indices.Seconds[place]),
            EvenOdd = Given(indices.EvenOdd[place]),
            SameAs = _originals.TryGetValue(row, out var original) ? _table.IdOf(original) : null,
        };

        static double? Given(double value) => double.IsNaN(value) ? null : value;
    }
}
