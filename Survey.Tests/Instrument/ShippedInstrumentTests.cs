using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Tests.Instrument;

public sealed partial class ShippedInstrumentTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "questionnaires");

    public static TheoryData<string> Instruments => ["normed-quality", "servperf", "servqual", "zone-of-tolerance"];

    private static JsonSchema Schema { get; } = new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "questionnaire.schema.json"))).RootElement);

    [Fact]
    public void The_library_lists_the_instruments_and_not_the_schema()
    {
        var library = new InstrumentLibrary();

        Assert.Equal(Instruments.Select(row => row.Data), library.All().Select(file => file.Id));
        Assert.Equal("servqual", library.Find("servqual")?.Questionnaire?.Id);
        Assert.Null(library.Find("nothing"));
        Assert.Null(library.Find("../servqual"));
        Assert.Null(library.Find("questionnaire.schema"));
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_shipped_file_reads_without_a_warning_under_its_own_name_and_is_canonical(string id)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, id + ".json"));
        var reading = QuestionnaireFile.Read(bytes);

        Assert.Empty(reading.Problems);
        Assert.Equal(id, reading.Questionnaire!.Id);
        Assert.Equal(["en", "fa"], reading.Questionnaire.Languages);
        Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(QuestionnaireFile.Write(reading.Questionnaire)));
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_shipped_file_has_the_published_structure(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;
        var sizes = questionnaire.Dimensions.ToDictionary(dimension => dimension.Id, dimension => dimension.Items.Length);

        Assert.Equal(Enumerable.Range(1, 22).Select(i => $"{i}"), questionnaire.Items.Select(item => item.Id));
        Assert.Equal((4, 5, 4, 4, 5), (sizes["tangibles"], sizes["reliability"], sizes["responsiveness"], sizes["assurance"], sizes["empathy"]));
        Assert.Equal(id == "zone-of-tolerance" ? 9 : 7, questionnaire.Scale.Points);
        Assert.Equal(["overall", "satisfaction", "recommend"], questionnaire.Outcomes.Select(outcome => outcome.Id));
        Assert.Equal([(1, 7), (1, 7), (0, 10)], questionnaire.Outcomes.Select(outcome => (outcome.Scale.From, outcome.Scale.To)));
        Assert.Equal(questionnaire.Models.Any(model => model.StartsWith("weighted-", StringComparison.Ordinal)), questionnaire.Importance is not null);
        Assert.NotEmpty(questionnaire.Source);
        Assert.True(questionnaire.AllowsNotApplicable);
    }

    [Theory]
    [InlineData("servqual", "expectation,perception", "servqual,weighted-servqual,servperf,weighted-servperf")]
    [InlineData("servperf", "perception", "servperf,weighted-servperf")]
    [InlineData("zone-of-tolerance", "minimum,desired,perception", "adequacy,superiority,servperf")]
    [InlineData("normed-quality", "expectation,ideal,perception", "normed-quality,evaluated-performance,servqual,weighted-servqual,servperf,weighted-servperf")]
    public void A_shipped_file_asks_its_batteries_for_its_models(string id, string batteries, string models)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;

        Assert.Equal(batteries.Split(','), questionnaire.Batteries.Select(battery => battery.Id));
        Assert.Equal(models.Split(','), questionnaire.Models);
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void No_two_items_are_worded_alike_and_the_Persian_is_written_in_Persian_letters(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;
        foreach (var battery in questionnaire.Batteries)
            foreach (var language in new[] { "en", "fa" })
            {
                var texts = questionnaire.Items.Select(item => item.TextIn(battery.Id).Find(language)!).ToList();
                Assert.Equal(22, texts.Distinct().Count());
            }
        var persian = questionnaire.Items.SelectMany(item => item.Texts.Values).Select(text => text.Find("fa")!).ToList();
        Assert.All(persian, text => Assert.Matches(PersianOnly(), text));
        Assert.All(persian, text => Assert.DoesNotMatch(ForgottenHalfSpace(), text));
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_shipped_file_fits_the_schema(string id)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, id + ".json")));

        Assert.Empty(Schema.Problems(document.RootElement));
    }

    [Theory]
    [InlineData("servqual")]
    [InlineData("awkward")]
    [InlineData("normed-quality")]
    [InlineData("zone-of-tolerance")]
    public void The_reference_files_fit_the_schema(string study)
    {
        using var document = JsonDocument.Parse(QuestionnaireFiles.Reference(study));

        Assert.Empty(Schema.Problems(document.RootElement));
    }

    [Theory]
    [InlineData("id", "\"Not Good\"")]
    [InlineData("version", "0")]
    [InlineData("colour", "1")]
    [InlineData("title/en", "\"  \"")]
    [InlineData("batteries", "[]")]
    [InlineData("batteries/0/prefix", "\"1E\"")]
    [InlineData("scale/labels/01", "{ \"en\": \"x\" }")]
    [InlineData("notApplicable", "\"yes\"")]
    [InlineData("dimensions/0/items/0/texts", "1")]
    [InlineData("attributes/0/options/1/id", "\" 2\"")]
    [InlineData("comment", "{}")]
    public void What_the_schema_refuses_the_reader_refuses_too(string path, string json)
    {
        var file = QuestionnaireFiles.SmallWith(path, json);
        using var document = JsonDocument.Parse(file.ToJsonString());

        Assert.NotEmpty(Schema.Problems(document.RootElement));
        Assert.Null(QuestionnaireFiles.Read(file).Questionnaire);
    }

    [Fact]
    public void The_small_file_of_the_tests_fits_the_schema()
    {
        using var document = JsonDocument.Parse(QuestionnaireFiles.Small().ToJsonString());

        Assert.Empty(Schema.Problems(document.RootElement));
    }

    /// <summary>No Arabic ye or kaf, no Latin letters, no Latin digits.</summary>
    [GeneratedRegex(@"^[^يىكA-Za-z0-9]+$")]
    private static partial Regex PersianOnly();

    /// <summary>A space where Persian takes a half-space: before ها and after می or نمی.</summary>
    [GeneratedRegex(@"(^| )(ن?می) | ها(ی)?( |$|،|\.)")]
    private static partial Regex ForgottenHalfSpace();
}
