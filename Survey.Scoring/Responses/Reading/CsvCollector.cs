using System.Collections.Immutable;
using System.Globalization;

namespace Survey.Scoring.Responses.Reading;

/// <summary>Puts together what the blocks of a file hold, block after block: counts, problems with their lines, ids that stand twice.</summary>
/// <param name="problems">Takes the problems.</param>
/// <param name="columns">The columns of the file.</param>
/// <param name="firstLine">The line on which the first block begins.</param>
internal sealed class CsvCollector(CsvProblemList problems, CsvColumn[] columns, long firstLine)
{
    // How many rows further their place among the ids is fetched into the cache.
    private const int Ahead = 16;

    private readonly CsvIdSet _ids = new();
    private readonly SortedSet<int> _otherVersions = [];
    private readonly int _idColumn = Array.FindIndex(columns, column => column.Kind == CsvColumnKind.Id);
    private long _blankRows;
    private CsvSeen _seen;

    /// <summary>How many rows are good.</summary>
    public long GoodRows { get; private set; }

    /// <summary>How many rows are refused.</summary>
    public long BadRows { get; private set; }

    /// <summary>The line on which the next block begins.</summary>
    public long Line { get; private set; } = firstLine;

    /// <summary>The versions of the rows that were passed over, in rising order.</summary>
    public ImmutableArray<int> OtherVersions => [.. _otherVersions];

    /// <summary>What the rows let assume.</summary>
    public IEnumerable<CsvAssumption> Assumptions
    {
        get
        {
            if (_seen.OtherDigits) yield return new("assumed-digits", []);
            if (_seen.DecimalZeros) yield return new("assumed-decimals", []);
            if (_seen.OptionsByLabel) yield return new("assumed-options", []);
            if (_blankRows > 0) yield return new("assumed-blank", [_blankRows.ToString(CultureInfo.InvariantCulture)]);
        }
    }

    /// <summary>Takes in the next block, and marks the rows whose id stood before as bad.</summary>
    public void Add(CsvBlockKind kind, CsvRows rows)
    {
        _seen |= rows.Seen;
        if (kind != CsvBlockKind.Rows)
        {
            rows.Clear();
            BadRows++;
            problems.Add(new(Line, 0, null, kind == CsvBlockKind.Unclosed ? "quote-unclosed" : "record-too-long", [], IsError: true));
            return;
        }

        var problem = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            if (row + Ahead < rows.Count) _ids.Prefetch(rows.IdHashes[row + Ahead]);
            ref var state = ref rows.States[row];
            long first = 0;
            var isRepeated = state != CsvRowState.BadWithoutId && !_ids.TryAdd(rows.IdHashes[row], Line + rows.Lines[row], out first);
            if (state == CsvRowState.Good && !isRepeated)
            {
                GoodRows++;
                continue;
            }

            BadRows++;
            for (; problem < rows.Problems.Count && rows.Problems[problem].Row == row; problem++)
                problems.Add(rows.Problems[problem].Problem with { Line = Line + rows.Problems[problem].Problem.Line });
            if (!isRepeated) continue;
            state = CsvRowState.Bad;
            problems.Add(new(Line + rows.Lines[row], _idColumn + 1, columns[_idColumn].Name, "id-repeated", [first.ToString(CultureInfo.InvariantCulture)], IsError: true));
        }

        _blankRows += rows.BlankRows;
        _otherVersions.UnionWith(rows.OtherVersions);
        Line += rows.LineCount;
    }

    /// <summary>Says at the end of the file when there was nothing in it.</summary>
    public void End()
    {
        if (GoodRows == 0 && BadRows == 0) problems.Warning("no-responses");
    }
}
