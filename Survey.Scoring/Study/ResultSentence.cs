using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Study;

/// <summary>
/// A sentence by its code, with what it names. The texts of a topic stand in <c>Study/&lt;topic&gt;Texts.resx</c> (English) and <c>.fa.resx</c> (Persian).
/// </summary>
/// <param name="Topic">The topic: <c>Scrutiny</c> or <c>Invariance</c>.</param>
/// <param name="Code">The stable code, the key of its text in kebab case.</param>
/// <param name="Arguments">What the text names.</param>
public sealed record ResultSentence(string Topic, string Code, ImmutableArray<SentenceArgument> Arguments)
{
    private static readonly ConcurrentDictionary<string, ResourceManager> Resources = new(StringComparer.Ordinal);

    /// <summary>The sentence in a language (en or fa), numbers in its digits.</summary>
    public string Text(string language) =>
        string.Format(CultureInfo.InvariantCulture, Word(Topic, Code, language), [.. Arguments.Select(argument => (object)argument.Text(language))]);

    /// <summary>A text of a topic as it stands in the resources.</summary>
    internal static string Word(string topic, string code, string language) =>
        ResourcesOf(topic).GetString(code, CultureInfo.GetCultureInfo(language == "fa" ? "fa" : "en")) ?? throw new InvalidOperationException($"The sentence \"{topic} {code}\" has no text.");

    private static ResourceManager ResourcesOf(string topic) =>
        Resources.GetOrAdd(topic, name => new ResourceManager($"Survey.Scoring.Study.{name}Texts", typeof(ResultSentence).Assembly));
}

/// <summary>Something that a sentence names, written as each language does.</summary>
/// <param name="English">In English.</param>
/// <param name="Persian">In Persian.</param>
public sealed record SentenceArgument(string English, string Persian)
{
    /// <summary>In a language.</summary>
    public string Text(string language) => language == "fa" ? Persian : English;

    /// <summary>A whole number with separators.</summary>
    public static SentenceArgument Count(long value) => Number(value.ToString("#,0", CultureInfo.InvariantCulture));

    /// <summary>A number with some decimals, not negative.</summary>
    public static SentenceArgument WithPlaces(double value, int places) => Number(value.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>A share as whole percent, or with a decimal below ten.</summary>
    public static SentenceArgument Percent(double share)
    {
        var number = (100 * share).ToString(Math.Abs(share) < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return new SentenceArgument(number + "%", Digits(number) + "٪");
    }

    /// <summary>A text of a topic that other sentences name.</summary>
    public static SentenceArgument Word(string topic, string code) => new(ResultSentence.Word(topic, code, "en"), ResultSentence.Word(topic, code, "fa"));

    /// <summary>This with another in its place {0}.</summary>
    public SentenceArgument With(SentenceArgument inner) =>
        new(string.Format(CultureInfo.InvariantCulture, English, inner.English), string.Format(CultureInfo.InvariantCulture, Persian, inner.Persian));

    /// <summary>Why something does not exist, as a sentence of its own.</summary>
    public static SentenceArgument Reason(Statistics.UndefinedReason reason) => new(Reasons.TextOf(reason, "en"), Reasons.TextOf(reason, "fa"));

    /// <summary>Names in a row: "A", "A and B", "A, B and C".</summary>
    public static SentenceArgument List(IReadOnlyList<LocalizedText> names) => List([.. names.Select(name => new SentenceArgument(name.In("en"), name.In("fa")))]);

    /// <summary>Ids in a row, as the questionnaire writes them, digits in those of the language.</summary>
    public static SentenceArgument Ids(IEnumerable<string> ids) => List([.. ids.Select(Number)]);

    private static SentenceArgument List(IReadOnlyList<SentenceArgument> names) => new(
        Join([.. names.Select(name => name.English)], ", ", " and "), Join([.. names.Select(name => name.Persian)], "، ", " و "));

    private static string Join(string[] names, string separator, string last) =>
        names.Length < 2 ? string.Concat(names) : string.Join(separator, names[..^1]) + last + names[^1];

    private static SentenceArgument Number(string english) => new(english, Digits(english));

    private static string Digits(string number) => string.Concat(number.Select(character => character switch
    {
        >= '0' and <= '9' => (char)('۰' + (character - '0')),
        '.' => '٫',
        ',' => '٬',
        _ => character,
    }));
}
