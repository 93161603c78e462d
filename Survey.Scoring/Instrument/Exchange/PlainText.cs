using System.Globalization;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Texts of other programs without their mark-up: here texts are plain.</summary>
internal static partial class PlainText
{
    private static readonly Dictionary<string, string> Entities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["nbsp"] = " ",
        ["amp"] = "&",
        ["lt"] = "<",
        ["gt"] = ">",
        ["quot"] = "\"",
        ["apos"] = "'",
        ["zwnj"] = "\u200C",
        ["laquo"] = "«",
        ["raquo"] = "»",
        ["ndash"] = "–",
        ["mdash"] = "—",
        ["hellip"] = "…",
        ["rsquo"] = "’",
        ["lsquo"] = "‘",
        ["rdquo"] = "”",
        ["ldquo"] = "“",
    };

    /// <summary>The text that somebody would read: tags are gone, breaks are spaces, entities are characters.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny('<', '&') >= 0)
        {
            text = Hidden().Replace(text, "");
            text = Tag().Replace(Break().Replace(text, " "), "");
            text = Entity().Replace(text, match => Character(match.Groups["name"].Value) ?? match.Value);
        }
        text = Control().Replace(text, "");
        return Spaces().Replace(text, " ").Trim();
    }

    private static string? Character(string entity)
    {
        if (!entity.StartsWith('#')) return Entities.GetValueOrDefault(entity);
        var isHexadecimal = entity.Length > 1 && entity[1] is 'x' or 'X';
        return int.TryParse(entity.AsSpan(isHexadecimal ? 2 : 1), isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code is (>= 0x20 and < 0xD800) or (> 0xDFFF and <= 0x10FFFF) ? char.ConvertFromUtf32(code) : null;
    }

    [GeneratedRegex(@"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<(br|/p|/div|/li|/h\d|/td)\b[^>]*>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Break();

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"&(?<name>#?\w{1,8});", RegexOptions.ExplicitCapture)]
    private static partial Regex Entity();

    [GeneratedRegex(@"[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]")]
    private static partial Regex Control();

    [GeneratedRegex(@"[\s\u00A0]+")]
    private static partial Regex Spaces();
}
