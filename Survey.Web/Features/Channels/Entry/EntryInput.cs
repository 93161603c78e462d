using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;

namespace Survey.Web.Features.Channels.Entry;

/// <summary>Reads the posted fields of a sheet; what is wrong is named with its field.</summary>
internal static class EntryInput
{
    /// <summary>The field by which a rating that is left empty counts as skipped.</summary>
    public const string TakesEmpty = "empty";

    /// <summary>The values by column, those that were skipped left out; incomplete where <paramref name="errors"/> has any.</summary>
    public static ImmutableSortedDictionary<string, string> Read(
        IReadOnlyList<EntryField> fields, Questionnaire questionnaire, IFormCollection posted, FormErrors errors, Texts<ChannelsText> texts)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var problem = EntryReading.Read(field, questionnaire, posted[field.Name].ToString(), posted[TakesEmpty] == "1", out var value);
            if (problem is not null) errors.Add(field.Name, Message(problem, field, questionnaire, texts));
            else if (value.Length > 0) values[field.Column] = value;
        }
        return values.ToImmutable();
    }

    public static string Message(string problem, EntryField field, Questionnaire questionnaire, Texts<ChannelsText> texts) => problem switch
    {
        "EntryEmpty" => texts["EntryEmpty", field.Label],
        "EntryNoNone" => texts["EntryNoNone", field.Label],
        "EntryNotOnScale" => texts["EntryNotOnScale", field.Label, field.ScaleIn(questionnaire)!.From, field.ScaleIn(questionnaire)!.To],
        "EntryNoOption" => texts["EntryNoOption", field.Label],
        "EntryNoNumber" => texts["EntryNoNumber", field.Label],
        "EntryTooLong" => texts["EntryTooLong", field.Label],
        _ => texts["EntryNotAnAnswer", field.Label],
    };

    /// <summary>A value as people read it.</summary>
    public static string Shown(EntryField field, string? value, Questionnaire questionnaire, Texts<ChannelsText> texts)
    {
        if (string.IsNullOrEmpty(value)) return texts["EntrySkipped"];
        if (value == "NA" && field.Kind == EntryKind.Rating) return texts["EntryNone"];
        var options = field.OptionsIn(questionnaire);
        if (options.Count > 0) return string.Join(" · ", value.Split(' ').Select(id => options.FirstOrDefault(option => option.Id == id)?.Text.In(texts.Language.Tag) ?? id));
        return field.Kind is EntryKind.Rating or EntryKind.Outcome or EntryKind.Points ? texts.Language.Digits(value) : value;
    }
}
