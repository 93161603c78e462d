using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>
/// Reads responses from CSV, row after row in constant memory but for the ids (24 bytes each, to find repeated ones). Tolerant in form: comma,
/// semicolon or tab; UTF-8, UTF-16 or Windows-1256; Latin, Persian or Arabic digits; CR, LF or both; spaces around values. Strict in meaning: a
/// row with a value that means nothing is refused and reported, with all that is wrong in it, and reading goes on with the next one.
/// </summary>
/// <remarks>An empty cell is skipped, <c>NA</c> not applicable, <c>-</c> not shown. Not safe for use by several threads.</remarks>
public sealed class ResponseCsvReader : IDisposable
{
    private const int FirstBuffer = 1 << 20;
    private const int LongestRecord = 1 << 26;
    private static readonly (byte Byte, string Name)[] Delimiters = [((byte)',', "comma"), ((byte)';', "semicolon"), ((byte)'\t', "tab")];

    private readonly Questionnaire _questionnaire;
    private readonly Stream _file;
    private readonly Stream _utf8;
    private readonly CsvOptions _options;
    private readonly CsvProblemList _problems;
    private readonly SortedSet<int> _otherVersions = [];
    private readonly List<CsvAssumption> _assumptions = [];
    private readonly CsvColumn[] _columns = [];
    private readonly CsvHeader? _header;
    private readonly CsvValues _values;
    private readonly CsvTextCache _texts = new();
    private readonly Dictionary<UInt128, long> _lineOfId = [];
    private readonly List<CsvProblem> _rowProblems = [];
    private readonly List<KeyValuePair<string, string>> _further = [];
    private readonly byte[] _singleDigits = new byte[256];
    private readonly byte _delimiter;
    private readonly RatingScale _scale;

    private byte[] _buffer = new byte[FirstBuffer];
    private byte[] _scratch = new byte[1024];
    private int _start;
    private int _end;
    private bool _isFinal;
    private bool _isDone;
    private long _line = 1;
    private long _goodRows;
    private long _badRows;
    private long _blankRows;
    private long _rowLine;
    private CsvDetails _details;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="file">The file, left open; reading begins at its position.</param>
    /// <param name="options">How to read; null for the usual way.</param>
    public ResponseCsvReader(Questionnaire questionnaire, Stream file, CsvOptions? options = null)
    {
        _questionnaire = questionnaire;
        _scale = questionnaire.Scale;
        _file = file;
        _options = options ?? new CsvOptions();
        _problems = new(_options.MaximumProblems);
        (_utf8, var encoding) = CsvEncoding.Open(file);
        _values = new(questionnaire, (byte)',');
        Row = new(
            new AnswerLayout(questionnaire).Width, questionnaire.Importance is null ? 0 : questionnaire.Dimensions.Length,
            questionnaire.Outcomes.Length, questionnaire.Attributes.Length);
        for (var answer = Math.Max(_scale.From, 0); answer <= Math.Min(_scale.To, 9); answer++)
            _singleDigits['0' + answer] = (byte)(answer - _scale.From + 1);

        Fill();
        if (ReadHeader() is not { } header)
        {
            _isDone = true;
            return;
        }
        _delimiter = header.Delimiter;
        _values = new(questionnaire, _delimiter);
        _assumptions.Add(new("assumed-encoding", [encoding]));
        _assumptions.Add(new("assumed-" + Delimiters.First(delimiter => delimiter.Byte == _delimiter).Name, []));
        _header = CsvHeader.Match(header.Names, questionnaire, _problems, _assumptions);
        _columns = [.. _header.Columns];
        // Cells cannot be understood under a header that cannot.
        _isDone = _problems.ErrorCount > 0;
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
        BadRows = _badRows,
        GoodRows = _goodRows,
        OtherVersions = [.. _otherVersions],
        Assumptions = [.. _assumptions, .. LateAssumptions()],
        ColumnsMatched = [.. _header?.Matched ?? []],
        ColumnsMissing = _header?.Missing ?? [],
        ColumnsUnknown = [.. _header?.Unknown ?? []],
    };

    /// <summary>Reads a whole file into a table.</summary>
    public static CsvReading ReadAll(Questionnaire questionnaire, Stream file, CsvOptions? options = null)
    {
        using var reader = new ResponseCsvReader(questionnaire, file, options);
        var table = new ResponseTable(questionnaire);
        while (reader.Read()) table.Add(reader.Row.Id, reader.Row.Answers, reader.Row.Importance, reader.Row.Outcomes, reader.Row.Attributes, reader.Row.Details);
        return new() { Responses = table, Report = reader.Report };
    }

    /// <summary>Goes to the next row without an error; false at the end.</summary>
    public bool Read()
    {
        while (!_isDone)
        {
            if (_start == _end && _isFinal) return End();
            var row = ParseRow();
            if (row == RowState.Incomplete)
            {
                if (!Fill()) return Fail(_line, _isFinal ? "quote-unclosed" : "record-too-long");
                continue;
            }
            if (row == RowState.UnclosedQuote) return Fail(_line, "quote-unclosed");
            if (row == RowState.Blank) _blankRows++;
            if (row is RowState.Blank or RowState.OtherVersion) continue;
            if (row == RowState.Good)
            {
                _goodRows++;
                return true;
            }
            _badRows++;
            foreach (var problem in _rowProblems) _problems.Add(problem);
        }
        return false;
    }

    /// <summary>Releases the decoder; the file stays open.</summary>
    public void Dispose() => _utf8.Dispose();

    private bool End()
    {
        _isDone = true;
        if (_goodRows == 0 && _badRows == 0) _problems.Warning("no-responses");
        return false;
    }

    private bool Fail(long line, string code)
    {
        _isDone = true;
        _badRows++;
        _problems.Add(new(line, 0, null, code, [], IsError: true));
        return false;
    }

    private IEnumerable<CsvAssumption> LateAssumptions()
    {
        if (_values.HasOtherDigits) yield return new("assumed-digits", []);
        if (_values.HasDecimalZeros) yield return new("assumed-decimals", []);
        if (_values.HasOptionsByLabel) yield return new("assumed-options", []);
        if (_blankRows > 0) yield return new("assumed-blank", [_blankRows.ToString(CultureInfo.InvariantCulture)]);
    }

    /// <summary>Moves what is left to the front and fills the buffer, a larger one when a row does not fit; false when nothing more comes.</summary>
    private bool Fill()
    {
        if (_isFinal) return false;
        var left = _end - _start;
        if (left == _buffer.Length)
        {
            if (_buffer.Length >= LongestRecord) return false;
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
        else
        {
            _buffer.AsSpan(_start, left).CopyTo(_buffer);
        }
        _start = 0;
        _end = left;
        while (_end < _buffer.Length)
        {
            var read = _utf8.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                _isFinal = true;
                break;
            }
            _end += read;
        }
        return true;
    }

    private (byte Delimiter, List<string> Names)? ReadHeader()
    {
        byte? said = null;
        SkipBlankLines();
        // Spreadsheets put the delimiter on a line of its own before the header.
        if (_buffer.AsSpan(_start, _end - _start) is [(byte)'s', (byte)'e', (byte)'p', (byte)'=', var separator and ((byte)',' or (byte)';' or (byte)'\t'), (byte)'\r' or (byte)'\n', ..])
        {
            said = separator;
            _start += 5;
            SkipBlankLines();
        }
        if (_start == _end)
        {
            _problems.File("file-empty");
            return null;
        }

        (byte Delimiter, List<string> Names, int Next, int Breaks, int Known)? best = null;
        foreach (var (delimiter, _) in Delimiters)
        {
            if (said is not null && said != delimiter) continue;
            if (HeaderNames(delimiter) is not { } header) continue;
            var known = CsvHeader.CountKnown(header.Names, _questionnaire);
            if (best is null || known > best.Value.Known || (known == best.Value.Known && header.Names.Count > best.Value.Names.Count))
                best = (delimiter, header.Names, header.Next, header.Breaks, known);
        }
        if (best is not { } found)
        {
            _problems.Add(new(_line, 0, null, "quote-unclosed", [], IsError: true));
            return null;
        }
        _start = found.Next;
        _line += 1 + found.Breaks;
        return (found.Delimiter, found.Names);
    }

    private (List<string> Names, int Next, int Breaks)? HeaderNames(byte delimiter)
    {
        while (true)
        {
            var record = new CsvRecord(_buffer.AsSpan(_start, _end - _start), delimiter, _isFinal, _scratch);
            var names = new List<string>();
            var breaks = 0;
            CellEnd end;
            do
            {
                end = record.Next(out var content);
                breaks += record.LineBreaks;
                names.Add(Encoding.UTF8.GetString(CsvText.Trim(content)));
            }
            while (end == CellEnd.Delimiter);
            _scratch = record.Scratch;
            if (end == CellEnd.Row) return (names, _start + record.Position, breaks);
            if (end == CellEnd.UnclosedQuote || !Fill()) return null;
        }
    }

    private void SkipBlankLines()
    {
        while (_start < _end && _buffer[_start] is (byte)'\r' or (byte)'\n')
        {
            if (_buffer[_start] == (byte)'\r' && _start + 1 < _end && _buffer[_start + 1] == (byte)'\n') _start++;
            _start++;
            _line++;
        }
    }

    private enum RowState
    {
        Incomplete,
        Good,
        Bad,
        Blank,
        OtherVersion,
        UnclosedQuote,
    }

    private RowState ParseRow()
    {
        var data = _buffer.AsSpan(_start, _end - _start);
        var record = new CsvRecord(data, _delimiter, _isFinal, _scratch);
        _rowProblems.Clear();
        _further.Clear();
        _rowLine = _line;
        _details = default;
        Row.Id = "";
        var breaks = 0;
        var cells = 0;
        var isBlank = true;
        var end = CellEnd.Delimiter;
        while (end == CellEnd.Delimiter)
        {
            if (cells < _columns.Length && _columns[cells].Kind == CsvColumnKind.Answer)
            {
                var plain = PlainAnswers(data, ref record.Position, cells);
                if (plain > 0)
                {
                    cells += plain;
                    isBlank = false;
                    continue;
                }
            }

            end = record.Next(out var content);
            if (end is CellEnd.Unknown or CellEnd.UnclosedQuote) break;
            isBlank &= content.IsEmpty;
            if (record.HasTextAfterQuote) Problem(cells, breaks, "text-after-quote");
            else if (cells < _columns.Length) Cell(cells, content, breaks);
            breaks += record.LineBreaks;
            cells++;
        }
        _scratch = record.Scratch;
        if (end == CellEnd.Unknown) return RowState.Incomplete;
        if (end == CellEnd.UnclosedQuote) return RowState.UnclosedQuote;

        _start += record.Position;
        _line += 1 + breaks;
        if (isBlank) return RowState.Blank;
        if (IsOfOtherVersion()) return RowState.OtherVersion;
        Row.Line = _rowLine;
        if (cells != _columns.Length)
        {
            // Which value belongs to which column is unknown, so that nothing else can be said of the row.
            _rowProblems.Clear();
            _rowProblems.Add(new(_rowLine, 0, null, cells < _columns.Length ? "cells-too-few" : "cells-too-many",
                [_columns.Length.ToString(CultureInfo.InvariantCulture), cells.ToString(CultureInfo.InvariantCulture)], IsError: true));
            return RowState.Bad;
        }
        CheckId();
        if (_rowProblems.Count > 0) return RowState.Bad;
        Row.Details = _details.ToDetails(_further);
        return RowState.Good;
    }

    /// <summary>
    /// Answers of one digit that a delimiter follows, eight at a time while they last: the usual row is little else. Gives the number of cells
    /// that were read.
    /// </summary>
    private int PlainAnswers(ReadOnlySpan<byte> data, ref int position, int cell)
    {
        var first = cell;
        var lastDigit = Math.Min(_scale.To, 9);
        var firstDigit = Math.Max(_scale.From, 0);
        ref var bytes = ref MemoryMarshal.GetReference(data);
        ref var answers = ref MemoryMarshal.GetArrayDataReference(Row.AnswerCodes);
        if (firstDigit <= lastDigit && Vector128.IsHardwareAccelerated)
        {
            var delimiters = Vector128.Create(_delimiter).AsUInt16() & Vector128.Create((ushort)0xFF00);
            var zero = Vector128.Create((ushort)('0' + firstDigit));
            var points = Vector128.Create((ushort)(lastDigit - firstDigit));
            var code = Vector128.Create((ushort)(firstDigit - _scale.From + 1));
            while (cell < _columns.Length && _columns[cell].Run >= 8 && position + 16 <= data.Length)
            {
                var piece = Vector128.LoadUnsafe(ref bytes, (nuint)position).AsUInt16();
                var digits = (piece & Vector128.Create((ushort)0x00FF)) - zero;
                if (!Vector128.EqualsAll(piece & Vector128.Create((ushort)0xFF00), delimiters) || !Vector128.LessThanOrEqualAll(digits, points)) break;
                Vector128.Narrow(digits + code, Vector128<ushort>.Zero).GetLower().StoreUnsafe(ref answers, (nuint)_columns[cell].Index);
                cell += 8;
                position += 16;
            }
        }
        while (cell < _columns.Length && _columns[cell].Kind == CsvColumnKind.Answer && position + 1 < data.Length
            && data[position + 1] == _delimiter && _singleDigits[data[position]] is > 0 and var single)
        {
            Row.AnswerCodes[_columns[cell].Index] = single;
            cell++;
            position += 2;
            if (cell < _columns.Length && _columns[cell].Run >= 8 && position + 16 <= data.Length) break;
        }
        return cell - first;
    }

    private void Cell(int cell, ReadOnlySpan<byte> content, int breaks)
    {
        var column = _columns[cell];
        var fault = column.Kind switch
        {
            CsvColumnKind.Answer => _values.Answer(content, _scale, out Row.AnswerCodes[column.Index]),
            CsvColumnKind.Outcome => _values.Answer(content, _questionnaire.Outcomes[column.Index].Scale, out Row.OutcomeCodes[column.Index]),
            CsvColumnKind.Importance => _values.Importance(content, out Row.ImportancePoints[column.Index]),
            _ => TextCell(column, content),
        };
        if (fault is not null) Problem(cell, breaks, fault.Code, fault.Arguments);
    }

    private CsvFault? TextCell(CsvColumn column, ReadOnlySpan<byte> content)
    {
        var longest = column.Kind switch
        {
            CsvColumnKind.Comment => CsvValues.LongestComment,
            CsvColumnKind.Id => CsvValues.LongestId,
            _ => CsvValues.LongestValue,
        };
        if (content.Length > 4 * longest) return new("text-too-long", longest.ToString(CultureInfo.InvariantCulture));
        if (!Utf8.IsValid(content)) return new("not-utf8");
        if (content.Contains((byte)0)) return new("control-character");
        if (content.IsEmpty)
        {
            if (column.Kind == CsvColumnKind.Attribute) Row.AttributeValues[column.Index] = null;
            return null;
        }

        CsvFault? fault = null;
        switch (column.Kind)
        {
            case CsvColumnKind.Id:
                Row.Id = Encoding.UTF8.GetString(content);
                return Row.Id.Length > longest ? new("text-too-long", longest.ToString(CultureInfo.InvariantCulture)) : null;
            case CsvColumnKind.Attribute:
                string? value = _texts.Get(content);
                fault = _values.Attribute(column.Index, ref value);
                Row.AttributeValues[column.Index] = value;
                return fault;
            case CsvColumnKind.Comment:
                _details.Comment = Encoding.UTF8.GetString(content);
                return null;
            case CsvColumnKind.Submitted:
                fault = _values.Moment(content, out var submitted);
                _details.Submitted = submitted;
                return fault;
            case CsvColumnKind.Started:
                fault = _values.Moment(content, out var started);
                _details.Started = started;
                return fault;
            case CsvColumnKind.Language:
                var language = _texts.Get(content);
                _details.Language = language;
                return QuestionnaireLimits.IsLanguageTag(language) ? null : new("language-malformed");
            case CsvColumnKind.Status:
                var status = CsvText.Fold(_texts.Get(content));
                _details.Status = status;
                return status is "complete" or "partial" or "excluded" ? null : new("status-unknown");
            case CsvColumnKind.Channel:
                _details.Channel = _texts.Get(content);
                return null;
            case CsvColumnKind.Version:
                fault = _values.Version(content, out var version);
                _details.Version = version;
                return fault;
            case CsvColumnKind.Further:
                _further.Add(new(column.Name, _texts.Get(content)));
                return null;
            default:
                return null;
        }
    }

    private bool IsOfOtherVersion()
    {
        if (_options.Version is not { } wanted) return false;
        if (_details.Version is not { } version) return !_options.TakesRowsWithoutVersion;
        if (version != wanted) _otherVersions.Add(version);
        return version != wanted;
    }

    private void CheckId()
    {
        var cell = Array.FindIndex(_columns, column => column.Kind == CsvColumnKind.Id);
        if (Row.Id.Length == 0)
        {
            if (!_rowProblems.Any(problem => problem.Cell == cell + 1)) Problem(cell, 0, "id-missing");
        }
        else if (!_lineOfId.TryAdd(CsvIdHash.Of(Row.Id), _rowLine))
        {
            Problem(cell, 0, "id-repeated", [_lineOfId[CsvIdHash.Of(Row.Id)].ToString(CultureInfo.InvariantCulture)]);
        }
    }

    private void Problem(int cell, int breaks, string code, ImmutableArray<string> arguments = default) =>
        _rowProblems.Add(new(_rowLine + breaks, cell + 1, cell < _columns.Length ? _columns[cell].Name : null, code, arguments.IsDefault ? [] : arguments, IsError: true));
}
