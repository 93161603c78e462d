using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Tests.Reference;

/// <summary>A study drawn from a factor model with a seed: questionnaire, responses, and the short form that expected.R takes.</summary>
internal sealed class DrawnStudy
{
    private DrawnStudy(Questionnaire questionnaire, ImmutableArray<Response> responses) => (Questionnaire, Responses) = (questionnaire, responses);

    public Questionnaire Questionnaire { get; }

    public ImmutableArray<Response> Responses { get; }

    /// <summary>The kinds of study that can be drawn.</summary>
    public static ImmutableArray<string> Kinds { get; } =
        ["perceptions-only", "eleven-points", "tolerance", "ideal-points", "one-item-dimension", "heywood", "one-dimension"];

    public static DrawnStudy Draw(string kind, int seed) => kind switch
    {
        "perceptions-only" => Draw(kind, seed, 180, new(1, 5), ["perception"], ["servperf", "weighted-servperf"], [3, 4, 3], importance: true),
        "eleven-points" => Draw(kind, seed, 220, new(0, 10), ["expectation", "perception"], ["servperf", "servqual"], [4, 3, 5], reversed: [2, 6, 9]),
        "tolerance" => Draw(kind, seed, 260, new(1, 9), ["minimum", "desired", "perception"], ["superiority", "adequacy"], [5, 4], reversed: [1]),
        "ideal-points" => Draw(kind, seed, 240, new(1, 7), ["expectation", "perception", "ideal"], ["normed-quality", "evaluated-performance", "servperf"], [4, 4]),
        "one-item-dimension" => Draw(kind, seed, 200, new(1, 7), ["expectation", "perception"], ["servqual", "weighted-servqual", "servperf"], [1, 4, 2], importance: true),
        "heywood" => Draw(kind, seed, 300, new(1, 7), ["perception"], ["servperf"], [3, 4], isHeywood: true),
        "one-dimension" => Draw(kind, seed, 150, new(1, 7), ["expectation", "perception"], ["servqual", "servperf"], [6]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of study."),
    };

    public ResponseTable Table()
    {
        var table = new ResponseTable(Questionnaire);
        foreach (var response in Responses) table.Add(response);
        return table;
    }

    /// <summary>Writes NAME.questionnaire.json, NAME.csv and NAME.spec.json.</summary>
    public void Write(string folder, string name)
    {
        File.WriteAllBytes(Path.Combine(folder, name + ".questionnaire.json"), QuestionnaireFile.Write(Questionnaire));
        using (var csv = File.Create(Path.Combine(folder, name + ".csv"))) ResponseCsvWriter.WriteAll(Questionnaire, Responses, csv, hasByteOrderMark: false);
        File.WriteAllText(Path.Combine(folder, name + ".spec.json"), Specification().ToJsonString(new() { WriteIndented = true }) + "\n");
    }

    private JsonObject Specification()
    {
        var specification = new JsonObject
        {
            ["batteries"] = new JsonObject(Questionnaire.Batteries.Select(battery => KeyValuePair.Create(battery.Id, (JsonNode?)battery.Prefix))),
            ["scale"] = new JsonArray(Questionnaire.Scale.From, Questionnaire.Scale.To),
            ["reversed"] = new JsonArray([.. Questionnaire.Items.Where(item => item.IsReversed).Select(item => (JsonNode)Number(item.Id))]),
            ["dimensions"] = new JsonObject(Questionnaire.Dimensions.Select(dimension =>
                KeyValuePair.Create(dimension.Id, (JsonNode?)new JsonArray([.. dimension.Items.Select(item => (JsonNode)Number(item.Id))])))),
            ["models"] = new JsonArray([.. Questionnaire.Models.Select(model => (JsonNode)model)]),
            ["outcomes"] = new JsonArray([.. Questionnaire.Outcomes.Select(outcome => (JsonNode)outcome.Id)]),
            ["groups"] = new JsonArray([.. Questionnaire.Attributes.Select(attribute => (JsonNode)attribute.Id)]),
        };
        if (Questionnaire.Importance is { } importance) specification["weights"] = importance.Prefix;
        return specification;
    }

    private static int Number(string id) => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture);

    private static LocalizedText Text(string text) => new([KeyValuePair.Create("en", text)]);

    private static RatingScale Scale(int from, int to) => new(from, to, ImmutableSortedDictionary<int, LocalizedText>.Empty);

    private static DrawnStudy Draw(
        string id, int seed, int count, (int From, int To) scale, string[] batteries, string[] models, int[] sizes,
        int[]? reversed = null, bool importance = false, bool isHeywood = false)
    {
        var number = 0;
        var questionnaire = new Questionnaire
        {
            Id = "drawn-" + id,
            Version = 1,
            Title = Text("Drawn study"),
            Batteries = [.. batteries.Select(battery => new Battery(battery, battery[..1].ToUpperInvariant(), Text(battery), null))],
            Scale = Scale(scale.From, scale.To),
            Dimensions =
            [
                .. sizes.Select((size, dimension) => new Dimension("d" + (dimension + 1), Text("Dimension"), null,
                    [.. Enumerable.Range(0, size).Select(_ => ++number).Select(item => new Item(
                        item.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        ImmutableDictionary<string, LocalizedText>.Empty.Add("", Text("Item " + item)), reversed?.Contains(item) ?? false))])),
            ],
            Importance = importance ? new Importance("W", 100, Text("Share the points")) : null,
            Outcomes = [new Outcome("overall", Text("Overall quality"), Scale(1, 7)), new Outcome("recommend", Text("Recommendation"), Scale(0, 10))],
            Attributes = [new RespondentAttribute("branch", Text("Branch"), [])],
            Models = [.. models],
        };
        var random = new Random(seed);
        return new DrawnStudy(questionnaire, [.. Enumerable.Range(1, count).Select(respondent => Respondent(questionnaire, random, respondent, isHeywood))]);
    }

    private static Response Respondent(Questionnaire questionnaire, Random random, int number, bool isHeywood)
    {
        var general = Normal(random);
        double[] factors = [.. questionnaire.Dimensions.Select(_ => 0.6 * general + 0.8 * Normal(random))];
        double[] extra = [Normal(random), Normal(random)];
        var middle = (questionnaire.Scale.Points - 1) / 2.0;
        var answers = ImmutableArray.CreateBuilder<byte>();
        foreach (var battery in questionnaire.Batteries)
        {
            var (level, weight) = battery.Id switch
            {
                "perception" => (0.2, 1.0),
                "minimum" => (-0.3, 0.3),
                _ => (0.6, 0.3),
            };
            for (var dimension = 0; dimension < factors.Length; dimension++)
            {
                for (var item = 0; item < questionnaire.Dimensions[dimension].Items.Length; item++)
                {
                    // A Heywood case: the first item is what two nearly independent things share, each shown by one other item.
                    var score = isHeywood && dimension == 0
                        ? item switch { 0 => 0.7 * (extra[0] + extra[1]), 1 => extra[0], _ => 0.9 * extra[1] + 0.3 * extra[0] } + 0.35 * Normal(random)
                        : weight * (0.75 + 0.05 * item) * factors[dimension] + 0.6 * Normal(random);
                    var position = Math.Clamp((int)Math.Round(middle * (1 + level + 0.45 * score)), 0, questionnaire.Scale.Points - 1);
                    if (questionnaire.Dimensions[dimension].Items[item].IsReversed) position = questionnaire.Scale.Points - 1 - position;
                    answers.Add(random.Next(50) == 0 ? AnswerCode.Skipped : (byte)(position + 1));
                }
            }
        }

        return new Response
        {
            Id = $"r{number:00000}",
            Answers = answers.ToImmutable(),
            ImportancePoints = questionnaire.Importance is null ? [] : [.. Points(random, factors.Length)],
            Outcomes =
            [
                .. questionnaire.Outcomes.Select(outcome => random.Next(40) == 0 ? AnswerCode.Skipped
                    : (byte)(Math.Clamp((int)Math.Round((outcome.Scale.Points - 1) * (0.6 + 0.12 * factors.Average() + 0.08 * factors[0] + 0.1 * Normal(random))), 0, outcome.Scale.Points - 1) + 1)),
            ],
            Attributes = [random.Next(25) == 0 ? null : new[] { "01", "1", "تهران", "Ω" }[Math.Min(random.Next(6), 3)]],
        };
    }

    // Points that need not sum to 100, now and then a missing one or none at all.
    private static double?[] Points(Random random, int dimensions)
    {
        var kind = random.Next(30);
        double?[] points = [.. Enumerable.Range(0, dimensions).Select(_ => kind == 0 ? 0 : (double?)(5 * random.Next(1, 12)))];
        if (kind == 1) points[random.Next(dimensions)] = null;
        return points;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
