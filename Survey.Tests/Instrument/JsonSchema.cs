using System.Text.Json;
using System.Text.RegularExpressions;

namespace Survey.Tests.Instrument;

/// <summary>A validator for the part of JSON Schema 2020-12 that questionnaire.schema.json uses; a keyword that it does not know is an error.</summary>
internal sealed class JsonSchema(JsonElement root)
{
    public List<string> Problems(JsonElement instance)
    {
        var problems = new List<string>();
        Check(instance, root, "$", problems);
        return problems;
    }

    private void Check(JsonElement instance, JsonElement schema, string path, List<string> problems)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            var value = keyword.Value;
            var isFine = keyword.Name switch
            {
                "$schema" or "$defs" or "title" or "description" or "properties" or "patternProperties" => true,
                "$ref" => IsValid(instance, Resolve(value.GetString()!), path, problems),
                "anyOf" => value.EnumerateArray().Any(option => Count(instance, option) == 0),
                "type" => HasType(instance, value.GetString()!),
                "enum" => value.EnumerateArray().Any(possible => JsonElement.DeepEquals(possible, instance)),
                "required" => value.EnumerateArray().All(name => instance.TryGetProperty(name.GetString()!, out _)),
                "additionalProperties" => instance.ValueKind != JsonValueKind.Object || Properties(instance, schema, path, problems),
                "minProperties" => instance.ValueKind != JsonValueKind.Object || instance.GetPropertyCount() >= value.GetInt32(),
                "items" => instance.ValueKind != JsonValueKind.Array || instance.EnumerateArray().Select((entry, i) => IsValid(entry, value, $"{path}[{i}]", problems)).All(fine => fine),
                "minItems" => instance.ValueKind != JsonValueKind.Array || instance.GetArrayLength() >= value.GetInt32(),
                "maxItems" => instance.ValueKind != JsonValueKind.Array || instance.GetArrayLength() <= value.GetInt32(),
                "uniqueItems" => instance.ValueKind != JsonValueKind.Array || instance.EnumerateArray().Select(entry => entry.GetRawText()).Distinct().Count() == instance.GetArrayLength(),
                "minimum" => instance.ValueKind != JsonValueKind.Number || instance.GetDouble() >= value.GetDouble(),
                "maximum" => instance.ValueKind != JsonValueKind.Number || instance.GetDouble() <= value.GetDouble(),
                "minLength" => instance.ValueKind != JsonValueKind.String || instance.GetString()!.Length >= value.GetInt32(),
                "maxLength" => instance.ValueKind != JsonValueKind.String || instance.GetString()!.Length <= value.GetInt32(),
                "pattern" => instance.ValueKind != JsonValueKind.String || Regex.IsMatch(instance.GetString()!, value.GetString()!),
                _ => throw new NotSupportedException($"The keyword {keyword.Name} is not known."),
            };
            if (!isFine) problems.Add($"{path}: {keyword.Name}");
        }
    }

    private bool Properties(JsonElement instance, JsonElement schema, string path, List<string> problems)
    {
        var others = schema.GetProperty("additionalProperties");
        var isFine = true;
        foreach (var property in instance.EnumerateObject())
        {
            var inner = $"{path}.{property.Name}";
            var known = false;
            if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(property.Name, out var own))
            {
                known = true;
                Check(property.Value, own, inner, problems);
            }
            if (schema.TryGetProperty("patternProperties", out var patterns))
                foreach (var pattern in patterns.EnumerateObject().Where(pattern => Regex.IsMatch(property.Name, pattern.Name)))
                {
                    known = true;
                    Check(property.Value, pattern.Value, inner, problems);
                }
            if (known) continue;
            if (others.ValueKind == JsonValueKind.False) isFine = false;
            else Check(property.Value, others, inner, problems);
        }
        return isFine;
    }

    private bool IsValid(JsonElement instance, JsonElement schema, string path, List<string> problems)
    {
        var before = problems.Count;
        Check(instance, schema, path, problems);
        return problems.Count == before;
    }

    private int Count(JsonElement instance, JsonElement schema)
    {
        var problems = new List<string>();
        Check(instance, schema, "$", problems);
        return problems.Count;
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(root, (element, step) => element.GetProperty(step));

    private static bool HasType(JsonElement instance, string type) => type switch
    {
        "object" => instance.ValueKind == JsonValueKind.Object,
        "array" => instance.ValueKind == JsonValueKind.Array,
        "string" => instance.ValueKind == JsonValueKind.String,
        "boolean" => instance.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => instance.ValueKind == JsonValueKind.Number,
        "integer" => instance.ValueKind == JsonValueKind.Number && instance.TryGetInt64(out _),
        _ => throw new NotSupportedException($"The type {type} is not known."),
    };
}
