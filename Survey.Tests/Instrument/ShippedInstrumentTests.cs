using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Tests.Instrument;

public sealed partial class ShippedInstrumentTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "questionnaires");

    /// <summary>The instruments for any service, whose items are the 22 of SERVQUAL.</summary>
    public static TheoryData<string> General => ["normed-quality", "servperf", "servqual", "zone-of-tolerance"];

    public static TheoryData<string> Instruments =>
    [
        "airline", "bank", "e-commerce-recovery", "e-commerce", "gap-managers-conditions", "gap-managers", "gap-staff-conditions", "gap-staff",
        "higher-education", "hospital", "library", "normed-quality", "restaurant", "retail", "servperf", "servqual", "zone-of-tolerance",
    ];

    internal static JsonSchema Schema { get; } = new(JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "questionnaire.schema.json"))).RootElement);

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
    [MemberData(nameof(General))]
    public void An_instrument_for_any_service_has_the_structure_of_SERVQUAL(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;
        var sizes = questionnaire.Dimensions.ToDictionary(dimension => dimension.Id, dimension => dimension.Items.Length);

        Assert.Equal(Enumerable.Range(1, 22).Select(i => $"{i}"), questionnaire.Items.Select(item => item.Id));
        Assert.Equal((4, 5, 4, 4, 5), (sizes["tangibles"], sizes["reliability"], sizes["responsiveness"], sizes["assurance"], sizes["empathy"]));
        Assert.Equal(id == "zone-of-tolerance" ? 9 : 7, questionnaire.Scale.Points);
        Assert.Equal(["overall", "satisfaction", "recommend"], questionnaire.Outcomes.Select(outcome => outcome.Id));
        Assert.Equal([(1, 7), (1, 7), (0, 10)], questionnaire.Outcomes.Select(outcome => (outcome.Scale.From, outcome.Scale.To)));
        Assert.Equal(questionnaire.Models.Any(model => model.StartsWith("weighted-", StringComparison.Ordinal)), questionnaire.Importance is not null);
        Assert.Null(questionnaire.Field);
    }

    [Theory]
    [InlineData("e-commerce", 5, "efficiency 8, fulfilment 7, system-availability 4, privacy 3")]
    [InlineData("e-commerce-recovery", 5, "responsiveness 5, compensation 3, contact 3")]
    [InlineData("higher-education", 7, "non-academic 12, academic 9, reputation 9, access 7, programme-issues 2, understanding 2")]
    [InlineData("restaurant", 7, "tangibles 10, reliability 5, responsiveness 3, assurance 6, empathy 5")]
    [InlineData("retail", 5, "physical-aspects 6, reliability 5, personal-interaction 9, problem-solving 3, policy 5")]
    [InlineData("hospital", 5, "tangibles 3, reliability 3, responsiveness 3, assurance 4, empathy 2")]
    [InlineData("bank", 5, "compliance 5, assurance 5, reliability 4, tangibles 5, empathy 8, responsiveness 7")]
    [InlineData("airline", 5, "airline-tangibles 6, terminal-tangibles 10, personnel 8, empathy 7, image 3")]
    [InlineData("library", 9, "affect-of-service 9, information-control 8, library-as-place 5")]
    [InlineData("gap-managers", 7, "tangibles 4, reliability 5, responsiveness 4, assurance 4, empathy 5")]
    [InlineData("gap-staff", 7, "tangibles 4, reliability 5, responsiveness 4, assurance 4, empathy 5")]
    [InlineData("gap-managers-conditions", 7, "research-orientation 4, upward-communication 4, levels-of-management 1, management-commitment 4, goal-setting 2, task-standardisation 2, feasibility 3")]
    [InlineData("gap-staff-conditions", 7, "teamwork 5, employee-job-fit 2, technology-job-fit 1, perceived-control 4, supervisory-control 3, role-conflict 4, role-clarity 5, horizontal-communication 4, promising 2")]
    public void An_instrument_of_a_field_has_the_published_structure(string id, int points, string dimensions)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;

        Assert.Equal(dimensions, string.Join(", ", questionnaire.Dimensions.Select(dimension => $"{dimension.Id} {dimension.Items.Length}")));
        Assert.Equal(Enumerable.Range(1, questionnaire.Items.Count()).Select(i => $"{i}"), questionnaire.Items.Select(item => item.Id));
        Assert.Equal((1, points), (questionnaire.Scale.From, questionnaire.Scale.To));
        Assert.Equal(["en", "fa"], questionnaire.Field!.Languages);
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_shipped_file_labels_every_point_names_its_source_and_asks_for_overall_quality_and_a_comment(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;

        Assert.Matches(@"\((19|20)\d\d\)", questionnaire.Source);
        Assert.True(questionnaire.AllowsNotApplicable);
        Assert.NotNull(questionnaire.Comment);
        Assert.Contains(questionnaire.Outcomes, outcome => outcome.Id == "overall");
        Assert.All(questionnaire.Outcomes.Where(outcome => outcome.Id == "recommend"), outcome => Assert.Equal(OutcomeKind.Nps, outcome.Kind));
        foreach (var scale in questionnaire.Outcomes.Where(outcome => outcome.Kind != OutcomeKind.Nps).Select(outcome => outcome.Scale).Prepend(questionnaire.Scale))
        {
            Assert.Equal(Enumerable.Range(scale.From, scale.Points), scale.Labels.Keys);
            Assert.All(new[] { "en", "fa" }, language => Assert.Equal(scale.Points, scale.Labels.Values.Select(label => label.Find(language)).Distinct().Count()));
        }
    }

    // A statement that is worse the more it holds, such as a conflict of roles, must be recoded.
    [Theory]
    [InlineData("gap-managers-conditions", "2 4 6 8 9 10 13 19")]
    [InlineData("gap-staff-conditions", "9 11 12 14 16 17 21 23 24 26 29 30")]
    public void Conditions_worded_against_quality_are_reversed_and_nothing_else_is(string id, string reversed)
    {
        Assert.Equal(reversed.Split(' '), new InstrumentLibrary().Find(id)!.Questionnaire!.Items.Where(item => item.IsReversed).Select(item => item.Id));
        foreach (var other in Instruments.Select(row => row.Data).Where(other => !other.EndsWith("-conditions", StringComparison.Ordinal)))
            Assert.DoesNotContain(new InstrumentLibrary().Find(other)!.Questionnaire!.Items, item => item.IsReversed);
    }

    [Theory]
    [InlineData("gap-managers")]
    [InlineData("gap-staff")]
    public void The_internal_questionnaires_mirror_every_item_that_customers_rate(string id)
    {
        var library = new InstrumentLibrary();
        var (inside, customers) = (library.Find(id)!.Questionnaire!, library.Find("servqual")!.Questionnaire!);

        Assert.Equal(customers.Items.Select(item => new MirroredItem("servqual", item.Id)), inside.Items.Select(item => item.Mirrors));
        Assert.Equal(customers.Dimensions.Select(dimension => dimension.Id), inside.Dimensions.Select(dimension => dimension.Id));
        // What managers believe customers to expect is compared with what customers do expect: so the statements are the same.
        if (id == "gap-managers")
            Assert.Equal(customers.Items.Select(item => item.TextIn("expectation")), inside.Items.Select(item => item.TextIn("expectation")));
    }

    [Fact]
    public void The_retail_instrument_has_the_sub_dimensions_of_its_source()
    {
        var retail = new InstrumentLibrary().Find("retail")!.Questionnaire!;

        Assert.Equal(
            ["appearance 4", "convenience 2", "promises 2", "doing-it-right 3", "inspiring-confidence 3", "courtesy 6"],
            retail.Dimensions.SelectMany(dimension => dimension.Subdimensions.Select(subdimension =>
                $"{subdimension.Id} {dimension.Items.Count(item => item.Subdimension == subdimension.Id)}")));
    }

    [Theory]
    [InlineData("servqual", "expectation,perception", "servqual,weighted-servqual,servperf,weighted-servperf")]
    [InlineData("servperf", "perception", "servperf,weighted-servperf")]
    [InlineData("zone-of-tolerance", "minimum,desired,perception", "adequacy,superiority,servperf")]
    [InlineData("normed-quality", "expectation,ideal,perception", "normed-quality,evaluated-performance,servqual,weighted-servqual,servperf,weighted-servperf")]
    [InlineData("airline", "perception", "servperf,weighted-servperf")]
    [InlineData("bank", "perception", "servperf,weighted-servperf")]
    [InlineData("e-commerce", "perception", "servperf,weighted-servperf")]
    [InlineData("e-commerce-recovery", "perception", "servperf")]
    [InlineData("higher-education", "perception", "servperf")]
    [InlineData("hospital", "expectation,perception", "servqual,servperf")]
    [InlineData("library", "minimum,desired,perception", "adequacy,superiority,servperf")]
    [InlineData("restaurant", "perception", "servperf,weighted-servperf")]
    [InlineData("retail", "perception", "servperf,weighted-servperf")]
    [InlineData("gap-managers", "expectation,standard", "standards-gap")]
    [InlineData("gap-staff", "standard,delivery,promise", "delivery-gap,communication-gap")]
    [InlineData("gap-managers-conditions", "agreement", "internal-conditions")]
    [InlineData("gap-staff-conditions", "agreement", "internal-conditions")]
    public void A_shipped_file_asks_its_batteries_for_its_models(string id, string batteries, string models)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;

        Assert.Equal(batteries.Split(','), questionnaire.Batteries.Select(battery => battery.Id));
        Assert.Equal(models.Split(','), questionnaire.Models);
    }

    [Theory]
    [MemberData(nameof(Instruments))]
    public void No_two_items_are_worded_alike_and_all_Persian_is_written_in_Persian_letters(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;
        foreach (var battery in questionnaire.Batteries)
            foreach (var language in new[] { "en", "fa" })
            {
                var texts = questionnaire.Items.Select(item => item.TextIn(battery.Id).Find(language)!).ToList();
                Assert.Equal(texts.Count, texts.Distinct().Count());
            }
        LocalizedText[] others =
        [
            .. questionnaire.Batteries.SelectMany(battery => new[] { battery.Title, battery.Instruction! }), .. questionnaire.Scale.Labels.Values,
            .. questionnaire.Dimensions.SelectMany(dimension => new[] { dimension.Title, dimension.Description! }),
            .. questionnaire.Dimensions.SelectMany(dimension => dimension.Subdimensions.Select(subdimension => subdimension.Title)),
            .. questionnaire.Outcomes.SelectMany(outcome => outcome.Scale.Labels.Values.Append(outcome.Text)),
            .. questionnaire.Attributes.SelectMany(attribute => attribute.Options.Select(option => option.Text).Append(attribute.Text)),
            questionnaire.Title, questionnaire.Comment!, .. questionnaire.Field is { } field ? [field] : Array.Empty<LocalizedText>(),
        ];
        var persian = questionnaire.Items.SelectMany(item => item.Texts.Values).Concat(others).Select(text => text.Find("fa")!).ToList();
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
    [InlineData("dimensions/0/subdimensions", "[]")]
    [InlineData("dimensions/0/items/1/mirrors/item", null)]
    [InlineData("field", "\"Clinics\"")]
    [InlineData("comment", "{}")]
    public void What_the_schema_refuses_the_reader_refuses_too(string path, string? json)
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
