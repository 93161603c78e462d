namespace Survey.Web.Features.Designer;

/// <summary>The names of the fields of a further question.</summary>
internal static class QuestionFields
{
    public const string NewText = "question-new.text";
    public const string NewKind = "question-new.kind";

    public static string Of(string id) => $"question.{id}";

    public static string Text(string id) => $"question.{id}.text";

    public static string Hint(string id) => $"question.{id}.hint";

    public static string Kind(string id) => $"question.{id}.kind";

    public static string Place(string id) => $"question.{id}.place";

    public static string Required(string id) => $"question.{id}.required";

    public static string Least(string id) => $"question.{id}.least";

    public static string Most(string id) => $"question.{id}.most";

    public static string Option(string id, string option) => $"question.{id}.option.{option}";

    public static string NewOption(string id) => $"question.{id}.option-new";
}
