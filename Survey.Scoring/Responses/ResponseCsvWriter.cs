using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>
/// Writes responses as CSV, row after row in constant memory: UTF-8, comma, line feed, RFC 4180 quoting. <see cref="ResponseCsvReader"/> gives
/// equal responses back. Texts are written as they are; a spreadsheet that takes <c>=1+1</c> for a formula is not this format's matter.
/// </summary>
public sealed class ResponseCsvWriter : IDisposable
{
    private const int FlushAt = 1 << 16;
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _buffer = new(FlushAt + 4096);
    private readonly string[] _columns;
    private readonly HashSet<string> _names;
    private readonly Dictionary<Questionnaire, Shape> _shapes = new(ReferenceEqualityComparer.Instance);
    private readonly Shape _first;

    /// <summary>Writes the header.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="output">Where to write; left open.</param>
    /// <param name="furtherColumns">The names of the columns that the questionnaire does not know, over all responses to come.</param>
    /// <param name="hasByteOrderMark">Whether to begin with a byte-order mark, by which spreadsheets know UTF-8.</param>
    public ResponseCsvWriter(Questionnaire questionnaire, Stream output, IEnumerable<string>? furtherColumns = null, bool hasByteOrderMark = true)
        : this([questionnaire], output, furtherColumns, hasByteOrderMark)
    {
    }

    /// <summary>Writes the header for responses to several versions of a questionnaire: the columns of the first, then those that only others have.</summary>
    /// <param name="versions">What was asked, the newest version first.</param>
    /// <param name="output">Where to write; left open.</param>
    /// <param name="furtherColumns">The names of the columns that no version knows, over all responses to come.</param>
    /// <param name="hasByteOrderMark">Whether to begin with a byte-order mark, by which spreadsheets know UTF-8.</param>
    public ResponseCsvWriter(IReadOnlyList<Questionnaire> versions, Stream output, IEnumerable<string>? furtherColumns = null, bool hasByteOrderMark = true)
    {
        _output = output;
        _columns =
        [
            .. versions.SelectMany(questionnaire => CsvHeader.Known(questionnaire).Select(column => column.Name))
                .Concat(furtherColumns ?? []).Distinct(StringComparer.Ordinal),
        ];
        _names = new(_columns, StringComparer.Ordinal);
        foreach (var questionnaire in versions) _shapes[questionnaire] = new(questionnaire, _columns);
        _first = _shapes[versions[0]];

        if (hasByteOrderMark) _buffer.Write("\uFEFF"u8);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (i > 0) _buffer.Write(","u8);
            Text(_columns[i]);
        }
        _buffer.Write("\n"u8);
    }

    /// <summary>Writes responses with a header whose further columns are those that they have.</summary>
    public static void WriteAll(Questionnaire questionnaire, IReadOnlyCollection<Response> responses, Stream output, bool hasByteOrderMark = true)
    {
        var further = responses.SelectMany(response => response.Further).Select(column => column.Key).Distinct(StringComparer.Ordinal);
        using var writer = new ResponseCsvWriter(questionnaire, output, further, hasByteOrderMark);
        foreach (var response in responses) writer.Write(response);
    }

    /// <summary>Writes one response to the first version.</summary>
    /// <exception cref="ArgumentException">The response has a further column that was not announced.</exception>
    public void Write(Response response) => Write(response, _first);

    /// <summary>Writes one response to the version that it answers. The cells of columns that this version does not know are empty.</summary>
    /// <exception cref="ArgumentException">The version, or a further column of the response, was not announced.</exception>
    public void Write(Response response, Questionnaire version) => Write(
        response, _shapes.TryGetValue(version, out var shape) ? shape : throw new ArgumentException("The version was not announced.", nameof(version)));

    private void Write(Response response, Shape shape)
    {
        foreach (var (name, _) in response.Further)
            if (!_names.Contains(name)) throw new ArgumentException($"The column {name} was not announced.", nameof(response));
        for (var i = 0; i < _columns.Length; i++)
        {
            if (i > 0) _buffer.Write(","u8);
            var (kind, index) = shape.Cells[i];
            switch (kind)
            {
                case CsvColumnKind.Answer: _buffer.Write(shape.Answers[response.Answers[index]]); break;
                case CsvColumnKind.Importance: Number(response.ImportancePoints[index]); break;
                case CsvColumnKind.Outcome: _buffer.Write(shape.Outcomes[index][response.Outcomes[index]]); break;
                case CsvColumnKind.Attribute: Text(response.Attributes[index]); break;
                case CsvColumnKind.Id: Text(response.Id); break;
                case CsvColumnKind.Comment: Text(response.Comment); break;
                case CsvColumnKind.Submitted: Moment(response.Submitted); break;
                case CsvColumnKind.Started: Moment(response.Started); break;
                case CsvColumnKind.Language: Text(response.Language); break;
                case CsvColumnKind.Status: Text(response.Status); break;
                case CsvColumnKind.Channel: Text(response.Channel); break;
                case CsvColumnKind.Version: Number(response.Version); break;
                default: Further(response, _columns[i]); break;
            }
        }
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt && FlushesItself) Flush();
    }

    /// <summary>Whether the writer hands what it has to the output when there is much; otherwise the caller does so with <see cref="FlushAsync"/>.</summary>
    public bool FlushesItself { get; init; } = true;

    /// <summary>How many bytes wait to be flushed.</summary>
    public int Waiting => _buffer.WrittenCount;

    /// <summary>Hands what is written so far to the output.</summary>
    public void Flush()
    {
        _output.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Hands what is written so far to the output, asynchronously.</summary>
    public async Task FlushAsync(CancellationToken cancel)
    {
        await _output.WriteAsync(_buffer.WrittenMemory, cancel).ConfigureAwait(false);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Flushes, where the writer does so itself; the output stays open.</summary>
    public void Dispose()
    {
        if (FlushesItself) Flush();
    }

    /// <summary>Every answer code as its cell.</summary>
    private static byte[][] Codes(RatingScale scale)
    {
        var cells = new byte[256][];
        for (var code = 0; code < cells.Length; code++)
            cells[code] = (byte)code switch
            {
                AnswerCode.NotSeen => "-"u8.ToArray(),
                AnswerCode.Skipped => [],
                AnswerCode.NotApplicable => "NA"u8.ToArray(),
                _ => Encoding.ASCII.GetBytes((scale.From + code - 1).ToString(CultureInfo.InvariantCulture)),
            };
        return cells;
    }

    private void Further(Response response, string name)
    {
        foreach (var (key, value) in response.Further)
            if (key == name) Text(value);
    }

    private void Number(double? number)
    {
        if (number is not { } value) return;
        value.TryFormat(_buffer.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    private void Number(int? number)
    {
        if (number is not { } value) return;
        Utf8Formatter.TryFormat(value, _buffer.GetSpan(16), out var written);
        _buffer.Advance(written);
    }

    private void Moment(DateTimeOffset? moment)
    {
        if (moment is not { } value) return;
        value.TryFormat(_buffer.GetSpan(40), out var written, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    private void Text(string? text)
    {
        if (string.IsNullOrEmpty(text)) return;
        if (NeedsQuotes(text)) text = "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        _buffer.Advance(Encoding.UTF8.GetBytes(text, _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    private static bool NeedsQuotes(string text)
    {
        if (text.AsSpan().ContainsAny(Special)) return true;
        Span<byte> end = stackalloc byte[3];
        return CsvText.NeedsQuotesForSpace(end[..Encoding.UTF8.GetBytes(Character(text[0]), end)])
            || CsvText.NeedsQuotesForSpace(end[..Encoding.UTF8.GetBytes(Character(text[^1]), end)]);

        static string Character(char character) => char.IsSurrogate(character) ? "" : character.ToString();
    }

    /// <summary>Where a version's values stand among the columns.</summary>
    private sealed class Shape
    {
        public Shape(Questionnaire questionnaire, string[] columns)
        {
            var known = CsvHeader.Known(questionnaire).ToDictionary(column => column.Name, StringComparer.Ordinal);
            Cells = [.. columns.Select(name => known.TryGetValue(name, out var column) ? (column.Kind, column.Index) : (CsvColumnKind.Further, 0))];
            Answers = Codes(questionnaire.Scale);
            Outcomes = [.. questionnaire.Outcomes.Select(outcome => Codes(outcome.Scale))];
        }

        public (CsvColumnKind Kind, int Index)[] Cells { get; }

        /// <summary>Every answer code as its cell.</summary>
        public byte[][] Answers { get; }

        public byte[][][] Outcomes { get; }
    }
}
