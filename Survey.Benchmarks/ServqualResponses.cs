using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Benchmarks;

/// <summary>Drawn responses to a SERVQUAL of the usual size: one factor per dimension and a general one, 1 % of the answers missing.</summary>
internal static class ServqualResponses
{
    private static readonly int[] Sizes = [4, 5, 4, 4, 5];
    private static readonly string[] OutcomeIds = ["overall", "satisfaction", "recommend"];

    /// <summary>22 items in two batteries, importance, three outcomes, two attributes, four models.</summary>
    public static Questionnaire Questionnaire { get; } = Ask();

    public static ResponseTable Draw(int count, int seed)
    {
        var table = new ResponseTable(Questionnaire);
        var random = new Random(seed);
        var answers = new byte[44];
        var points = new double[Sizes.Length];
        var outcomes = new byte[3];
        var attributes = new string?[2];
        var factors = new double[Sizes.Length];
        for (var row = 0; row < count; row++)
        {
            var general = random.NextDouble() - 0.5;
            for (var dimension = 0; dimension < factors.Length; dimension++) factors[dimension] = general + random.NextDouble() - 0.5;
            var column = 0;
            for (var battery = 0; battery < 2; battery++)
                for (var dimension = 0; dimension < Sizes.Length; dimension++)
                    for (var item = 0; item < Sizes[dimension]; item++)
                        answers[column++] = random.Next(100) == 0
                            ? AnswerCode.Skipped
                            : (byte)Math.Clamp(Math.Round(battery == 0 ? 6 + 2 * (random.NextDouble() - 0.5) : 4.5 + 1.5 * factors[dimension] + 2 * (random.NextDouble() - 0.5)), 1, 7);
            for (var dimension = 0; dimension < points.Length; dimension++) points[dimension] = 5 * random.Next(1, 9);
            for (var outcome = 0; outcome < outcomes.Length; outcome++)
                outcomes[outcome] = (byte)Math.Clamp(Math.Round(4 + 2 * general + random.NextDouble()), 1, 7);
            attributes[0] = random.Next(8) switch { 0 => "tabriz", 1 => "shiraz", 2 => "isfahan", _ => "tehran" };
            attributes[1] = random.Next(20) == 0 ? null : random.Next(2) == 0 ? "f" : "m";
            table.Add($"r{row:0000000}", answers, points, outcomes, attributes);
        }

        return table;
    }

    private static Questionnaire Ask()
    {
        static LocalizedText Text(string text) => new([KeyValuePair.Create("en", text)]);
        var scale = new RatingScale(1, 7, ImmutableSortedDictionary<int, LocalizedText>.Empty);
        var number = 0;
        return new Questionnaire
        {
            Id = "benchmark",
            Version = 1,
            Title = Text("Benchmark"),
            Batteries = [new Battery("expectation", "E", Text("Expectation"), null), new Battery("perception", "P", Text("Perception"), null)],
            Scale = scale,
            Dimensions =
            [
                .. Sizes.Select((size, dimension) => new Dimension($"d{dimension + 1}", Text("Dimension"), null,
                    [.. Enumerable.Range(0, size).Select(_ => new Item($"{++number}", ImmutableDictionary<string, LocalizedText>.Empty.Add("", Text("Item")), false))])),
            ],
            Importance = new Importance("W", 100, Text("Importance")),
            Outcomes = [.. OutcomeIds.Select(id => new Outcome(id, Text(id), scale))],
            Attributes = [new RespondentAttribute("branch", Text("Branch"), []), new RespondentAttribute("gender", Text("Gender"), [])],
            Models = ["servqual", "weighted-servqual", "servperf", "weighted-servperf"],
        };
    }
}
