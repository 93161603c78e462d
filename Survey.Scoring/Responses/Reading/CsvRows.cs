using System.Runtime.InteropServices;

namespace Survey.Scoring.Responses.Reading;

/// <summary>What became of a row.</summary>
internal enum CsvRowState : byte
{
    /// <summary>It is a response.</summary>
    Good,

    /// <summary>It has an error, and an id.</summary>
    Bad,

    /// <summary>It has an error, and nothing says what its id is.</summary>
    BadWithoutId,

    /// <summary>It is a response, and not wanted.</summary>
    LeftOut,
}

/// <summary>
/// The rows of a block as they are understood without the rest of the file: answers and the like row by row, what is wrong, what is to be
/// counted. Blank rows and those of other versions are not among them. Used again for one block after another.
/// </summary>
/// <param name="shape">How many values a row has.</param>
internal sealed class CsvRows(ResponseShape shape)
{
    private readonly List<(int Row, ResponseDetails Details)> _details = [];

    /// <summary>The rows.</summary>
    public int Count { get; set; }

    /// <summary>What became of each row.</summary>
    public CsvRowState[] States = [];

    /// <summary>On which line of the block each row begins, from 0.</summary>
    public int[] Lines = [];

    /// <summary>The answer vectors, row by row.</summary>
    public byte[] Answers = [];

    /// <summary>The importance points, row by row; NaN where not given.</summary>
    public double[] Importance = [];

    /// <summary>The outcomes, row by row.</summary>
    public byte[] Outcomes = [];

    /// <summary>A hash of each id.</summary>
    public UInt128[] IdHashes = [];

    /// <summary>The ids; empty where a row has none.</summary>
    public ResponseIds Ids { get; } = new(0);

    /// <summary>The values of each attribute.</summary>
    public CsvRowValues[] Attributes { get; } = [.. Enumerable.Range(0, shape.Attributes).Select(_ => new CsvRowValues())];

    /// <summary>Where the rows stand in the table that they are put into.</summary>
    public List<RowsInChunk> Places { get; } = [];

    /// <summary>What is wrong, row by row; the lines are counted from 0 at the beginning of the block.</summary>
    public List<(int Row, CsvProblem Problem)> Problems { get; } = [];

    /// <summary>The versions of the rows that were passed over.</summary>
    public SortedSet<int> OtherVersions { get; } = [];

    /// <summary>How many rows are blank.</summary>
    public long BlankRows { get; set; }

    /// <summary>How many lines the block has.</summary>
    public int LineCount { get; set; }

    /// <summary>What the cells let assume.</summary>
    public CsvSeen Seen { get; set; }

    /// <summary>Forgets all rows.</summary>
    public void Clear()
    {
        Count = 0;
        Ids.Truncate(0);
        foreach (var values in Attributes) values.Clear();
        Places.Clear();
        Problems.Clear();
        _details.Clear();
        OtherVersions.Clear();
        BlankRows = 0;
        LineCount = 0;
    }

    /// <summary>Makes room for one row more.</summary>
    public void Reserve()
    {
        if (Count < States.Length) return;
        var capacity = Math.Max(64, 2 * States.Length);
        var given = Importance.Length;
        Array.Resize(ref States, capacity);
        Array.Resize(ref Lines, capacity);
        // What the file has no column for stays as it is now: answers not seen, points not given.
        Array.Resize(ref Answers, capacity * shape.Answers);
        Array.Resize(ref Outcomes, capacity * shape.Outcomes);
        Array.Resize(ref Importance, capacity * shape.Importance);
        Importance.AsSpan(given).Fill(double.NaN);
        Array.Resize(ref IdHashes, capacity);
        foreach (var values in Attributes) values.Reserve(capacity);
    }

    /// <summary>Adds the details of a row, after those of the rows before it.</summary>
    public void Add(int row, ResponseDetails details) => _details.Add((row, details));

    /// <summary>The details of neighbouring rows, where they have any.</summary>
    public ReadOnlySpan<(int Row, ResponseDetails Details)> DetailsOf(int first, int count)
    {
        var details = CollectionsMarshal.AsSpan(_details);
        var start = FirstAt(details, first);
        return details[start..FirstAt(details, first + count)];
    }

    /// <summary>Leaves out the rows that somebody has excluded.</summary>
    public void LeaveOutExcluded()
    {
        foreach (var (row, details) in _details)
            if (details.Status == "excluded" && States[row] == CsvRowState.Good) States[row] = CsvRowState.LeftOut;
    }

    private static int FirstAt(ReadOnlySpan<(int Row, ResponseDetails Details)> details, int row)
    {
        var (low, high) = (0, details.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (details[middle].Row < row) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
