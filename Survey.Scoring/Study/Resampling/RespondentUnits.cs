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

    private readonly Dictionary<ListwiseSet, (int First, UnitColumn[] Columns)> _sets;
    private readonly int _entries;

    private RespondentUnits(StudyPlan plan, IEnumerable<ListwiseSet> sets)
    {
        _sets = new Dictionary<ListwiseSet, (int, UnitColumn[])>(ReferenceEqualityComparer.Instance);
        foreach (var set in sets)
        {
            if (_sets.TryAdd(set, (_entries, [.. set.Columns.Select((column, place) => UnitColumn.Of((place < set.ItemColumns ? plan.ItemColumns : plan.ScoreColumns)[column]))])))
                _entries += set.Entries;
        }

        Moments = new UnitMatrix([], 0, _entries);
    }

    /// <summary>A row per unit; the moments of a set stand together: the count, the sums, the products.</summary>
    public UnitMatrix Moments { get; private set; }

    /// <summary>Where the moments of a set begin in a row.</summary>
    public int FirstOf(ListwiseSet set) => _sets[set].First;

    /// <summary>How the values of a column of a set stand in the moments.</summary>
    public UnitColumn ColumnOf(ListwiseSet set, int place) => _sets[set].Columns[place];

    /// <summary>The responses of a table, each a unit.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="plan">The plan of their questionnaire.</param>
    /// <param name="sets">What is needed of them.</param>
    public static RespondentUnits Of(ResponseTable responses, StudyPlan plan, IReadOnlyCollection<ListwiseSet> sets)
    {
        var units = new RespondentUnits(plan, sets);
        var unitOfRow = Ranks(responses);
        var rows = new double[responses.Count * units._entries];
        var scores = new BatchScores(plan, responses);
        for (var row = 0; row < responses.Count; row += scores.Count)
        {
            scores.Read(row, responses.Count - row);
            units.Add(scores, unitOfRow.AsSpan(row, scores.Count), rows);
        }

        units.Moments = new UnitMatrix(rows, responses.Count, units._entries);
        return units;
    }

    /// <summary>Groups of respondents, each a unit.</summary>
    /// <param name="groups">The moments of the groups.</param>
    /// <param name="sets">What is needed of them.</param>
    public static RespondentUnits Of(GroupedMoments groups, IReadOnlyCollection<ListwiseSet> sets)
    {
        var units = new RespondentUnits(groups.Plan, sets);
        var rows = new double[groups.Count * units._entries];
        Parallel.For(0, groups.Count, group => units.Add(groups, group, rows.AsSpan(group * units._entries, units._entries)));
        units.Moments = new UnitMatrix(rows, groups.Count, units._entries);
        return units;
    }

    // The place of each row in the order of the keys, so that the order of the responses does not matter.
    private static int[] Ranks(ResponseTable responses)
    {
        var keys = new UInt128[responses.Count];
        var rows = new int[responses.Count];
        for (var row = 0; row < rows.Length; row++) (keys[row], rows[row]) = (UnitKey.Of(responses, row), row);
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

    // Whole numbers up to the last step: the same sums give the same bits, however they came about.
    private void Add(GroupedMoments groups, int group, Span<double> row)
    {
        foreach (var (set, (first, columns)) in _sets)
        {
            if (groups.Of(group, set) is not var (block, moments)) return;
            var own = row.Slice(first, set.Entries);
            own[0] = moments.Count;
            for (var place = 0; place < columns.Length; place++) own[1 + place] = (double)(moments.Sums[place] - (Int128)columns[place].Middle * moments.Count);
            for (var product = 0; product < set.Products.Length; product++)
            {
                var (left, right) = set.Products[product];
                Int128 leftMiddle = columns[left].Middle, rightMiddle = columns[right].Middle;
                own[1 + columns.Length + product] = (double)(moments.Products[block.PlaceOf(block.Columns[left], block.Columns[right])]
                    - leftMiddle * moments.Sums[right] - rightMiddle * moments.Sums[left] + leftMiddle * rightMiddle * moments.Count);
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
