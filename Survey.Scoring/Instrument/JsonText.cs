using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Survey.Scoring.Instrument;

/// <summary>Bytes to a JSON document whose strings are all valid Unicode, or the place where that fails.</summary>
internal static class JsonText
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, QuestionnaireProblems problems)
    {
        var utf8 = bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        if (utf8.Length > QuestionnaireLimits.FileBytes)
        {
            problems.Error("$", "file-too-large", (QuestionnaireLimits.FileBytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture));
            return null;
        }
        if (!Utf8.IsValid(utf8.Span))
        {
            Report(problems, "not-utf8", utf8.Span, LengthOfValidPrefix(utf8.Span));
            return null;
        }
        try
        {
            if (FirstInvalidString(utf8.Span) is { } start)
            {
                Report(problems, "text-not-unicode", utf8.Span, start);
                return null;
            }
            return JsonDocument.Parse(utf8);
        }
        catch (JsonException exception)
        {
            Report(problems, "json-malformed", utf8.Span, Offset(utf8.Span, exception));
            return null;
        }
    }

    /// <summary>Where a string starts whose escapes are half of a surrogate pair: it has no text, and reading it would throw later.</summary>
    private static int? FirstInvalidString(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try
            {
                _ = reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return (int)reader.TokenStartIndex;
            }
        }
        return null;
    }

    private static int LengthOfValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (Rune.DecodeFromUtf8(bytes[position..], out _, out var consumed) == System.Buffers.OperationStatus.Done) position += consumed;
        return position;
    }

    private static int Offset(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        var offset = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            var end = utf8[offset..].IndexOf((byte)'\n');
            if (end < 0) break;
            offset += end + 1;
        }
        return Math.Min(offset + (int)(exception.BytePositionInLine ?? 0), utf8.Length);
    }

    private static void Report(QuestionnaireProblems problems, string code, ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..offset];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        problems.Error("$", code, line.ToString(CultureInfo.InvariantCulture), column.ToString(CultureInfo.InvariantCulture));
    }
}
