using System.Text.RegularExpressions;

namespace Survey.Tests.Architecture;

/// <summary>Reads source text as far as the rules need it.</summary>
internal static partial class SourceText
{
    /// <summary>
    /// The string literals; the start of one that is continued by a value ends in “…”, and the end of one that a value stands before begins
    /// with “+” or “}”.
    /// </summary>
    public static IEnumerable<string> Literals(string source)
    {
        foreach (Match match in Literal().Matches(source))
        {
            var text = match.Groups["text"].Value;
            yield return text;
            if (match.Groups["dollar"].Success)
            {
                var open = text.IndexOf('{', StringComparison.Ordinal);
                if (open > 0) yield return text[..open] + "…";
                var close = text.LastIndexOf('}');
                if (close >= 0 && close < text.Length - 1) yield return text[close..];
            }

            if (match.Groups["after"].Success) yield return text + "…";
            if (match.Groups["before"].Success) yield return "+" + text;
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

    [GeneratedRegex("""(?<before>\+\s*)?(?<dollar>\$)?"(?<text>[^"\\\n]*)"(?<after>\s*\+)?""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=[{;]\s*)(?<property>[a-z-]+)\s*:\s*(?<value>[^;{}]*)(?=[;}])")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex RazorComment();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}
