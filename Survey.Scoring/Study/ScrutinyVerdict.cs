using System.Collections.Immutable;
using System.Globalization;
using System.Resources;

namespace Survey.Scoring.Study;

/// <summary>Whether to keep asking what the gap compares with, and why; never stronger than the tests allow.</summary>
/// <param name="Recommendation">What is recommended.</param>
/// <param name="Sentence">The recommendation in words.</param>
/// <param name="Grounds">What it rests on, the weightiest first.</param>
public sealed record ScrutinyVerdict(ScrutinyRecommendation Recommendation, ScrutinySentence Sentence, ImmutableArray<ScrutinySentence> Grounds);

/// <summary>What to do with the subtrahend's questions.</summary>
public enum ScrutinyRecommendation
{
    /// <summary>The answers do not decide it yet; the grounds say what would.</summary>
    Undecided,

    /// <summary>Keep asking: they explain outcomes beyond perceptions.</summary>
    Keep,

    /// <summary>Keep for seeing where service falls short, not for explaining outcomes.</summary>
    KeepForDiagnosis,

    /// <summary>Ask a part of the people, or less often: most answers stand at the top and explain next to nothing.</summary>
    AskFewer,
}

/// <summary>A sentence by its code, with what it names. The texts stand in <c>ScrutinyTexts.resx</c> and <c>ScrutinyTexts.fa.resx</c>.</summary>
/// <param name="Code">The stable code, the key of its text in kebab case.</param>
/// <param name="Arguments">What the text names.</param>
public sealed record ScrutinySentence(string Code, ImmutableArray<ScrutinyArgument> Arguments)
{
    private static readonly ResourceManager Resources = new("Survey.Scoring.Study.ScrutinyTexts", typeof(ScrutinySentence).Assembly);

    /// <summary>The sentence in a language (en or fa), numbers in its digits.</summary>
    public string Text(string language) =>
        string.Format(CultureInfo.InvariantCulture, Word(Code, language), [.. Arguments.Select(argument => (object)argument.Text(language))]);

    /// <summary>The text of a code as it stands in the resources.</summary>
    internal static string Word(string code, string language) =>
        Resources.GetString(code, CultureInfo.GetCultureInfo(language == "fa" ? "fa" : "en")) ?? throw new InvalidOperationException($"The sentence \"{code}\" has no text.");

    /// <summary>The code of a recommendation.</summary>
    public static string CodeOf(ScrutinyRecommendation recommendation) => recommendation switch
    {
        ScrutinyRecommendation.Keep => "keep",
        ScrutinyRecommendation.KeepForDiagnosis => "keep-for-diagnosis",
        ScrutinyRecommendation.AskFewer => "ask-fewer",
        _ => "undecided",
    };
}

/// <summary>Something that a sentence names, written as each language does.</summary>
/// <param name="English">In English.</param>
/// <param name="Persian">In Persian.</param>
public sealed record ScrutinyArgument(string English, string Persian)
{
    /// <summary>In a language.</summary>
    public string Text(string language) => language == "fa" ? Persian : English;

    /// <summary>A whole number with separators.</summary>
    public static ScrutinyArgument Count(long value) => Number(value.ToString("#,0", CultureInfo.InvariantCulture));

    /// <summary>A share as whole percent, or with a decimal below ten.</summary>
    public static ScrutinyArgument Percent(double share)
    {
        var number = (100 * share).ToString(Math.Abs(share) < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture);
        return new ScrutinyArgument(number + "%", Digits(number) + "٪");
    }

    /// <summary>What the gap compares with, in the plural: expectations, minimum levels, desired levels.</summary>
    public static ScrutinyArgument Battery(string id) => new(ScrutinySentence.Word("battery-" + id, "en"), ScrutinySentence.Word("battery-" + id, "fa"));

    /// <summary>Why something does not exist, as a sentence of its own.</summary>
    public static ScrutinyArgument Reason(Statistics.UndefinedReason reason) => new(Reasons.TextOf(reason, "en"), Reasons.TextOf(reason, "fa"));

    /// <summary>Names in a row: "A", "A and B", "A, B and C".</summary>
    public static ScrutinyArgument List(IReadOnlyList<Instrument.LocalizedText> names) => new(
        Join([.. names.Select(name => name.In("en"))], ", ", " and "), Join([.. names.Select(name => name.In("fa"))], "، ", " و "));

    private static string Join(string[] names, string separator, string last) =>
        names.Length < 2 ? string.Concat(names) : string.Join(separator, names[..^1]) + last + names[^1];

    private static ScrutinyArgument Number(string english) => new(english, Digits(english));

    private static string Digits(string number) => string.Concat(number.Select(character => character switch
    {
        >= '0' and <= '9' => (char)('۰' + (character - '0')),
        '.' => '٫',
        ',' => '٬',
        _ => character,
    }));
}
