using System.Globalization;
using System.Resources;
using System.Text;
using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class QuestionnaireFileTests
{
    public static TheoryData<string> References => [.. QuestionnaireFiles.References];

    [Theory]
    [MemberData(nameof(References))]
    public void A_reference_file_reads_without_an_error_and_says_which_labels_are_missing(string study)
    {
        var reading = QuestionnaireFile.Read(QuestionnaireFiles.Reference(study));

        Assert.NotNull(reading.Questionnaire);
        Assert.All(reading.Problems, problem => Assert.False(problem.IsError));
        Assert.Equal(["$.scale.labels", "$.outcomes[0].scale.labels", "$.outcomes[1].scale.labels", "$.outcomes[2].scale.labels"], reading.Problems.Select(problem => problem.Path));
        Assert.Equal("labels-missing", reading.Problems[0].Code);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Reading_what_was_written_gives_an_equal_questionnaire_and_the_same_bytes(string study)
    {
        var questionnaire = QuestionnaireFiles.ReadReference(study);
        var written = QuestionnaireFile.Write(questionnaire);
        var again = QuestionnaireFile.Read(written).Questionnaire;

        Assert.Equal(questionnaire, again);
        Assert.Equal(questionnaire.GetHashCode(), again!.GetHashCode());
        Assert.Equal(written, QuestionnaireFile.Write(again));
    }

    [Fact]
    public void The_small_file_uses_everything_and_survives_the_round_trip()
    {
        var reading = QuestionnaireFiles.Read(QuestionnaireFiles.Small());
        Assert.Empty(reading.Problems);
        var questionnaire = reading.Questionnaire!;

        Assert.Equal("Cannot say", questionnaire.NotApplicableText!.In("en"));
        Assert.Equal("They should care", questionnaire.Dimensions[0].Items[0].TextIn("expectation").In("en"));
        Assert.Equal("They care", questionnaire.Dimensions[0].Items[0].Text.In("en"));
        Assert.True(questionnaire.Dimensions[0].Items[1].IsReversed);
        Assert.Equal("جنوب", questionnaire.Attributes[0].Options[1].Id);
        Assert.Equal(["warmth", "manners"], questionnaire.Dimensions[0].Items.Select(item => item.Subdimension));
        Assert.Equal("Manners", questionnaire.Dimensions[0].Subdimensions[1].Title.In("en"));
        Assert.Equal(new MirroredItem("other-small", "b.2"), questionnaire.Dimensions[0].Items[1].Mirrors);
        Assert.Equal("Clinics", questionnaire.Field!.In("en"));
        Assert.Equal(questionnaire, QuestionnaireFile.Read(QuestionnaireFile.Write(questionnaire)).Questionnaire);
    }

    [Fact]
    public void Questionnaires_differ_when_any_text_differs()
    {
        var questionnaire = QuestionnaireFiles.Read(QuestionnaireFiles.Small()).Questionnaire!;
        foreach (var path in new[] { "title/en", "batteries/0/instruction/en", "scale/labels/2/en", "dimensions/0/description/en", "dimensions/0/items/0/text/perception/en",
            "importance/instruction/en", "outcomes/0/scale/labels/10/en", "attributes/0/options/1/text/en", "comment/text/en", "notApplicable/en", "source", "field/en",
            "dimensions/0/subdimensions/1/title/en" })
        {
            var other = QuestionnaireFiles.Read(QuestionnaireFiles.SmallWith(path, "\"Other\"")).Questionnaire;
            Assert.NotNull(other);
            Assert.NotEqual(questionnaire, other);
        }
    }

    [Fact]
    public void The_canonical_file_keeps_half_spaces_and_quotes_readable()
    {
        var file = QuestionnaireFiles.SmallWith("title", """{ "en": "A \"small\" one\nin two lines \\", "fa": "پرسش‌نامهٔ کوچک 🙂" }""");
        var questionnaire = QuestionnaireFiles.Read(file).Questionnaire!;
        var written = Encoding.UTF8.GetString(QuestionnaireFile.Write(questionnaire));

        Assert.Contains("پرسش‌نامهٔ کوچک 🙂", written, StringComparison.Ordinal);
        Assert.Contains("""A \"small\" one\nin two lines \\""", written, StringComparison.Ordinal);
        Assert.Equal(questionnaire, QuestionnaireFile.Read(Encoding.UTF8.GetBytes(written)).Questionnaire);
    }

    [Theory]
    [InlineData("id", null, "$.id", "property-missing")]
    [InlineData("id", "\"Not Good\"", "$.id", "questionnaire-id-malformed")]
    [InlineData("version", "0", "$.version", "integer-out-of-range")]
    [InlineData("version", "1.5", "$.version", "integer-out-of-range")]
    [InlineData("version", "\"1\"", "$.version", "integer-expected")]
    [InlineData("title", "\"Small\"", "$.title", "object-expected")]
    [InlineData("title", "{}", "$.title", "text-missing")]
    [InlineData("title/en", "\"  \"", "$.title.en", "text-blank")]
    [InlineData("title/en", "\"a\\u0000b\"", "$.title.en", "control-character")]
    [InlineData("title/english language", "\"x\"", "$.title['english language']", "language-malformed")]
    [InlineData("colour", "1", "$.colour", "property-unknown")]
    [InlineData("dimensions/0/items/0/texts", "1", "$.dimensions[0].items[0].texts", "property-unknown")]
    [InlineData("batteries", "[]", "$.batteries", "array-empty")]
    [InlineData("batteries", "{}", "$.batteries", "array-expected")]
    [InlineData("batteries/0/prefix", "\"1E\"", "$.batteries[0].prefix", "prefix-malformed")]
    [InlineData("batteries/1/prefix", "\"E\"", "$.batteries[1].prefix", "column-repeated")]
    [InlineData("scale/to", "1", "$.scale.to", "scale-ends")]
    [InlineData("scale/to", "254", "$.scale", "scale-too-long")]
    [InlineData("scale/to", "2", "$.scale.labels['3']", "label-off-scale")]
    [InlineData("scale/labels/01", "{ \"en\": \"x\" }", "$.scale.labels['01']", "label-not-a-point")]
    [InlineData("outcomes/0/scale/from", "10", "$.outcomes[0].scale.to", "scale-ends")]
    [InlineData("outcomes/0/kind", "\"likes\"", "$.outcomes[0].kind", "outcome-kind-unknown")]
    [InlineData("outcomes/0/kind", "1", "$.outcomes[0].kind", "string-expected")]
    [InlineData("outcomes/0", """{ "id": "o", "kind": "nps", "text": { "en": "?" }, "scale": { "from": 1, "to": 10 } }""", "$.outcomes[0].kind", "nps-scale")]
    [InlineData("outcomes/0", """{ "id": "o", "kind": "csat", "text": { "en": "?" }, "scale": { "from": 1, "to": 3 } }""", "$.outcomes[0].kind", "csat-scale")]
    [InlineData("notApplicable", "\"yes\"", "$.notApplicable", "boolean-expected")]
    [InlineData("dimensions/1/id", "\"care\"", "$.dimensions[1].id", "id-repeated")]
    [InlineData("dimensions/1/items/0/id", "\"1\"", "$.dimensions[1].items[0].id", "id-repeated")]
    [InlineData("dimensions/1/items", "[]", "$.dimensions[1].items", "array-empty")]
    [InlineData("dimensions/1/items/0/id", "\"پرسش\"", "$.dimensions[1].items[0].id", "id-malformed")]
    [InlineData("dimensions/0/items/0/text/perception", null, "$.dimensions[0].items[0].text.perception", "battery-text-missing")]
    [InlineData("dimensions/0/items/0/text/ideal", "{ \"en\": \"x\" }", "$.dimensions[0].items[0].text.ideal", "battery-unknown")]
    [InlineData("dimensions/0/items/1/meaning", "0", "$.dimensions[0].items[1].meaning", "integer-out-of-range")]
    [InlineData("dimensions/0/items/1/subdimension", "\"speed\"", "$.dimensions[0].items[1].subdimension", "subdimension-unknown")]
    [InlineData("dimensions/1/items/0/subdimension", "\"warmth\"", "$.dimensions[1].items[0].subdimension", "subdimension-unknown")]
    [InlineData("dimensions/0/subdimensions/1/id", "\"warmth\"", "$.dimensions[0].subdimensions[1].id", "id-repeated")]
    [InlineData("dimensions/0/subdimensions", "[]", "$.dimensions[0].subdimensions", "array-empty")]
    [InlineData("dimensions/0/items/1/mirrors", "\"2\"", "$.dimensions[0].items[1].mirrors", "object-expected")]
    [InlineData("dimensions/0/items/1/mirrors/item", null, "$.dimensions[0].items[1].mirrors.item", "property-missing")]
    [InlineData("dimensions/0/items/1/mirrors/questionnaire", "\"Other Small\"", "$.dimensions[0].items[1].mirrors.questionnaire", "questionnaire-id-malformed")]
    [InlineData("field", "\"Clinics\"", "$.field", "object-expected")]
    [InlineData("importance/total", "0", "$.importance.total", "integer-out-of-range")]
    [InlineData("importance/prefix", "\"E\"", "$.importance.prefix", "column-repeated")]
    [InlineData("importance", null, "$.models[1]", "model-importance-missing")]
    [InlineData("outcomes/0/id", "\"E1\"", "$.outcomes[0].id", "column-repeated")]
    [InlineData("attributes/1/id", "\"submitted\"", "$.attributes[1].id", "column-reserved")]
    [InlineData("attributes/1/id", "\"overall\"", "$.attributes[1].id", "column-repeated")]
    [InlineData("attributes/0/options/1/id", "\"01\"", "$.attributes[0].options[1].id", "option-repeated")]
    [InlineData("attributes/0/options/1/id", "\" 2\"", "$.attributes[0].options[1].id", "option-malformed")]
    [InlineData("attributes/0/options", "[]", "$.attributes[0].options", "array-empty")]
    [InlineData("models", "[]", "$.models", "array-empty")]
    [InlineData("models/0", "\"servqaul\"", "$.models[0]", "model-unknown")]
    [InlineData("models/2", "\"servqual\"", "$.models[2]", "model-repeated")]
    [InlineData("models/+", "\"normed-quality\"", "$.models[3]", "model-battery-missing")]
    public void A_rule_that_is_broken_is_named_at_its_place(string path, string? json, string expectedPath, string expectedCode)
    {
        var reading = QuestionnaireFiles.Read(QuestionnaireFiles.SmallWith(path, json));

        Assert.Null(reading.Questionnaire);
        Assert.Contains(reading.Problems, problem => problem.IsError && problem.Path == expectedPath && problem.Code == expectedCode);
    }

    [Theory]
    [InlineData("nps", OutcomeKind.Nps)]
    [InlineData("csat", OutcomeKind.Csat)]
    [InlineData("ces", OutcomeKind.Ces)]
    public void The_kind_of_an_outcome_survives_the_round_trip(string code, OutcomeKind kind)
    {
        var questionnaire = QuestionnaireFiles.Read(QuestionnaireFiles.SmallWith("outcomes/0/kind", $"\"{code}\"")).Questionnaire!;

        Assert.Equal(kind, questionnaire.Outcomes[0].Kind);
        Assert.Equal(questionnaire, QuestionnaireFile.Read(QuestionnaireFile.Write(questionnaire)).Questionnaire);
        Assert.NotEqual(questionnaire, QuestionnaireFiles.Read(QuestionnaireFiles.Small()).Questionnaire);
    }

    [Theory]
    [InlineData("title", """{ "en": "Small", "fa": "کوچک" }""", "$.comment.text", "language-missing")]
    [InlineData("comment/text/fa", "\"نظر\"", "$.title", "title-language-missing")]
    [InlineData("scale/labels/2", null, "$.scale.labels", "labels-missing")]
    [InlineData("outcomes/0/scale/labels/10", null, "$.outcomes[0].scale.labels", "labels-missing")]
    public void What_is_only_incomplete_is_a_warning(string path, string? json, string expectedPath, string expectedCode)
    {
        var reading = QuestionnaireFiles.Read(QuestionnaireFiles.SmallWith(path, json));

        Assert.NotNull(reading.Questionnaire);
        Assert.Contains(reading.Problems, problem => !problem.IsError && problem.Path == expectedPath && problem.Code == expectedCode);
    }

    [Fact]
    public void Every_problem_is_reported_in_the_order_of_the_file()
    {
        var reading = QuestionnaireFile.Read("""
            { "models": ["servqual", "nothing"], "id": "x", "id": "y", "version": "1", "batteries": [ 5, { "id": "perception", "prefix": "P" } ],
              "scale": { "from": 7, "to": 1 }, "dimensions": [ { "id": "a", "title": { "en": "A" }, "items": [ { "id": "1" } ] } ] }
            """u8.ToArray());

        Assert.Null(reading.Questionnaire);
        Assert.Equal(
            ["$.title", "$.models[0]", "$.models[1]", "$.id", "$.version", "$.batteries[0]", "$.batteries[1].title", "$.scale.to", "$.dimensions[0].items[0].text"],
            reading.Problems.Select(problem => problem.Path));
    }

    [Theory]
    [InlineData("{\n  \"id\": \"x\",\n  \"é\" 1 }", "3", "7")]
    [InlineData("{ \"id\": \"a\", }", "1", "14")]
    [InlineData("", "1", "1")]
    [InlineData("{ \"id\":\n \"\\ud800\" }", "2", "2")]
    public void Malformed_JSON_is_named_with_line_and_column(string json, string line, string column)
    {
        var problem = Assert.Single(QuestionnaireFile.Read(Encoding.UTF8.GetBytes(json)).Problems);

        Assert.Equal([line, column], problem.Arguments);
        Assert.Contains(line, problem.Message("en"), StringComparison.Ordinal);
        Assert.Contains(((char)('۰' + (line[0] - '0'))).ToString(), problem.Message("fa"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_named_with_their_place()
    {
        var problem = Assert.Single(QuestionnaireFile.Read(new byte[] { (byte)'{', (byte)'\n', (byte)'"', 0xE3 }).Problems);

        Assert.Equal("not-utf8", problem.Code);
        Assert.Equal(["2", "2"], problem.Arguments);
    }

    [Fact]
    public void A_byte_order_mark_is_no_problem()
    {
        var reading = QuestionnaireFile.Read((byte[])[0xEF, 0xBB, 0xBF, .. QuestionnaireFiles.Reference("servqual")]);

        Assert.Equal(QuestionnaireFiles.ReadReference("servqual"), reading.Questionnaire);
    }

    [Fact]
    public void A_questionnaire_of_two_thousand_items_is_read()
    {
        var items = string.Join(',', Enumerable.Range(1, 2000).Select(i => $$"""{ "id": "{{i}}", "text": { "en": "Item {{i}}" } }"""));
        var reading = QuestionnaireFiles.Read(QuestionnaireFiles.SmallWith("dimensions/1/items", $"[{items}]").With("dimensions/0/items", "[{ \"id\": \"x\", \"text\": { \"en\": \"x\" } }]").With("dimensions/0/subdimensions", null));

        Assert.Equal(2001, reading.Questionnaire?.Items.Count());
    }

    [Fact]
    public void Whatever_the_bytes_the_reader_answers_with_a_questionnaire_or_problems()
    {
        var random = new Random(20260101);
        var sources = QuestionnaireFiles.References.Select(QuestionnaireFiles.Reference).Append(Encoding.UTF8.GetBytes(QuestionnaireFiles.Small().ToJsonString())).ToArray();
        var refused = 0;
        for (var i = 0; i < 2_000; i++)
        {
            var file = Mutation.Of(sources[i % sources.Length], sources[random.Next(sources.Length)], random);
            var reading = QuestionnaireFile.Read(file);
            Assert.Equal(reading.Questionnaire is null, reading.Problems.Any(problem => problem.IsError));
            Assert.All(reading.Problems, problem => Assert.NotEqual(problem.Message("en"), problem.Message("fa")));
            if (reading.Questionnaire is { } questionnaire) Assert.Equal(questionnaire, QuestionnaireFile.Read(QuestionnaireFile.Write(questionnaire)).Questionnaire);
            else refused++;
        }
        Assert.InRange(refused, 1_000, 1_999);
    }

    [Fact]
    public void Every_problem_has_a_text_in_both_languages_with_the_same_placeholders()
    {
        var resources = new ResourceManager("Survey.Scoring.Instrument.QuestionnaireProblems", typeof(QuestionnaireProblem).Assembly);
        var english = Texts(resources, CultureInfo.InvariantCulture);
        var persian = Texts(resources, CultureInfo.GetCultureInfo("fa"));

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(), persian.Keys.Order());
        Assert.All(english, text => Assert.Equal(Placeholders(text.Value), Placeholders(persian[text.Key])));
    }

    private static Dictionary<string, string> Texts(ResourceManager resources, CultureInfo culture) =>
        resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(text => (string)text.Key, text => (string)text.Value!);

    private static string[] Placeholders(string text) =>
        [.. System.Text.RegularExpressions.Regex.Matches(text, @"\{\d[^}]*\}").Select(match => match.Value).Order(StringComparer.Ordinal)];
}
