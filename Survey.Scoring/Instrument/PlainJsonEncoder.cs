using System.Text;
using System.Text.Encodings.Web;

namespace Survey.Scoring.Instrument;

/// <summary>Escapes what JSON requires and nothing else, so that Persian with its half-spaces stays readable in a file.</summary>
/// <remarks>For files and APIs that answer JSON, never for JSON inside HTML.</remarks>
internal sealed class PlainJsonEncoder : JavaScriptEncoder
{
    public static readonly PlainJsonEncoder Instance = new();

    private PlainJsonEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is '"' or '\\' or < 0x20 or 0x7F or 0x2028 or 0x2029 or 0xFEFF;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            var character = text[i];
            if (WillEncode(character)) return i;
            if (!char.IsSurrogate(character)) continue;
            if (!char.IsHighSurrogate(character) || i + 1 == textLength || !char.IsLowSurrogate(text[i + 1])) return i;
            i++;
        }
        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var output = new Span<char>(buffer, bufferLength);
        if (!WillEncode(unicodeScalar))
            return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
        var escaped = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{unicodeScalar:x4}",
        };
        numberOfCharactersWritten = escaped.Length;
        return escaped.TryCopyTo(output);
    }
}
