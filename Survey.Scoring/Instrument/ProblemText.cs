using System.Globalization;
using System.Resources;

namespace Survey.Scoring.Instrument;

/// <summary>
/// The text of a problem from its resources: <c>{0}</c> is an argument as it is (an id, a value of the file), <c>{0:n}</c> a number, in Persian
/// digits where the language is Persian.
/// </summary>
internal static class ProblemText
{
    private static readonly CultureInfo Persian = CultureInfo.GetCultureInfo("fa");

    public static string Format(ResourceManager resources, string code, ReadOnlySpan<string> arguments, string language)
    {
        var persian = language == "fa" || language.StartsWith("fa-", StringComparison.Ordinal);
        var format = resources.GetString(code, persian ? Persian : CultureInfo.InvariantCulture)
            ?? throw new InvalidOperationException($"The problem \"{code}\" has no text.");
        var values = new object[arguments.Length];
        for (var i = 0; i < values.Length; i++) values[i] = new Argument(arguments[i], persian);
        return string.Format(CultureInfo.InvariantCulture, format, values);
    }

    private sealed record Argument(string Value, bool IsPersian) : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => format == "n" && IsPersian ? WithPersianDigits(Value) : Value;

        private static string WithPersianDigits(string number) => string.Create(number.Length, number, (digits, text) =>
        {
            for (var i = 0; i < text.Length; i++)
                digits[i] = char.IsAsciiDigit(text[i]) ? (char)('۰' + (text[i] - '0')) : text[i];
        });
    }
}
