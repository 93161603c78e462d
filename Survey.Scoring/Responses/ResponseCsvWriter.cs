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
    private readonly byte[][] _answers;
    private readonly byte[][][] _outcomes;
    private readonly string[] _further;
    private readonly bool _hasImportance;

    /// <summary>Writes the header.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="output">Where to write; left open.</param>
    /// <param name="furtherColumns">The names of the columns that the questionnaire does not know, over all responses to come.</param>
    /// <param name="hasByteOrderMark">Whether to begin with a byte-order mark, by which spreadsheets know UTF-8.</param>
    public ResponseCsvWriter(Questionnaire questionnaire, Stream output, IEnumerable<string>? furtherColumns = null, bool hasByteOrderMark = true)
    {
        _output = output;
        _further = [.. furtherColumns ?? []];
        _answers = Codes(questionnaire.Scale);
        _outcomes = [.. questionnaire.Outcomes.Select(outcome => Codes(outcome.Scale))];
        _hasImportance = questionnaire.Importance is not null;

        if (hasByteOrderMark) _buffer.Write("\uFEFF"u8);
        var first = true;
        foreach (var name in ResponseColumns.Of(questionnaire).Concat(_further))
        {
            if (!first) _buffer.Write(","u8);
            Text(name);
            first = false;
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

    /// <summary>Writes one response.</summary>
    /// <exception cref="ArgumentException">The response has a further column that was not announced.</exception>
    public void Write(Response response)
    {
        Text(response.Id);
        foreach (var answer in response.Answers) Cell(_answers[answer]);
        if (_hasImportance)
            foreach (var points in response.ImportancePoints) Number(points);
        for (var outcome = 0; outcome < response.Outcomes.Length; outcome++) Cell(_outcomes[outcome][response.Outcomes[outcome]]);
        foreach (var value in response.Attributes) TextCell(value);
        TextCell(response.Comment);
        Moment(response.Submitted);
        Moment(response.Started);
        TextCell(response.Language);
        TextCell(response.Status);
        TextCell(response.Channel);
        Number(response.Version);
        foreach (var name in _further) TextCell(response.Further.FirstOrDefault(column => column.Key == name).Value);
        foreach (var (name, _) in response.Further)
            if (!_further.Contains(name)) throw new ArgumentException($"The column {name} was not announced.", nameof(response));
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAt) Flush();
    }

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

    /// <summary>Flushes; the output stays open.</summary>
    public void Dispose() => Flush();

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

    private void Cell(ReadOnlySpan<byte> content)
    {
        _buffer.Write(","u8);
        _buffer.Write(content);
    }

    private void Number(double? number)
    {
        _buffer.Write(","u8);
        if (number is not { } value) return;
        value.TryFormat(_buffer.GetSpan(32), out var written, "R", CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    private void Number(int? number)
    {
        _buffer.Write(","u8);
        if (number is not { } value) return;
        Utf8Formatter.TryFormat(value, _buffer.GetSpan(16), out var written);
        _buffer.Advance(written);
    }

    private void Moment(DateTimeOffset? moment)
    {
        _buffer.Write(","u8);
        if (moment is not { } value) return;
        value.TryFormat(_buffer.GetSpan(40), out var written, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);
        _buffer.Advance(written);
    }

    private void TextCell(string? text)
    {
        _buffer.Write(","u8);
        if (!string.IsNullOrEmpty(text)) Text(text);
    }

    private void Text(string text)
    {
        var span = _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length) + 2);
        if (!NeedsQuotes(text))
        {
            _buffer.Advance(Encoding.UTF8.GetBytes(text, span));
            return;
        }
        var quoted = "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        _buffer.Write(Encoding.UTF8.GetBytes(quoted));
    }

    private static bool NeedsQuotes(string text)
    {
        if (text.AsSpan().ContainsAny(Special)) return true;
        Span<byte> end = stackalloc byte[3];
        return CsvText.NeedsQuotesForSpace(end[..Encoding.UTF8.GetBytes(Character(text[0]), end)])
            || CsvText.NeedsQuotesForSpace(end[..Encoding.UTF8.GetBytes(Character(text[^1]), end)]);

        static string Character(char character) => char.IsSurrogate(character) ? "" : character.ToString();
    }
}
