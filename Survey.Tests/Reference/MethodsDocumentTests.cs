using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;
using Survey.Tests.Browser;
using Survey.Tests.Scoring.StudyResults;
using Survey.Web.Features.Fielding;
using Survey.Web.Storage;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Reference;

/// <summary><c>docs/methods.md</c> names every member of a result: a new figure without a word about it fails here.</summary>
public sealed class MethodsDocumentTests
{
    private const string Heading = "Names in the JSON";

    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "methods.md")).ReplaceLineEndings("\n");

    private static readonly StudyOptions Complete = new() { Resamples = 40, MinimumGroup = 5 };

    // Instruments with all that a result may hold: indicators, sub-dimensions, three batteries, another pair of batteries.
    public static TheoryData<string> Instruments => ["bank", "retail", "library", "gap-managers"];

    public static TheoryData<string> Studies => [.. ReferenceStudy.Names];

    [Theory, MemberData(nameof(Studies))]
    public void Every_figure_of_a_reference_study_is_named(string study)
    {
        var responses = ReferenceStudy.Responses(study);
        Assert.Empty(Missing(Result(responses, Complete), responses.Questionnaire));
    }

    [Theory, MemberData(nameof(Instruments))]
    public void Every_figure_of_a_shipped_instrument_is_named(string instrument)
    {
        var questionnaire = new InstrumentLibrary().Find(instrument)!.Questionnaire!;
        var table = new ResponseTable(questionnaire);
        foreach (var response in new SampleResponses(7, 120, 0, SampleProfile.For(questionnaire)).For(questionnaire, DateTimeOffset.UnixEpoch)) table.Add(response.Response);
        Assert.Empty(Missing(Result(table, Complete), questionnaire));
    }

    [Fact]
    public void Every_figure_of_further_questions_is_named()
    {
        var responses = QuestionReference.Responses();
        Assert.Empty(Missing(Result(responses, new StudyOptions { Depth = StudyDepth.Figures }), responses.Questionnaire));
        Assert.Empty(Missing(Result(responses, new StudyOptions { Depth = StudyDepth.Figures, MinimumGroup = 1_000 }), responses.Questionnaire));
    }

    [Fact]
    public void Every_figure_of_a_study_of_drawn_items_is_named()
    {
        var responses = ReferenceStudy.Responses("drawn", Path.Combine(AppContext.BaseDirectory, "Reference", "drawn"));
        Assert.Empty(Missing(Result(responses, Complete), responses.Questionnaire));
    }

    [Fact]
    public void Every_figure_of_a_weighted_study_is_named()
    {
        var responses = ReferenceStudy.Responses("servqual");
        var population = new Population([new PopulationMargin("branch", [new("isfahan", 3000), new("shiraz", 1000), new("tehran-north", 2000), new("tehran-south", 4000)])], 10_000);
        Assert.Empty(Missing(Result(responses, new StudyOptions { Population = population, Depth = StudyDepth.Figures }), responses.Questionnaire));
    }

    [Fact]
    public void Every_figure_of_a_comparison_of_waves_is_named()
    {
        var responses = ReferenceStudy.Responses("servqual");
        var dimension = responses.Questionnaire.Dimensions[0];
        var newer = responses.Questionnaire with
        {
            Version = 2,
            Dimensions = [dimension with { Items = [dimension.Items[0] with { Meaning = 2 }, .. dimension.Items[1..]] }, .. responses.Questionnaire.Dimensions[1..]],
        };
        Wave[] waves = [.. Enumerable.Range(0, 9).Select(period => new Wave($"{period}", Part(period * 40, period < 8 ? responses.Questionnaire : newer)))];
        var stream = new MemoryStream();
        WavesResultJson.Write(new WavesResult([WaveComparison.Of(waves[0], waves[1], "person"), WaveComparison.Of(waves[7], waves[8])], WaveCharts.Of(waves)), stream);

        Assert.Empty(DocumentedNames.Read(Document, Heading)[1].Missing(JsonNode.Parse(stream.ToArray())!, []));

        ResponseTable Part(int first, Questionnaire questionnaire)
        {
            var table = new ResponseTable(questionnaire);
            for (var row = first; row < first + 40; row++) table.Add(responses.GetResponse(row) with { Further = [KeyValuePair.Create("person", $"p{row % 40}")] });
            return table;
        }
    }

    [Theory]
    [InlineData("/models/0/overall", "skewness", "models.overall.skewness (row models)")]
    // The name is known, but at another place.
    [InlineData("/models/0/structure/cfa", "omega", "models.structure.cfa.omega (row models.structure.cfa)")]
    [InlineData("", "alpha", "alpha (row )")]
    public void A_figure_that_is_not_named_is_found(string place, string name, string found)
    {
        var responses = ReferenceStudy.Responses("servqual");
        var result = Result(responses, new StudyOptions { Depth = StudyDepth.Figures });
        var node = place.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate(result, (parent, member) => int.TryParse(member, out var index) ? parent[index]! : parent[member]!);
        node[name] = 1.5;

        Assert.Equal([found], Missing(result, responses.Questionnaire));
    }

    [Fact]
    public void The_sections_that_the_tables_name_are_there()
    {
        var sections = DocumentedNames.Read(Document, Heading).SelectMany(table => table.Sections).SelectMany(names => names.Split("*, *")).Distinct().ToArray();

        Assert.NotEmpty(sections);
        Assert.All(sections, section => Assert.True(Document.Contains($"\n## {section}\n", StringComparison.Ordinal) || Document.Contains($"\n### {section}\n", StringComparison.Ordinal), section));
    }

    private static JsonNode Result(ResponseTable responses, StudyOptions options) => ReferenceStudy.Json(Evaluation.Evaluate(responses, options));

    private static IReadOnlyCollection<string> Missing(JsonNode result, Questionnaire questionnaire) =>
        DocumentedNames.Read(Document, Heading)[0].Missing(result, [.. questionnaire.Batteries.Select(battery => battery.Id)]);
}
