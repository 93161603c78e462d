using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Study;

/// <summary>What a file says about the population.</summary>
/// <param name="Population">The population; null when the file has a problem.</param>
/// <param name="Problem">The code of the first problem: <c>malformed</c>, <c>size</c>, <c>repeated</c> or <c>empty</c>; null when there is none.</param>
/// <param name="Detail">What the problem is about.</param>
public sealed record PopulationReading(Population? Population, string? Problem, string Detail);

/// <summary>
/// A population file. JSON: <c>{ "people": 12000, "margins": { "branch": { "north": 7000, "south": 5000 } } }</c>, people optional. CSV: the
/// columns <c>attribute</c>, <c>value</c> and <c>population</c>, a row without an attribute being the people in all. Sizes are counts or shares.
/// </summary>
public static class PopulationFile
{
    private static readonly string[] Columns = ["attribute", "value", "population"];

    /// <summary>Reads a file of either form; what begins with a brace is JSON.</summary>
    public static PopulationReading Read(ReadOnlySpan<byte> file)
    {
        var start = file.StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;
        var rows = new List<(string Attribute, string Value, string Size)>();
        try
        {
            if (CsvText.Trim(start.Trim("\r\n"u8)) is [(byte)'{', ..]) ReadJson(start, rows);
            else if (!ReadCsv(start, rows)) return new PopulationReading(null, "malformed", "attribute, value, population");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new PopulationReading(null, "malformed", exception.Message);
        }

        return Gather(rows);
    }

    private static PopulationReading Gather(List<(string Attribute, string Value, string Size)> rows)
    {
        long? people = null;
        var margins = new List<(string Attribute, List<PopulationValue> Values)>();
        foreach (var (attribute, value, size) in rows)
        {
            var name = attribute.Length == 0 ? size : $"{attribute} {value}";
            if (!double.TryParse(size, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
                || number < 0 || !double.IsFinite(number) || attribute.Length == 0 && (number < 1 || number > long.MaxValue / 2.0))
                return new PopulationReading(null, "size", $"{name}: {size}");
            if (attribute.Length == 0)
            {
                if (people is not null) return new PopulationReading(null, "repeated", name);
                people = (long)Math.Round(number);
                continue;
            }

            if (value.Length == 0) return new PopulationReading(null, "empty", attribute);
            var margin = margins.FirstOrDefault(candidate => candidate.Attribute == attribute);
            if (margin.Values is null) margins.Add(margin = (attribute, []));
            if (margin.Values.Any(candidate => candidate.Value == value)) return new PopulationReading(null, "repeated", name);
            margin.Values.Add(new PopulationValue(value, number));
        }

        foreach (var (attribute, values) in margins)
            if (values.Sum(value => value.Size) <= 0) return new PopulationReading(null, "empty", attribute);
        return people is null && margins.Count == 0
            ? new PopulationReading(null, "empty", "margins")
            : new PopulationReading(new Population([.. margins.Select(margin => new PopulationMargin(margin.Attribute, [.. margin.Values]))], people), null, "");
    }

    private static void ReadJson(ReadOnlySpan<byte> file, List<(string, string, string)> rows)
    {
        using var document = JsonDocument.Parse(file.ToArray());
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name == "people") rows.Add(("", "", member.Value.GetRawText()));
            else if (member.Name != "margins") throw new JsonException(member.Name);
            else
            {
                foreach (var margin in member.Value.EnumerateObject())
                    foreach (var value in margin.Value.EnumerateObject())
                        rows.Add((margin.Name, value.Name, value.Value.GetRawText()));
            }
        }
    }

    private static bool ReadCsv(ReadOnlySpan<byte> file, List<(string, string, string)> rows)
    {
        var header = file.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? file[..end] : file;
        var delimiter = header.Contains((byte)';') ? (byte)';' : header.Contains((byte)'\t') ? (byte)'\t' : (byte)',';
        var record = new CsvRecord(file, delimiter, isFinal: true, new byte[256]);
        string[]? names = null;
        while (record.Position < file.Length)
        {
            var cells = new List<string>();
            CellEnd ending;
            do
            {
                ending = record.Next(out var content);
                if (ending == CellEnd.UnclosedQuote) return false;
                cells.Add(Encoding.UTF8.GetString(content));
            }
            while (ending == CellEnd.Delimiter);
            if (names is null)
            {
                names = [.. cells.Select(cell => cell.ToLowerInvariant())];
                if (!Columns.All(names.Contains)) return false;
            }
            else if (cells.Any(cell => cell.Length > 0))
            {
                if (cells.Count != names.Length) return false;
                rows.Add((cells[Array.IndexOf(names, "attribute")], cells[Array.IndexOf(names, "value")], cells[Array.IndexOf(names, "population")]));
            }
        }

        return names is not null;
    }
}
