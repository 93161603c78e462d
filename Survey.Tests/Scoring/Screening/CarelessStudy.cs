using System.Text.Json;
using Survey.Scoring.Responses;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.Screening;

/// <summary>What R computes of a reference study with drawn careless respondents added, from <c>Reference/careless-responding/careless.R</c>.</summary>
internal sealed record CarelessStudy(
    string Study, int?[][] Drawn, int[][] Longstring, double?[][] Variability, double?[] EvenOdd, int[] Identical, int[]? Inversions,
    double?[]? Squared, double?[]? P, long N, int Df, double Critical, double[]? SquaredPercentiles, double[][] LongstringPercentiles,
    double[][] VariabilityPercentiles, JsonElement EvenOddPercentiles)
{
    private static readonly CarelessStudy[] All = JsonSerializer.Deserialize<CarelessStudy[]>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", "careless-responding", "careless.json")), JsonSerializerOptions.Web)!;

    public static IEnumerable<TheoryDataRow<string>> Names => All.Select(study => new TheoryDataRow<string>(study.Study));

    public static CarelessStudy Named(string name) => All.Single(study => study.Study == name);

    /// <summary>The study's responses, then the drawn ones.</summary>
    public ResponseTable Table()
    {
        var table = ReferenceStudy.Responses(Study);
        foreach (var (row, answers) in Drawn.Index())
            table.Add(new Response
            {
                Id = "drawn" + row,
                Answers = [.. answers.Select(answer => answer is { } point ? (byte)(point - table.Questionnaire.Scale.From + 1) : AnswerCode.Skipped)],
                ImportancePoints = table.Questionnaire.Importance is null ? [] : [.. table.Questionnaire.Dimensions.Select(_ => (double?)null)],
                Outcomes = [.. table.Questionnaire.Outcomes.Select(_ => AnswerCode.Skipped)],
                Attributes = [.. table.Questionnaire.Attributes.Select(_ => (string?)null)],
            });
        return table;
    }
}
