using System.Text;
using System.Text.Json.Nodes;

namespace Survey.Tests.Instrument;

/// <summary>Damages a JSON file: bytes, spans, tokens or whole values.</summary>
internal static class Mutation
{
    private static readonly string[] Tokens =
        ["{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "1e400", "99999999999", "\"\"", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", "\0", "ﷺ", "x-"];

    public static byte[] Of(byte[] file, byte[] other, Random random) => random.Next(4) switch
    {
        0 => Flip([.. file], random),
        1 => Splice(file, Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]), random),
        2 => Splice(file, Piece(other, random), random),
        _ => Value(file, random),
    };

    private static byte[] Piece(byte[] file, Random random)
    {
        var start = random.Next(file.Length);
        return file[start..Math.Min(file.Length, start + random.Next(1, 60))];
    }

    private static byte[] Flip(byte[] file, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--) file[random.Next(file.Length)] = (byte)random.Next(256);
        return file;
    }

    private static byte[] Splice(byte[] file, byte[] piece, Random random)
    {
        var start = random.Next(file.Length);
        return [.. file[..start], .. piece, .. file[Math.Min(file.Length, start + random.Next(30))..]];
    }

    private static byte[] Value(byte[] file, Random random)
    {
        var root = JsonNode.Parse(file)!;
        var nodes = new List<JsonNode>();
        Collect(root, nodes);
        var victim = nodes[random.Next(1, nodes.Count)];
        JsonNode? replacement = random.Next(7) switch
        {
            0 => null,
            1 => JsonValue.Create(random.Next(-3, 300)),
            2 => JsonValue.Create("text " + random.Next()),
            3 => new JsonArray(),
            4 => new JsonObject(),
            5 => JsonValue.Create(true),
            _ => nodes[random.Next(1, nodes.Count)].DeepClone(),
        };
        victim.ReplaceWith(replacement);
        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Collect(JsonNode node, List<JsonNode> nodes)
    {
        nodes.Add(node);
        if (node is JsonObject properties)
            foreach (var (_, value) in properties) Collect(value!, nodes);
        if (node is JsonArray entries)
            foreach (var entry in entries) Collect(entry!, nodes);
    }
}
