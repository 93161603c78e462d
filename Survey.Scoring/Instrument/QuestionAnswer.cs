using System.Collections.Immutable;
using System.Globalization;

namespace Survey.Scoring.Instrument;

/// <summary>The one way in which an answer to a further question is written, whatever it came from: a form, a file, a scan.</summary>
public static class QuestionAnswer
{
    /// <summary>The longest text on one line, in characters.</summary>
    public const int ShortTextLength = 500;

    /// <summary>The longest text with line breaks, in characters.</summary>
    public const int LongTextLength = 5_000;

    /// <summary>The highest point of a recommendation.</summary>
    public const int Recommendation = 10;

    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Reads an answer.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="text">The answer in Latin digits; options by their ids, several separated by spaces or semicolons; a day in the Gregorian calendar.</param>
    /// <param name="answer">The answer as it is written; null where nothing was answered, or where it means nothing.</param>
    /// <returns>The code of what is wrong with it; null when it is right.</returns>
    public static string? Read(Question question, string? text, out string? answer)
    {
        answer = null;
        text = question.Kind == QuestionKind.LongText ? text?.ReplaceLineEndings("\n").Trim() : text?.Trim();
        if (string.IsNullOrEmpty(text)) return null;
        (answer, var fault) = question.Kind switch
        {
            QuestionKind.Single => One(question, text),
            QuestionKind.Multiple => Several(question, text, isRanking: false),
            QuestionKind.Ranking => Several(question, text, isRanking: true),
            QuestionKind.Number => Number(text, question.Least, question.Most),
            QuestionKind.Nps => Whole(text),
            QuestionKind.Date => Day(text),
            QuestionKind.ShortText => Text(text, ShortTextLength, takesLines: false),
            _ => Text(text, LongTextLength, takesLines: true),
        };
        return fault;
    }

    /// <summary>The options of an answer that was chosen from options, in its order.</summary>
    public static ImmutableArray<string> Chosen(string? answer) => string.IsNullOrEmpty(answer) ? [] : [.. answer.Split(' ')];

    private static (string?, string?) One(Question question, string text) =>
        question.Options.Any(option => option.Id == text) ? (text, null) : (null, "question-option-unknown");

    private static (string?, string?) Several(Question question, string text, bool isRanking)
    {
        var chosen = text.Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var options = question.Options.Select(option => option.Id).ToList();
        if (chosen.Any(id => !options.Contains(id))) return (null, "question-option-unknown");
        if (chosen.Distinct(StringComparer.Ordinal).Count() != chosen.Length) return (null, "question-option-repeated");
        if (!isRanking) Array.Sort(chosen, (one, other) => options.IndexOf(one).CompareTo(options.IndexOf(other)));
        return (string.Join(' ', chosen), null);
    }

    private static (string?, string?) Number(string text, decimal? least, decimal? most)
    {
        if (!decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var number)) return (null, "question-not-a-number");
        if (number < least || number > most) return (null, "question-number-out-of-range");
        // Without the zeros that a decimal keeps: 5, 5.0 and 5.00 are one answer.
        return (number.ToString("0.############################", CultureInfo.InvariantCulture), null);
    }

    private static (string?, string?) Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var point) && point <= Recommendation
            ? (point.ToString(CultureInfo.InvariantCulture), null) : (null, "question-not-a-recommendation");

    private static (string?, string?) Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1800 and <= 2200
            ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null) : (null, "question-not-a-day");

    private static (string?, string?) Text(string text, int longest, bool takesLines)
    {
        if (text.Length > longest) return (null, "question-text-too-long");
        return text.Any(character => char.IsControl(character) && !(takesLines && character is '\n' or '\t')) ? (null, "question-text-malformed") : (text, null);
    }
}
