using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Survey.Scoring.Instrument;

/// <summary>The canonical JSON of the further questions and of the conditions.</summary>
internal static partial class QuestionnaireWriter
{
    /// <summary>How the kinds of questions stand in a file.</summary>
    public static readonly ImmutableSortedDictionary<QuestionKind, string> QuestionKindCodes = Codes<QuestionKind>();

    /// <summary>How requirements stand in a file.</summary>
    public static readonly ImmutableSortedDictionary<Requirement, string> RequirementCodes = Codes<Requirement>();

    /// <summary>A condition as it stands in a file.</summary>
    public static string Json(Condition condition)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            Terms(json, condition);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    private static void Question(Utf8JsonWriter json, Question question)
    {
        json.WriteString("id", question.Id);
        json.WriteString("kind", QuestionKindCodes[question.Kind]);
        Text(json, "text", question.Text);
        if (question.Hint is { } hint) Text(json, "hint", hint);
        if (question.Options.Length > 0) Array(json, "options", question.Options, Option);
        if (question.Least is { } least) json.WriteNumber("least", least);
        if (question.Most is { } most) json.WriteNumber("most", most);
        if (question.Place != Instrument.Question.End) json.WriteString("place", question.Place);
        if (question.Requirement != Requirement.None) json.WriteString("required", RequirementCodes[question.Requirement]);
        if (question.When is { } when) When(json, when);
    }

    private static void When(Utf8JsonWriter json, Condition condition)
    {
        json.WriteStartObject("when");
        Terms(json, condition);
        json.WriteEndObject();
    }

    private static void Terms(Utf8JsonWriter json, Condition condition) => Array(json, condition.NeedsAll ? "all" : "any", condition.Terms, Term);

    private static void Term(Utf8JsonWriter json, ConditionTerm term)
    {
        json.WriteString("column", term.Column);
        if (term.Values.Length > 0)
        {
            json.WriteStartArray("is");
            foreach (var value in term.Values) json.WriteStringValue(value);
            json.WriteEndArray();
        }
        if (term.From is { } from) json.WriteNumber("from", from);
        if (term.To is { } to) json.WriteNumber("to", to);
        if (term.IsDenied) json.WriteBoolean("not", true);
    }

    /// <summary>ShortText becomes <c>short-text</c>.</summary>
    private static ImmutableSortedDictionary<T, string> Codes<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToImmutableSortedDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
}
