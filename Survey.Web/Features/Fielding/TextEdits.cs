using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;

namespace Survey.Web.Features.Fielding;

/// <summary>What the author says of the changed texts, as it stands in the form of the publishing page and in the address that brings it back.</summary>
internal static class TextEdits
{
    private const string Prefix = "edit.";

    public static string NameOf(ChangedText change) => Prefix + change.Key;

    /// <summary>Whose text changed, as a heading.</summary>
    public static string Heading(ChangedText change, Questionnaire asked, Texts<FieldingText> texts) => change.Kind switch
    {
        EditedText.Item => texts["Edited.Item", texts.Language.Digits(change.Id)],
        EditedText.Outcome => new QuestionnaireNames(asked, texts.Language).OutcomeHeading(change.Id),
        EditedText.Battery => texts["Edited.Battery", asked.Batteries.First(battery => battery.Id == change.Id).Title.In(texts.Language.Tag)],
        _ => texts["Edited.Scale"],
    };

    /// <summary>The classes that were chosen, by the key of their text.</summary>
    public static ImmutableDictionary<string, TextEdit> Read(IEnumerable<KeyValuePair<string, StringValues>> fields) => fields
        .Where(field => field.Key.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(field => (Key: field.Key[Prefix.Length..], IsKnown: Enum.TryParse<TextEdit>(field.Value, ignoreCase: true, out var edit) && Enum.IsDefined(edit), Edit: edit))
        .Where(field => field.IsKnown).DistinctBy(field => field.Key).ToImmutableDictionary(field => field.Key, field => field.Edit, StringComparer.Ordinal);

    /// <summary>The changes that nothing is said about yet.</summary>
    public static ImmutableArray<ChangedText> Open(IEnumerable<ChangedText> changes, IReadOnlyDictionary<string, TextEdit> declared) =>
        [.. changes.Where(change => VersionEdits.EditOf(change, declared) is null)];

    /// <summary>The address of a page that shows the choices as they were made.</summary>
    public static string Address(string page, IReadOnlyDictionary<string, TextEdit> declared) => QueryHelpers.AddQueryString(
        page, declared.OrderBy(edit => edit.Key, StringComparer.Ordinal).Select(edit => KeyValuePair.Create(Prefix + edit.Key, (string?)edit.Value.ToString().ToLowerInvariant())));
}
