using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>What sheets, columns and roles are called in the spreadsheet of a questionnaire.</summary>
/// <remarks>
/// The sheets <c>survey</c>, <c>choices</c> and <c>settings</c> and their columns type, name, label, hint, list_name, form_title … are those of
/// XLSForm (xlsform.org). The columns below <c>role</c> are this project's: programs that collect answers pass over them.
/// </remarks>
internal static partial class XlsFormNames
{
    public const string SurveySheet = "survey", ChoicesSheet = "choices", SettingsSheet = "settings";

    public const string Yes = "yes", Common = "common", ScaleList = "scale", NotApplicable = "NA", NoLabel = "–";

    /// <summary>The names of columns.</summary>
    public static class Columns
    {
        public const string Type = "type", Name = "name", Label = "label", Hint = "hint", Constraint = "constraint", Appearance = "appearance";

        public const string Relevant = "relevant", Required = "required";

        public const string ListName = "list_name", FormTitle = "form_title", FormId = "form_id", Version = "version", DefaultLanguage = "default_language";

        public const string Role = "role", Id = "id", Battery = "battery", Prefix = "prefix", Subdimension = "subdimension", Wording = "wording",
            Reversed = "reversed", Meaning = "meaning", Mirrors = "mirrors", Kind = "kind", Total = "total", Unlabelled = "unlabelled";

        public const string Least = "least", Most = "most", Position = "place", Requirement = "requirement", When = "when", RandomOrder = "random_order", Draw = "draw", CommonItem = "common", Share = "share";

        public const string Field = "field", Source = "source", Models = "models";
    }

    /// <summary>The roles of rows of the sheet <c>survey</c>.</summary>
    public static class Roles
    {
        public const string Battery = "battery", Dimension = "dimension", Subdimension = "subdimension", Item = "item", Importance = "importance",
            Weight = "weight", Outcome = "outcome", Attribute = "attribute", Question = "question", Comment = "comment";

        public static readonly string[] All = [Battery, Dimension, Subdimension, Item, Importance, Weight, Outcome, Attribute, Question, Comment];
    }

    private static readonly Dictionary<string, string> Languages = new(StringComparer.Ordinal) { ["en"] = "English", ["fa"] = "فارسی" };

    private static readonly Dictionary<string, string> Spoken = new(StringComparer.OrdinalIgnoreCase)
    {
        ["English"] = "en",
        ["Persian"] = "fa",
        ["Farsi"] = "fa",
        ["Dari"] = "fa-AF",
        ["فارسی"] = "fa",
        ["French"] = "fr",
        ["German"] = "de",
        ["Spanish"] = "es",
        ["Arabic"] = "ar",
        ["Portuguese"] = "pt",
        ["Russian"] = "ru",
        ["Turkish"] = "tr",
        ["Italian"] = "it",
        ["Dutch"] = "nl",
        ["Chinese"] = "zh",
        ["Japanese"] = "ja",
    };

    /// <summary>A column in a language: <c>label::English (en)</c>.</summary>
    public static string In(string column, string language) => $"{column}::{LanguageName(language)}";

    /// <summary>A language as XLSForm writes it: <c>English (en)</c>; one without a name here stands as its tag.</summary>
    public static string LanguageName(string language) => Languages.TryGetValue(language, out var name) ? $"{name} ({language})" : $"{language} ({language})";

    /// <summary>The language of a header or of the setting: the tag in brackets, a tag alone, or a known name; null for any other.</summary>
    public static string? LanguageOf(string name)
    {
        var tag = InBrackets().Match(name) is { Success: true } bracketed ? bracketed.Groups["tag"].Value : name.Trim();
        return QuestionnaireLimits.IsLanguageTag(tag) ? tag : Spoken.GetValueOrDefault(InBrackets().Replace(name, "").Trim());
    }

    /// <summary>A name that an XML element may have.</summary>
    public static string ElementName(string id) => char.IsAsciiLetter(id[0]) || id[0] == '_' ? id : "_" + id;

    [GeneratedRegex(@"\((?<tag>[^()]*)\)\s*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex InBrackets();
}
