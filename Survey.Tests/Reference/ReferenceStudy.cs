using System.Globalization;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;

namespace Survey.Tests.Reference;

/// <summary>A study with results from R. Its CSV is read by CsvHelper, so that the numbers do not rest on the project's own reader.</summary>
internal static class ReferenceStudy
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Reference", "studies");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.expected.json").Select(file => Path.GetFileName(file).Replace(".expected.json", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static ResponseTable Responses(string name, string? folder = null) =>
        Responses(Questionnaire(Path.Combine(folder ?? Folder, name + ".questionnaire.json")), Path.Combine(folder ?? Folder, name + ".csv"));

    public static Questionnaire Questionnaire(string file)
    {
        var reading = QuestionnaireFile.Read(File.ReadAllBytes(file));
        return reading.Questionnaire ?? throw new InvalidDataException(string.Join(Environment.NewLine, reading.Problems));
    }

    public static ResponseTable Responses(Questionnaire questionnaire, string file)
    {
        var table = new ResponseTable(questionnaire);
        using var csv = CsvHelper.CsvReader.FromFile(file);
        while (csv.Read())
        {
            string Cell(string column) => csv.GetString(column);
            table.Add(new Response
            {
                Id = Cell("id"),
                Answers = [.. table.Layout.Columns.Select(column => Code(Cell(column.Name), questionnaire.Scale))],
                ImportancePoints = questionnaire.Importance is { } importance
                    ? [.. questionnaire.Dimensions.Select((_, place) => Number(Cell(importance.Prefix + (place + 1))))]
                    : [],
                Outcomes = [.. questionnaire.Outcomes.Select(outcome => Code(Cell(outcome.Id), outcome.Scale))],
                Attributes = [.. questionnaire.Attributes.Select(attribute => Cell(attribute.Id))],
            });
        }

        return table;
    }

    public static JsonNode Json(StudyResult result)
    {
        using var stream = new MemoryStream();
        StudyResultJson.Write(result, stream);
        return JsonNode.Parse(stream.ToArray())!;
    }

    private static byte Code(string cell, RatingScale scale) =>
        cell.Length == 0 ? AnswerCode.Skipped : cell == "-" ? AnswerCode.NotSeen : (byte)(int.Parse(cell, CultureInfo.InvariantCulture) - scale.From + 1);

    private static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);
}
