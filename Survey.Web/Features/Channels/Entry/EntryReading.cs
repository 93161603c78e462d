using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Channels.Entry;

/// <summary>What staff type into the fields, read strictly, and the response that follows from it.</summary>
internal static class EntryReading
{
    private const string NotApplicable = "NA";
    private const int LongestText = 200;
    private const int LongestComment = 5000;

    /// <summary>Reads a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="questionnaire">What its version asks.</param>
    /// <param name="typed">What stands in it: digits of any script; <c>-</c> or <c>.</c> for skipped; <c>n</c> for not applicable.</param>
    /// <param name="takesEmpty">Whether a rating that is left empty was skipped.</param>
    /// <param name="value">The value as it is stored; empty for skipped.</param>
    /// <returns>The key of the text that says what is wrong; null when it is right.</returns>
    public static string? Read(EntryField field, Questionnaire questionnaire, string typed, bool takesEmpty, out string value)
    {
        value = "";
        var text = typed.ReplaceLineEndings("\n").Trim();
        if (text.Length == 0) return takesEmpty || field.Kind is not (EntryKind.Rating or EntryKind.Outcome) ? null : "EntryEmpty";
        if (text is "-" or "." or "−" or "ـ" or "–") return null;
        switch (field.Kind)
        {
            case EntryKind.Rating or EntryKind.Outcome:
                return Rating(text, field.ScaleIn(questionnaire)!, field.Kind == EntryKind.Rating && questionnaire.AllowsNotApplicable, out value);
            case EntryKind.Attribute:
                var attribute = questionnaire.Attributes[field.Index];
                value = attribute.Options.Length == 0 ? text : attribute.Options.FirstOrDefault(option => option.Id == text)?.Id ?? "";
                return value.Length == 0 ? "EntryNoOption" : value.Length > LongestText || value.Any(char.IsControl) ? "EntryTooLong" : null;
            case EntryKind.Points:
                if (!decimal.TryParse(Latin(text), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var points) || points > 1_000_000) return "EntryNoNumber";
                value = points.ToString("0.######", CultureInfo.InvariantCulture);
                return null;
            case EntryKind.Question:
                return Question(text, questionnaire.Questions[field.Index], out value);
            default:
                value = text;
                return text.Length > LongestComment || text.Contains('\0', StringComparison.Ordinal) ? "EntryTooLong" : null;
        }
    }

    /// <summary>The response that a sheet's values make.</summary>
    /// <param name="values">By column, without those that were skipped.</param>
    /// <param name="questionnaire">What its version asks.</param>
    /// <param name="language">The language of the sheet or the talk.</param>
    /// <param name="sheet">The sheet: its response's id, channel, version and moment.</param>
    public static Response ToResponse(ImmutableSortedDictionary<string, string> values, Questionnaire questionnaire, string? language, EnteredSheet sheet) => new()
    {
        Id = sheet.ResponseId,
        Answers = [.. new AnswerLayout(questionnaire).Columns.Select(column => Code(values.GetValueOrDefault(column.Name), questionnaire.Scale))],
        Outcomes = [.. questionnaire.Outcomes.Select(outcome => Code(values.GetValueOrDefault(outcome.Id), outcome.Scale))],
        ImportancePoints = questionnaire.Importance is not { } importance ? []
            : [.. questionnaire.Dimensions.Select((_, k) => values.TryGetValue(importance.Prefix + (k + 1).ToString(CultureInfo.InvariantCulture), out var points)
                ? double.Parse(points, CultureInfo.InvariantCulture) : (double?)null)],
        Attributes = [.. questionnaire.Attributes.Select(attribute => values.GetValueOrDefault(attribute.Id))],
        Comment = values.GetValueOrDefault(ResponseColumns.Comment),
        Further = [.. questionnaire.Questions.Where(question => values.ContainsKey(question.Id)).Select(question => KeyValuePair.Create(question.Id, values[question.Id]))],
        Submitted = sheet.EnteredAt,
        Language = language,
        Channel = sheet.Channel,
        Status = ResponseRow.Complete,
        Version = sheet.VersionNumber,
    };

    private static byte Code(string? value, RatingScale scale) => value switch
    {
        null or "" => AnswerCode.Skipped,
        NotApplicable => AnswerCode.NotApplicable,
        _ => (byte)(int.Parse(value, CultureInfo.InvariantCulture) - scale.From + 1),
    };

    // On a Persian keyboard the key of "n" writes «د»; «ن» is what the sheet says.
    private static string? Rating(string text, RatingScale scale, bool allowsNone, out string value)
    {
        value = "";
        if (text.ToLowerInvariant() is "n" or "na" or "د" or "ن")
        {
            value = NotApplicable;
            return allowsNone ? null : "EntryNoNone";
        }
        if (!int.TryParse(Latin(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var point) || !scale.Contains(point)) return "EntryNotOnScale";
        value = point.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>An answer to a further question; options by the numbers that stand on the paper, in order for a ranking.</summary>
    private static string? Question(string text, Question question, out string value)
    {
        value = "";
        var latin = Latin(text);
        var read = question.Kind switch
        {
            QuestionKind.Single or QuestionKind.Multiple or QuestionKind.Ranking => Chosen(latin, question),
            QuestionKind.Date => TypedDate.Gregorian(latin),
            QuestionKind.Number or QuestionKind.Nps => latin,
            _ => text,
        };
        if (read is null || QuestionAnswer.Read(question, read, out var answer) is not null) return question.HasOptions ? "EntryNoOption" : "EntryNotAnAnswer";
        value = answer ?? "";
        return null;
    }

    private static string? Chosen(string text, Question question)
    {
        var ids = text.Split([' ', ',', ';', '،'], StringSplitOptions.RemoveEmptyEntries).Select(part =>
            question.Options.Any(option => option.Id == part) ? part
            : int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= question.Options.Length ? question.Options[number - 1].Id : null).ToList();
        return ids.Contains(null) ? null : string.Join(' ', ids);
    }

    private static string Latin(string text) => PersianText.LatinDigits(text).Replace('٫', '.').Replace('−', '-');
}
