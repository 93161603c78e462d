using System.Text.RegularExpressions;

namespace Survey.Tests.Architecture;

/// <summary>A place in the source that asks for a text: the marker of its resource, and the key, or the start of a key that is put together.</summary>
internal sealed partial record TextUse(string Marker, string Key, bool IsPrefix, string At)
{
    /// <summary>Finds the uses of texts in a file: variables declared as <c>Texts&lt;Marker&gt;</c> and what stands in their brackets.</summary>
    public static IEnumerable<TextUse> In(SourceFile file)
    {
        var markers = Declaration().Matches(file.Text).GroupBy(match => match.Groups["name"].Value)
            .ToDictionary(group => group.Key, group => group.Select(match => match.Groups["marker"].Value).Distinct().ToList());
        foreach (Match use in Use().Matches(file.Text))
        {
            if (!markers.TryGetValue(use.Groups["name"].Value, out var known)) continue;
            // A name that stands for different texts in one file cannot be told apart here.
            if (known.Count > 1) continue;
            var literal = use.Groups["key"].Value;
            var interpolation = use.Groups["dollar"].Success ? literal.IndexOf('{', StringComparison.Ordinal) : -1;
            var key = interpolation >= 0 ? literal[..interpolation] : literal;
            yield return new(known[0], key, interpolation >= 0 || use.Groups["more"].Value == "+", file.At(use.Index));
        }
    }

    [GeneratedRegex(@"Texts<(?<marker>\w+)>\??\s+(?<name>\w+)|\b(?:var|Texts<\w+>)\s+(?<name>\w+)\s*=\s*new\s+Texts<(?<marker>\w+)>")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])(?:this\.)?(?<name>\w+)\[(?<dollar>\$)?""(?<key>[^""\\]*)""\s*(?<more>[+\],:]|==|\?)?")]
    private static partial Regex Use();
}
