using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.Bootstrap;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// The moments of what is drawn: single respondents, or, where there are many, groups of them, so that the cost of resampling does not grow
/// with their number.
/// </summary>
internal sealed class RespondentUnits
{
    /// <summary>Up to this number every respondent is a unit.</summary>
    public const int MostRespondents = 4000;

    /// <summary>The groups that more respondents are divided into.</summary>
    public const int Groups = 1000;

    private readonly Dictionary<ListwiseSet, (int First, UnitColumn[] Columns)> _sets;
    private readonly int _units;
    private readonly int _entries;

    private RespondentUnits(StudyPlan plan, IEnumerable<ListwiseSet> sets, int units, bool isGrouped)
    {
        (_units, IsGrouped) = (units, isGrouped);
        _sets = new Dictionary<ListwiseSet, (int, UnitColumn[])>(ReferenceEqualityComparer.Instance);
        foreach (var set in sets)
        {
            if (_sets.TryAdd(set, (_entries, [.. set.Columns.Select((column, place) => UnitColumn.Of((place < set.ItemColumns ? plan.ItemColumns : plan.ScoreColumns)[column], isGrouped))])))
                _entries += set.Entries;
        }

        Moments = new UnitMatrix([], 0, _entries);
    }

    /// <summary>Whether the units are groups of respondents.</summary>
    public bool IsGrouped { get; }

    /// <summary>A row per unit; the moments of a set stand together: the count, the sums, the products.</summary>
    public UnitMatrix Moments { get; private set; }

    /// <summary>Where the moments of a set begin in a row.</summary>
    public int FirstOf(ListwiseSet set) => _sets[set].First;

    /// <summary>How the values of a column of a set stand in the moments.</summary>
    public UnitColumn ColumnOf(ListwiseSet set, int place) => _sets[set].Columns[place];

    /// <summary>The units of all responses of a table.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="plan">The plan of their questionnaire.</param>
    /// <param name="sets">What is needed of them.</param>
    /// <param name="groups">The number of groups; null makes every response a unit.</param>
    public static RespondentUnits Of(ResponseTable responses, StudyPlan plan, IReadOnlyCollection<ListwiseSet> sets, int? groups)
    {
        var units = new RespondentUnits(plan, sets, groups ?? responses.Count, groups is not null);
        var unitOfRow = groups is null ? Ranks(responses) : null;
        var rows = new double[units._units * units._entries];
        const int Stretch = 64 * BatchScores.Rows;
        Parallel.For(0, (responses.Count + Stretch - 1) / Stretch,
            () => (Scores: new BatchScores(plan, responses), Rows: responses.Count <= Stretch ? rows : new double[rows.Length]),
            (stretch, _, own) =>
            {
                var end = Math.Min((stretch + 1) * Stretch, responses.Count);
                for (var row = stretch * Stretch; row < end; row += own.Scores.Count)
                {
                    own.Scores.Read(row, end - row);
                    units.Add(own.Scores, [.. Enumerable.Range(row, own.Scores.Count).Select(index =>
                        unitOfRow is null ? UnitKey.GroupOf(responses.IdOf(index), groups!.Value) : unitOfRow[index])], own.Rows);
                }

                return own;
            },
            own =>
            {
                if (own.Rows == rows) return;
                lock (rows)
                    for (var i = 0; i < rows.Length; i++) rows[i] += own.Rows[i];
            });
        units.Moments = new UnitMatrix(rows, units._units, units._entries);
        return units;
    }

    // The place of each row in the order of the keys, so that the order of the responses does not matter.
    private static int[] Ranks(ResponseTable responses)
    {
        var keys = new UInt128[responses.Count];
        var rows = new int[responses.Count];
        for (var row = 0; row < rows.Length; row++) (keys[row], rows[row]) = (UnitKey.Of(responses.IdOf(row)), row);
        Array.Sort(keys, rows);
        var ranks = new int[rows.Length];
        for (var rank = 0; rank < rows.Length; rank++) ranks[rows[rank]] = rank;
        return ranks;
    }

    private void Add(BatchScores scores, ReadOnlySpan<int> units, double[] rows)
    {
        foreach (var (set, (first, columns)) in _sets)
        {
            var width = columns.Length;
            var products = set.Products.AsSpan();
            var values = new double[units.Length * width];
            var isThere = new bool[units.Length];
            isThere.AsSpan().Fill(true);
            for (var place = 0; place < width; place++) Read(scores, set, place, columns, values, isThere);
            for (var r = 0; r < units.Length; r++)
            {
                if (!isThere[r]) continue;
                var own = values.AsSpan(r * width, width);
                var moments = rows.AsSpan(units[r] * _entries + first, set.Entries);
                moments[0]++;
                for (var place = 0; place < own.Length; place++) moments[1 + place] += own[place];
                var sums = moments[(1 + width)..];
                for (var product = 0; product < products.Length; product++) sums[product] += own[products[product].Left] * own[products[product].Right];
            }
        }
    }

    private static void Read(BatchScores scores, ListwiseSet set, int place, UnitColumn[] columns, double[] values, bool[] isThere)
    {
        var column = columns[place];
        if (place < set.ItemColumns)
        {
            var items = scores.ItemValues(set.Columns[place]);
            for (var r = 0; r < isThere.Length; r++)
            {
                if (items[r] < 0) isThere[r] = false;
                else values[r * columns.Length + place] = column.Of(items[r]);
            }
        }
        else
        {
            var own = scores.ScoreValues(set.Columns[place]);
            for (var r = 0; r < isThere.Length; r++)
            {
                if (own[r] == ScoreColumn.Missing) isThere[r] = false;
                else values[r * columns.Length + place] = column.Of(own[r]);
            }
        }
    }
}
