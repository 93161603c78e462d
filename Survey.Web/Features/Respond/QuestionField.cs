using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Respond;

/// <summary>
/// A further question as a field of a form. Several options come as the browser sends them, <c>lab,xray</c>; a ranking as <c>time:1,price:2</c>; days and
/// numbers as people of the language write them.
/// </summary>
internal static class QuestionField
{
    /// <summary>What stands between an option and its place in a ranking.</summary>
    public const char Place = ':';

    private static readonly PersianCalendar Jalali = new();

    /// <summary>Reads what was posted; false when it means nothing.</summary>
    public static bool TryRead(Question question, string posted, out string? answer)
    {
        answer = null;
        if (string.IsNullOrWhiteSpace(posted)) return true;
        var text = question.Kind switch
        {
            QuestionKind.Multiple => posted.Replace(',', ' '),
            QuestionKind.Ranking => Ranked(posted),
            QuestionKind.Number or QuestionKind.Nps => PersianText.LatinDigits(posted.Trim()).Replace('٫', '.').Replace('−', '-'),
            QuestionKind.Date => TypedDate.Gregorian(posted),
            _ => posted,
        };
        return text is not null && QuestionAnswer.Read(question, text, out answer) is null;
    }

    /// <summary>What a browser would post for an answer.</summary>
    public static string Posted(Question question, string? answer, Language language) => answer is null ? "" : question.Kind switch
    {
        QuestionKind.Multiple => answer.Replace(' ', ','),
        QuestionKind.Ranking => string.Join(',', QuestionAnswer.Chosen(answer).Select((option, k) => string.Create(CultureInfo.InvariantCulture, $"{option}{Place}{k + 1}"))),
        QuestionKind.Number => language.Digits(answer).Replace('.', language.IsRightToLeft ? '٫' : '.'),
        QuestionKind.Date when language.IsRightToLeft => OfJalali(answer, language),
        _ => answer,
    };

    /// <summary>An answer as people read it.</summary>
    public static string Shown(Question question, string answer, RespondView view) => question.HasOptions
        ? string.Join(view.Texts["ListComma"], QuestionAnswer.Chosen(answer).Select(id => view.In(question.Options.FirstOrDefault(option => option.Id == id)?.Text)))
        : question.Kind == QuestionKind.Nps ? view.Language.Digits(answer) : Posted(question, answer, view.Language);

    /// <summary>The chosen option of a mark in a template: its place, and for a ranking also the place that it was given.</summary>
    public static int Code(int option, int place = 0) => option * 1000 + place;

    /// <summary>The marks that an answer fills.</summary>
    public static IEnumerable<int> Codes(Question question, string? answer)
    {
        if (question.Kind == QuestionKind.Nps)
            return int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var point) ? [Code(point)] : [];
        if (!question.HasOptions) return [];
        var options = question.Options.Select(option => option.Id).ToList();
        return QuestionAnswer.Chosen(answer).Select((id, k) => Code(options.IndexOf(id), question.Kind == QuestionKind.Ranking ? k + 1 : 0));
    }

    /// <summary>Options in the order of their places; null when a place was given twice or is none.</summary>
    private static string? Ranked(string posted)
    {
        var places = new SortedDictionary<int, string>();
        foreach (var choice in posted.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = choice.LastIndexOf(Place);
            if (end < 0 || !int.TryParse(choice.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place) || !places.TryAdd(place, choice[..end])) return null;
        }
        return string.Join(' ', places.Values);
    }

    private static string OfJalali(string answer, Language language)
    {
        var day = DateTime.ParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return language.Digits(string.Create(CultureInfo.InvariantCulture, $"{Jalali.GetYear(day):0000}/{Jalali.GetMonth(day):00}/{Jalali.GetDayOfMonth(day):00}"));
    }
}
