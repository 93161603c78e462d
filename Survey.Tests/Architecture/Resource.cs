using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Survey.Tests.Architecture;

/// <summary>A resource file and its texts.</summary>
internal sealed partial record Resource(string Path, IReadOnlyDictionary<string, string> Texts, IReadOnlyList<string> Repeated)
{
    /// <summary>The name of the marker class beside it.</summary>
    public string Marker => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string PersianPath => Path.Replace(".resx", ".fa.resx", StringComparison.Ordinal);

    public static Resource Parse(SourceFile file)
    {
        var entries = XDocument.Parse(file.Text).Root!.Elements("data")
            .Select(data => (Key: (string)data.Attribute("name")!, Text: (string?)data.Element("value") ?? "")).ToList();
        return new(
            file.Path,
            entries.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.First().Text),
            [.. entries.GroupBy(entry => entry.Key).Where(group => group.Count() > 1).Select(group => group.Key)]);
    }

    /// <summary>The placeholders of a text, each once: <c>{0}</c>, <c>{1:n}</c>.</summary>
    public static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    /// <summary>What is wrong with a Persian text, as far as letters, digits and marks tell.</summary>
    public static IEnumerable<string> PersianFaults(string text)
    {
        // Names, codes, addresses, column names, citations with their year, numbers as they stand in a file, and formulas, which are set
        // apart as left-to-right, stay Latin.
        var prose = LatinToken().Replace(FileNumber().Replace(Formula().Replace(Placeholder().Replace(text, "\u2060"), "\u2060"), "\u2060"), "\u2060");
        if (prose.Any(char.IsAsciiDigit)) yield return "Latin digits";
        if (prose.Any(letter => letter is >= '٠' and <= '٩')) yield return "Arabic digits instead of Persian ones";
        if (prose.Contains('ي') || prose.Contains('ك') || prose.Contains('ى')) yield return "Arabic letters instead of ی and ک";
        if (WrongMark().Match(prose) is { Success: true } mark) yield return $"a Latin mark after a Persian word: “{mark.Value}”";
        if (OpenPrefix().Match(prose) is { Success: true } prefix) yield return $"a space instead of a half-space: “{prefix.Value}”";
    }

    [GeneratedRegex(@"\{\d+[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[A-Za-z0-9_.\-+/#@:%]*[A-Za-z][A-Za-z0-9_.\-+/#@:%=&?,]*(?<![.:,])( (19|20)\d\d\b)?")]
    private static partial Regex LatinToken();

    [GeneratedRegex(@"[\u202A\u2066][^\u202C\u2069]*[\u202C\u2069]")]
    private static partial Regex Formula();

    [GeneratedRegex(@"(?<=\()\d+\.\d+(?=\))")]
    private static partial Regex FileNumber();

    [GeneratedRegex(@"[\u0600-\u06FF][,;?]")]
    private static partial Regex WrongMark();

    [GeneratedRegex(@"(?<![\u0600-\u06FF\u200C])(ن?می) [\u0600-\u06FF]+|[\u0600-\u06FF]+ (ها|های|هایی|هایش|هایشان|ترین)(?![\u0600-\u06FF])")]
    private static partial Regex OpenPrefix();
}
