using System.Globalization;
using System.Resources;
using System.Text.Json;

namespace Survey.Scoring.Study;

/// <summary>The words of a verdict, from <c>VerdictTexts.resx</c> and <c>VerdictTexts.fa.resx</c>.</summary>
public static class VerdictTexts
{
    private static readonly ResourceManager Resources = new(typeof(VerdictTexts));

    /// <summary>The stable code, <c>one-model-ahead</c>.</summary>
    public static string CodeOf(VerdictCode code) => JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString());

    /// <summary>One sentence in a language (en or fa).</summary>
    /// <param name="statement">The sentence.</param>
    /// <param name="language">The language's tag.</param>
    /// <param name="write">Writes names and numbers as readers of the language know them.</param>
    public static string TextOf(VerdictStatement statement, string language, Func<VerdictArgument, string> write)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var format = Resources.GetString(statement.Code.ToString(), culture) ?? statement.Code.ToString();
        return string.Format(culture, format, [.. statement.Arguments.Select(write)]);
    }

    /// <summary>One sentence with ids for names, for readers of the JSON.</summary>
    public static string PlainTextOf(VerdictStatement statement, string language)
    {
        return TextOf(statement, language, argument => argument.Kind switch
        {
            VerdictArgumentKind.Count => Digits(argument.Number, "0"),
            VerdictArgumentKind.Number => Digits(argument.Number, "0.00"),
            VerdictArgumentKind.Coefficient => Digits(argument.Number, "0.000"),
            VerdictArgumentKind.Probability => Digits(Math.Max(argument.Number, 0.001), argument.Number < 0.001 ? "< 0.000" : "0.000"),
            VerdictArgumentKind.Sentence => argument.Ids[language == "fa" ? 1 : 0],
            _ => string.Join(language == "fa" ? "، " : ", ", argument.Ids),
        });

        string Digits(double number, string format)
        {
            var text = number.ToString(format, CultureInfo.InvariantCulture);
            return language != "fa" ? text : string.Concat(text.Select(digit => digit == '.' ? '٫' : char.IsAsciiDigit(digit) ? (char)('۰' + (digit - '0')) : digit)).Replace("-", "\u200E\u2212", StringComparison.Ordinal);
        }
    }
}
