using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>What a table is rated for, from the words that stand at it; and the batteries of the SERVQUAL family to put it in.</summary>
internal static partial class ImportedBatteries
{
    /// <summary>In the order of asking.</summary>
    public static ImmutableArray<string> Order { get; } = ["minimum", "desired", "expectation", "ideal", "perception"];

    private static readonly Dictionary<string, (string Prefix, string English, string Persian)> Texts = new(StringComparer.Ordinal)
    {
        ["minimum"] = ("M", "Minimum level", "حداقل پذیرفتنی"),
        ["desired"] = ("D", "Desired level", "سطح دلخواه"),
        ["expectation"] = ("E", "Expectation", "انتظار"),
        ["ideal"] = ("I", "Ideal", "حد مطلوب"),
        ["perception"] = ("P", "Perception", "تجربه"),
    };

    /// <summary>The battery that words speak of; null when none does. The first text that says something counts.</summary>
    public static string? Guess(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (Minimum().IsMatch(text)) return "minimum";
            if (Ideal().IsMatch(text)) return "ideal";
            if (Desired().IsMatch(text)) return "desired";
            if (Expectation().IsMatch(text)) return "expectation";
            if (Perception().IsMatch(text)) return "perception";
        }
        return null;
    }

    /// <summary>The battery whose columns usually have this prefix; null for any other.</summary>
    public static string? OfPrefix(string prefix) => Order.FirstOrDefault(id => string.Equals(Texts[id].Prefix, prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>A battery in the languages of a survey.</summary>
    public static Battery New(string id, IReadOnlyCollection<string> languages, LocalizedText? instruction)
    {
        var (prefix, english, persian) = Texts[id];
        KeyValuePair<string, string>[] known = [new("en", english), new("fa", persian)];
        var spoken = known.Where(text => languages.Contains(text.Key)).ToArray();
        return new(id, prefix, new(spoken.Length > 0 ? spoken : known[..1]), instruction);
    }

    [GeneratedRegex("minim|adequate|حداقل", RegexOptions.IgnoreCase)]
    private static partial Regex Minimum();

    [GeneratedRegex("ideal|ایده‌?آل", RegexOptions.IgnoreCase)]
    private static partial Regex Ideal();

    [GeneratedRegex("desir|دلخواه|سطح مطلوب", RegexOptions.IgnoreCase)]
    private static partial Regex Desired();

    [GeneratedRegex("expect|انتظار", RegexOptions.IgnoreCase)]
    private static partial Regex Expectation();

    [GeneratedRegex("perce(p|i)|perform|experience|actual|ادراک|تجربه|عملکرد|وضع موجود|سطح موجود", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Perception();
}
