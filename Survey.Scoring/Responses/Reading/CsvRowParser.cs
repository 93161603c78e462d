using System.Diagnostics;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses.Reading;

/// <summary>Understands the rows of a block by themselves. One per thread.</summary>
internal sealed class CsvRowParser
{
    private readonly CsvColumn[] _columns;
    private readonly CsvOptions _options;
    private readonly CsvCells _cells;
    private readonly CsvRowProblems _problems;
    private readonly CsvPlainCells _plain;
    private readonly int _idColumn;
    private readonly byte _delimiter;
    private byte[] _scratch = new byte[1024];
    private int _line;

    /// <summary>A parser of files with some columns.</summary>
    public CsvRowParser(Questionnaire questionnaire, CsvColumn[] columns, byte delimiter, CsvOptions options)
    {
        (_columns, _delimiter, _options) = (columns, delimiter, options);
        _cells = new(questionnaire, delimiter);
        _problems = new(columns);
        _plain = new(questionnaire, columns, delimiter, _cells, _problems);
        _idColumn = Array.FindIndex(columns, column => column.Kind == CsvColumnKind.Id);
    }

    /// <summary>Reads the rows of a block.</summary>
    /// <param name="block">The block; of one that does not hold whole rows only what its cells let assume is told.</param>
    /// <param name="rows">Takes them in the place of what it held before.</param>
    public void Parse(CsvBlock block, CsvRows rows)
    {
        _cells.BeginBlock(rows);
        _line = 0;
        var data = block.Data;
        for (var position = 0; position < data.Length;)
        {
            if (Row(data, ref position, isFinal: block.Kind != CsvBlockKind.TooLong)) continue;
            if (block.Kind == CsvBlockKind.Rows) throw new UnreachableException("A block of whole rows ends within a row.");
            break;
        }

        rows.LineCount = _line;
        rows.Seen = _cells.Seen;
    }

    /// <summary>Reads a row; false when it has no end.</summary>
    private bool Row(ReadOnlySpan<byte> data, ref int position, bool isFinal)
    {
        _cells.BeginRow();
        _problems.Begin(_line);
        var row = data[position..];
        var record = new CsvRecord(row, _delimiter, isFinal, _scratch);
        var cells = 0;
        var isBlank = true;
        while (!(_options.HasFastPath && _plain.Read(row, ref record.Position, ref cells, ref isBlank)))
        {
            var end = record.Next(out var content);
            if (end is CellEnd.Unknown or CellEnd.UnclosedQuote) return false;
            isBlank &= content.IsEmpty;
            if (record.HasTextAfterQuote) _problems.Add(cells, new("text-after-quote"));
            else if (cells < _columns.Length && _cells.Add(_columns[cells], content) is { } fault) _problems.Add(cells, fault);
            _problems.LineBreaks += record.LineBreaks;
            cells++;
            if (end == CellEnd.Row) break;
        }

        _scratch = record.Scratch;
        position += record.Position;
        _cells.Rows.Lines[_cells.Rows.Count] = _line;
        _line += 1 + _problems.LineBreaks;
        if (isBlank) _cells.Rows.BlankRows++;
        else if (!IsOfOtherVersion()) End(cells);
        return true;
    }

    private void End(int cells)
    {
        var state = CsvRowState.Good;
        if (cells != _columns.Length)
        {
            _problems.ReplaceByCellCount(cells);
            state = CsvRowState.BadWithoutId;
        }
        else if (!_cells.HasId)
        {
            if (!_problems.Name(_idColumn)) _problems.AddMissingId(_idColumn);
            state = CsvRowState.BadWithoutId;
        }
        else if (_problems.Any)
        {
            state = CsvRowState.Bad;
        }

        if (_problems.Any) _problems.AddTo(_cells.Rows, _cells.Rows.Count);
        _cells.EndRow(state);
    }

    private bool IsOfOtherVersion()
    {
        if (_options.Version is not { } wanted) return false;
        if (_cells.Version is not { } version) return !_options.TakesRowsWithoutVersion;
        if (version != wanted) _cells.Rows.OtherVersions.Add(version);
        return version != wanted;
    }
}
