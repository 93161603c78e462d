using System.Collections.Immutable;

namespace Survey.Web.Reports.Charts;

/// <summary>Estimates how wide text is drawn, on the generous side, because a chart is laid out without a font at hand.</summary>
internal static class TextMeasure
{
    public static double Width(string text, double size) => size * text.Sum(Advance);

    /// <summary>Breaks text into lines that fit; a word wider than a line is broken too.</summary>
    public static ImmutableArray<string> Lines(string text, double size, double width)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            if (line.Length > 0 && Width(line + " " + rest, size) <= width)
            {
                line += " " + rest;
                continue;
            }
            if (line.Length > 0) lines.Add(line);
            while (Width(rest, size) > width && rest.Length > 1)
            {
                var take = 1;
                while (take < rest.Length && Width(rest[..(take + 1)], size) <= width) take++;
                if (char.IsHighSurrogate(rest[take - 1]) && take > 1) take--;
                lines.Add(rest[..take]);
                rest = rest[take..];
            }
            line = rest;
        }
        if (line.Length > 0) lines.Add(line);
        return lines.DrainToImmutable();
    }

    private static double Advance(char character) => character switch
    {
        '\u200C' or '\u200E' or '\u200F' or (>= '\u2066' and <= '\u2069') or (>= '\u064B' and <= '\u0652') => 0,
        ' ' or '\u00A0' => 0.3,
        'i' or 'l' or 'j' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or 'ا' or 'آ' or 'أ' or '،' or '٫' or '٬' or '؛' => 0.33,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or 'ر' or 'ز' or 'ژ' or 'د' or 'ذ' or 'و' or 'ل' or 'ه' => 0.48,
        'm' or 'w' or 'M' or 'W' or '%' or '٪' => 0.95,
        'س' or 'ش' or 'ص' or 'ض' => 0.95,
        >= 'A' and <= 'Z' => 0.74,
        >= '\u2E80' => 1,
        _ => 0.62,
    };
}
