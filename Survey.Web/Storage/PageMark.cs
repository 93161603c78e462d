using System.Text.Json;
using System.Text.Json.Serialization;

namespace Survey.Web.Storage;

/// <summary>What is known of the saving of one page of a response.</summary>
/// <param name="Revision">The number of its last save; each save raises it.</param>
/// <param name="View">The showing of the page that saved it last, so that a later save from the same one is told from that of another tab; 0 where unknown.</param>
/// <param name="Step">The number of that save among those of its showing, from 1: what comes late is told from what came after it.</param>
/// <param name="IsPosted">Whether the respondent has sent the page; otherwise its answers were only kept on the way.</param>
[JsonConverter(typeof(PageMarkConverter))]
internal readonly record struct PageMark(int Revision, int View = 0, int Step = 1, bool IsPosted = true);

/// <summary>A page that was sent is <c>3</c> or <c>[3,view,step]</c>, one that was kept <c>[3,view,step,0]</c>: a row has a dozen of them.</summary>
internal sealed class PageMarkConverter : JsonConverter<PageMark>
{
    public override PageMark Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number) return new(reader.GetInt32());
        Span<int> numbers = [0, 0, 1, 1];
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A page's mark is a number or a list of numbers.");
        for (var k = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; k++)
            if (k < numbers.Length) numbers[k] = reader.GetInt32();
        return new(numbers[0], numbers[1], numbers[2], numbers[3] != 0);
    }

    public override void Write(Utf8JsonWriter writer, PageMark value, JsonSerializerOptions options)
    {
        if (value is { View: 0, IsPosted: true })
        {
            writer.WriteNumberValue(value.Revision);
            return;
        }
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Revision);
        writer.WriteNumberValue(value.View);
        writer.WriteNumberValue(value.Step);
        if (!value.IsPosted) writer.WriteNumberValue(0);
        writer.WriteEndArray();
    }
}
