using Survey.Scoring.Instrument;
using Survey.Scoring.Responses.Reading;

namespace Survey.Scoring.Responses;

/// <summary>
/// Reads responses from CSV, row after row in constant memory but for the ids (up to 48 bytes each, to find repeated ones), or a whole file into a
/// table on all processors. Tolerant in form: comma, semicolon or tab; UTF-8, UTF-16 or Windows-1256; Latin, Persian or Arabic digits; CR, LF
/// or both; spaces around values. Strict in meaning: a row with a value that means nothing is refused and reported, with all that is wrong in
/// it, and reading goes on with the next one.
/// </summary>
/// <remarks>An empty cell is skipped, <c>NA</c> not applicable, <c>-</c> not shown. Not safe for use by several threads.</remarks>
public sealed class ResponseCsvReader : IDisposable
{
    private readonly Questionnaire _questionnaire;
    private readonly Stream _file;
    private readonly CsvUtf8Stream _utf8;
    private readonly CsvOptions _options;
    private readonly CsvProblemList _problems;
    private readonly List<CsvAssumption> _assumptions = [];
    private readonly CsvFirstRow? _first;
    private readonly CsvHeader? _header;
    private readonly CsvColumn[] _columns = [];
    private readonly CsvCollector? _collector;
    private readonly CsvBlocks? _blocks;
    private readonly CsvRows _rows;
    private CsvRowParser? _parser;
    private long _line;
    private int _row = -1;
    private bool _isDone;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="file">The file, left open; reading begins at its position.</param>
    /// <param name="options">How to read; null for the usual way.</param>
    public ResponseCsvReader(Questionnaire questionnaire, Stream file, CsvOptions? options = null)
    {
        _questionnaire = questionnaire;
        _file = file;
        _options = options ?? new CsvOptions();
        _problems = new(_options.MaximumProblems);
        _utf8 = CsvEncoding.Open(file);
        var shape = ResponseShape.Of(questionnaire);
        _rows = new(shape);
        Row = new(shape);
        _first = CsvFirstRow.Read(_utf8, questionnaire, _problems);
        if (_first is null) return;
        _assumptions.Add(new("assumed-" + _first.DelimiterName, []));
        _header = CsvHeader.Match(_first.Names, questionnaire, _problems, _assumptions);
        // Cells cannot be understood under a header that cannot.
        if (_problems.ErrorCount > 0) return;
        _columns = [.. _header.Columns];
        _collector = new(_problems, _columns, _first.NextLine);
        _blocks = new(new ReplayStream(_first.Rest, _utf8), _first.Delimiter, _options.BlockBytes, () => BytesRead);
    }

    /// <summary>The row that was read last.</summary>
    public CsvRow Row { get; }

    /// <summary>How many bytes of the file are read, for a progress bar, where the file can tell.</summary>
    public long BytesRead => _file.CanSeek ? _file.Position : 0;

    /// <summary>What was found so far: complete once <see cref="Read"/> has given false.</summary>
    public CsvReport Report => new()
    {
        Problems = _problems.Problems,
        ErrorCount = _problems.ErrorCount,
        BadRows = _collector?.BadRows ?? 0,
        GoodRows = _collector?.GoodRows ?? 0,
        OtherVersions = _collector?.OtherVersions ?? [],
        Assumptions = [.. _first is null ? [] : new[] { new CsvAssumption("assumed-encoding", [_utf8.EncodingName]) }, .. _assumptions, .. _collector?.Assumptions ?? []],
        ColumnsMatched = [.. _header?.Matched ?? []],
        ColumnsMissing = _header?.Missing ?? [],
        ColumnsUnknown = [.. _header?.Unknown ?? []],
    };

    /// <summary>Reads a whole file into a table, on all processors.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="file">The file, left open; reading begins at its position.</param>
    /// <param name="options">How to read; null for the usual way.</param>
    /// <param name="progress">Is told now and then how many bytes of the file are read, where the file can tell.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CsvReading ReadAll(
        Questionnaire questionnaire, Stream file, CsvOptions? options = null, Action<long>? progress = null, CancellationToken cancel = default)
    {
        using var reader = new ResponseCsvReader(questionnaire, file, options);
        var table = new ResponseTable(questionnaire);
        reader.ReadInto(table, progress, cancel);
        return new() { Responses = table, Report = reader.Report };
    }

    /// <summary>Goes to the next row without an error; false at the end.</summary>
    public bool Read()
    {
        if (_collector is null || _blocks is null) return false;
        while (!_isDone)
        {
            while (++_row < _rows.Count)
            {
                if (_rows.States[_row] != CsvRowState.Good) continue;
                Row.Take(_rows, _row, _line);
                return true;
            }

            _line = _collector.Line;
            if (_blocks.Next() is not { } block)
            {
                _isDone = true;
                _collector.End();
                return false;
            }
            _parser ??= Parser();
            _parser.Parse(block, _rows);
            _blocks.Return(block);
            _collector.Add(block.Kind, _rows);
            if (!_options.TakesExcludedRows) _rows.LeaveOutExcluded();
            _row = -1;
        }

        return false;
    }

    /// <summary>Releases the decoder; the file stays open.</summary>
    public void Dispose() => _utf8.Dispose();

    private void ReadInto(ResponseTable table, Action<long>? progress, CancellationToken cancel)
    {
        if (_collector is null || _blocks is null) return;
        var sink = new CsvTableSink(_collector, table, _options.TakesExcludedRows, progress);
        new CsvPipeline(_blocks, () => (Parser(), new(ResponseShape.Of(_questionnaire))), sink, _options.Workers).Run(cancel);
        _collector.End();
    }

    private CsvRowParser Parser() => new(_questionnaire, _columns, _first!.Delimiter, _options);
}
