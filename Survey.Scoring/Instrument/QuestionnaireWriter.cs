using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Survey.Scoring.Instrument;

/// <summary>The canonical JSON: properties in the order of the documentation, two spaces, line feeds, texts unescaped, what is not there left out.</summary>
internal static partial class QuestionnaireWriter
{
    /// <summary>How the kinds of outcomes stand in a file.</summary>
    public static readonly ImmutableSortedDictionary<OutcomeKind, string> KindCodes =
        Enum.GetValues<OutcomeKind>().ToImmutableSortedDictionary(kind => kind, kind => kind.ToString().ToLowerInvariant());

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = PlainJsonEncoder.Instance,
    };

    public static byte[] Write(Questionnaire questionnaire)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", questionnaire.Id);
            json.WriteNumber("version", questionnaire.Version);
            Text(json, "title", questionnaire.Title);
            if (questionnaire.Field is { } field) Text(json, "field", field);
            if (questionnaire.Source.Length > 0) json.WriteString("source", questionnaire.Source);
            Array(json, "batteries", questionnaire.Batteries, Battery);
            Scale(json, questionnaire.Scale);
            if (questionnaire.AllowsNotApplicable && questionnaire.NotApplicableText is { } notApplicable) Text(json, "notApplicable", notApplicable);
            else if (questionnaire.AllowsNotApplicable) json.WriteBoolean("notApplicable", true);
            Array(json, "dimensions", questionnaire.Dimensions, (writer, dimension) => Dimension(writer, dimension, questionnaire));
            if (questionnaire.Importance is { } importance) Importance(json, importance);
            if (questionnaire.Outcomes.Length > 0) Array(json, "outcomes", questionnaire.Outcomes, Outcome);
            if (questionnaire.Attributes.Length > 0) Array(json, "attributes", questionnaire.Attributes, Attribute);
            if (questionnaire.Questions.Length > 0) Array(json, "questions", questionnaire.Questions, Question);
            if (questionnaire.Comment is { } comment)
            {
                json.WriteStartObject("comment");
                Text(json, "text", comment);
                json.WriteEndObject();
            }
            json.WriteStartArray("models");
            foreach (var model in questionnaire.Models) json.WriteStringValue(model);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
        return output.ToArray();
    }

    private static void Battery(Utf8JsonWriter json, Battery battery)
    {
        json.WriteString("id", battery.Id);
        json.WriteString("prefix", battery.Prefix);
        Text(json, "title", battery.Title);
        if (battery.Instruction is { } instruction) Text(json, "instruction", instruction);
        if (battery.Share is { } share) json.WriteNumber("share", share);
    }

    private static void Dimension(Utf8JsonWriter json, Dimension dimension, Questionnaire questionnaire)
    {
        json.WriteString("id", dimension.Id);
        Text(json, "title", dimension.Title);
        if (dimension.Description is { } description) Text(json, "description", description);
        if (dimension.Subdimensions.Length > 0)
        {
            Array(json, "subdimensions", dimension.Subdimensions, (writer, subdimension) =>
            {
                writer.WriteString("id", subdimension.Id);
                Text(writer, "title", subdimension.Title);
            });
        }
        if (dimension.When is { } when) When(json, when);
        if (dimension.HasRandomOrder) json.WriteBoolean("randomOrder", true);
        if (dimension.Draw is { } draw) json.WriteNumber("draw", draw);
        Array(json, "items", dimension.Items, (writer, item) => Item(writer, item, questionnaire));
    }

    private static void Item(Utf8JsonWriter json, Item item, Questionnaire questionnaire)
    {
        json.WriteString("id", item.Id);
        if (item.Subdimension is { } subdimension) json.WriteString("subdimension", subdimension);
        if (item.Texts.TryGetValue("", out var common))
        {
            Text(json, "text", common);
        }
        else
        {
            json.WriteStartObject("text");
            foreach (var battery in questionnaire.Batteries)
                if (item.Texts.TryGetValue(battery.Id, out var own)) Text(json, battery.Id, own);
            json.WriteEndObject();
        }
        if (item.IsReversed) json.WriteBoolean("reversed", true);
        if (item.IsCommon) json.WriteBoolean("common", true);
        if (item.Meaning is { } meaning) json.WriteNumber("meaning", meaning);
        if (item.Mirrors is { } mirrored)
        {
            json.WriteStartObject("mirrors");
            json.WriteString("questionnaire", mirrored.Questionnaire);
            json.WriteString("item", mirrored.Item);
            json.WriteEndObject();
        }
    }

    private static void Importance(Utf8JsonWriter json, Importance importance)
    {
        json.WriteStartObject("importance");
        json.WriteString("prefix", importance.Prefix);
        json.WriteNumber("total", importance.Total);
        Text(json, "instruction", importance.Instruction);
        json.WriteEndObject();
    }

    private static void Outcome(Utf8JsonWriter json, Outcome outcome)
    {
        json.WriteString("id", outcome.Id);
        if (outcome.Kind is { } kind) json.WriteString("kind", KindCodes[kind]);
        Text(json, "text", outcome.Text);
        if (outcome.Meaning is { } meaning) json.WriteNumber("meaning", meaning);
        Scale(json, outcome.Scale);
    }

    private static void Attribute(Utf8JsonWriter json, RespondentAttribute attribute)
    {
        json.WriteString("id", attribute.Id);
        Text(json, "text", attribute.Text);
        if (attribute.Options.Length > 0) Array(json, "options", attribute.Options, Option);
    }

    private static void Option(Utf8JsonWriter json, AttributeOption option)
    {
        json.WriteString("id", option.Id);
        Text(json, "text", option.Text);
    }

    private static void Scale(Utf8JsonWriter json, RatingScale scale)
    {
        json.WriteStartObject("scale");
        json.WriteNumber("from", scale.From);
        json.WriteNumber("to", scale.To);
        if (scale.Labels.Count > 0)
        {
            json.WriteStartObject("labels");
            foreach (var (point, label) in scale.Labels) Text(json, point.ToString(CultureInfo.InvariantCulture), label);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        foreach (var (language, value) in text.Texts) json.WriteString(language, value);
        json.WriteEndObject();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> entries, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var entry in entries)
        {
            json.WriteStartObject();
            write(json, entry);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
