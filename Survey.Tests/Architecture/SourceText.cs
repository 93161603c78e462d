using System.Text.RegularExpressions;

namespace Survey.Tests.Architecture;

/// <summary>Reads source text as far as the rules need it.</summary>
internal static partial class SourceText
{
    /// <summary>
    /// What stands between two quotation marks of a line, whichever of them open a literal. The start of one that is continued by a value
    /// ends in “…”, and the end of one that a value stands before begins with “+” or “}”.
    /// </summary>
    public static IEnumerable<string> Literals(string source)
    {
        for (var open = source.IndexOf('"'); open >= 0; open = source.IndexOf('"', open + 1))
        {
            var close = source.AsSpan(open + 1).IndexOfAny('"', '\n') + open + 1;
            if (close == open || source[close] != '"') continue;
            var text = source[(open + 1)..close];
            yield return text;
            if (source[open - 1] == '$')
            {
                if (text.IndexOf('{') is > 0 and var value) yield return text[..value] + "…";
                if (text.LastIndexOf('}') is >= 0 and var end && end < text.Length - 1) yield return text[end..];
            }

            if (text is [.., '.'] || source.AsSpan(close + 1).TrimStart() is ['+', ..]) yield return text + "…";
            if (source.AsSpan(0, open).TrimEnd() is [.., '+']) yield return "+" + text;
        }
    }

    /// <summary>The declarations of a style sheet, each with its place.</summary>
    public static IEnumerable<(string Property, string Value, int Index)> Declarations(string css)
    {
        var bare = Comment().Replace(css, match => Blank(match.Value));
        foreach (Match match in Declaration().Matches(bare))
            yield return (match.Groups["property"].Value, match.Groups["value"].Value.Trim(), match.Groups["property"].Index);
    }

    /// <summary>A Razor file without its comments and its code blocks: what remains is markup and the expressions in it.</summary>
    public static string Markup(string razor)
    {
        var bare = RazorComment().Replace(razor, match => Blank(match.Value));
        var code = CodeBlock().Match(bare);
        return code.Success ? bare[..code.Index] : bare;
    }

    private static string Blank(string text) => string.Concat(text.Select(letter => letter == '\n' ? '\n' : ' '));

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=[{;]\s*)(?<property>[a-z-]+)\s*:\s*(?<value>[^;{}]*)(?=[;}])")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
