using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class QuestionFileTests
{
    [Fact]
    public void Questions_conditions_and_orders_survive_the_round_trip()
    {
        var reading = QuestionnaireFiles.Read(QuestionFiles.All());
        Assert.Empty(reading.Problems);
        var questionnaire = reading.Questionnaire!;

        Assert.Equal(Enum.GetValues<QuestionKind>().Order(), questionnaire.Questions.Select(question => question.Kind).Order());
        Assert.Equal(["start", "care", "end", "end", "end", "end", "end", "end"], questionnaire.Questions.Select(question => question.Place));
        Assert.Equal([Requirement.Soft, Requirement.Hard, Requirement.None], questionnaire.Questions.Take(3).Select(question => question.Requirement));
        Assert.Equal((0m, 366m), (questionnaire.Questions[0].Least, questionnaire.Questions[0].Most));
        Assert.False(questionnaire.Questions[3].When!.NeedsAll);
        Assert.True(questionnaire.Questions[3].When!.Terms[1].IsDenied);
        Assert.True(questionnaire.Dimensions[0].HasRandomOrder);
        Assert.Equal("visits", questionnaire.Dimensions[1].When!.Terms[0].Column);
        var written = QuestionnaireFile.Write(questionnaire);
        Assert.Equal(questionnaire, QuestionnaireFile.Read(written).Questionnaire);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(QuestionnaireFile.Write(QuestionnaireFile.Read(written).Questionnaire!)));
    }

    [Theory]
    [InlineData("questions/0/text/en", "\"Other\"")]
    [InlineData("questions/0/hint/en", "\"Other\"")]
    [InlineData("questions/0/most", "365")]
    [InlineData("questions/0/required", "\"hard\"")]
    [InlineData("questions/1/options/1/text/en", "\"Other\"")]
    [InlineData("questions/2/place", "\"speed\"")]
    [InlineData("questions/3/when/any/0/is", "[ \"lab\" ]")]
    [InlineData("questions/3/when/any/1/not", null)]
    [InlineData("dimensions/0/randomOrder", null)]
    [InlineData("dimensions/1/when", null)]
    public void Questionnaires_differ_when_anything_about_a_question_differs(string path, string? json)
    {
        var other = QuestionnaireFiles.Read(QuestionFiles.All().With(path, json)).Questionnaire;

        Assert.NotNull(other);
        Assert.NotEqual(QuestionFiles.Read(), other);
    }

    [Theory]
    [InlineData("questions/0/kind", "\"slider\"", "$.questions[0].kind", "question-kind-unknown")]
    [InlineData("questions/0/kind", null, "$.questions[0].kind", "property-missing")]
    [InlineData("questions/0/required", "\"maybe\"", "$.questions[0].required", "requirement-unknown")]
    [InlineData("questions/0/least", "\"0\"", "$.questions[0].least", "number-expected")]
    [InlineData("questions/0/least", "400", "$.questions[0].most", "question-bounds-reversed")]
    [InlineData("questions/0/colour", "1", "$.questions[0].colour", "property-unknown")]
    [InlineData("questions/4/least", "1", "$.questions[4]", "question-bounds-without-number")]
    [InlineData("questions/1/options", null, "$.questions[1].options", "question-options-missing")]
    [InlineData("questions/5/options", """[ { "id": "a", "text": { "en": "a" } }, { "id": "b", "text": { "en": "b" } } ]""", "$.questions[5].options", "question-options-without-choice")]
    [InlineData("questions/1/options/1/id", "\"lab\"", "$.questions[1].options[1].id", "option-repeated")]
    [InlineData("questions/1/options/1/id", "\"x ray\"", "$.questions[1].options[1].id", "id-malformed")]
    [InlineData("questions/1/id", "\"E1\"", "$.questions[1].id", "column-repeated")]
    [InlineData("questions/1/id", "\"comment\"", "$.questions[1].id", "column-reserved")]
    [InlineData("questions/1/id", "\"branch\"", "$.questions[1].id", "column-repeated")]
    [InlineData("questions/1/place", "\"nowhere\"", "$.questions[1].place", "question-place-unknown")]
    [InlineData("dimensions/1/when", "{}", "$.dimensions[1].when", "condition-all-or-any")]
    [InlineData("dimensions/1/when", """{ "all": [ { "column": "branch" } ], "any": [ { "column": "branch" } ] }""", "$.dimensions[1].when", "condition-all-or-any")]
    [InlineData("dimensions/1/when/all/0/column", "\"visit\"", "$.dimensions[1].when.all[0].column", "condition-column-unknown")]
    [InlineData("dimensions/1/when/all/0/column", "\"P3\"", "$.dimensions[1].when.all[0].column", "condition-column-later")]
    [InlineData("dimensions/1/when/all/0/column", "\"overall\"", "$.dimensions[1].when.all[0].column", "condition-column-later")]
    [InlineData("dimensions/1/when/all/1/is", "[ \"02\" ]", "$.dimensions[1].when.all[1].is", "condition-value-unknown")]
    [InlineData("dimensions/1/when/all/0/from", "367", "$.dimensions[1].when.all", "condition-never")]
    [InlineData("dimensions/1/when/all/0/to", "1", "$.dimensions[1].when.all", "condition-never")]
    [InlineData("dimensions/1/when/all/+", """{ "column": "branch", "is": [ "01" ], "not": true }""", "$.dimensions[1].when.all", "condition-never")]
    [InlineData("questions/3/when/any", """[ { "column": "P1", "from": 4 } ]""", "$.questions[3].when.any", "condition-never")]
    [InlineData("questions/6/when/all/+", """{ "column": "P3", "from": 1 }""", null, "")]
    [InlineData("questions/6/when", """{ "all": [ { "column": "P3" }, { "column": "visits", "to": 1 } ] }""", "$.questions[6].when.all", "condition-never")]
    public void A_rule_that_is_broken_is_named_at_its_place(string path, string? json, string? expectedPath, string expectedCode)
    {
        var reading = QuestionnaireFiles.Read(QuestionFiles.All().With(path, json));

        Assert.Equal(expectedPath is null, reading.Questionnaire is not null);
        if (expectedPath is null) return;
        Assert.Contains(reading.Problems, problem => problem.IsError && problem.Path == expectedPath && problem.Code == expectedCode);
        Assert.All(reading.Problems, problem => Assert.NotEqual(problem.Message("en"), problem.Message("fa")));
    }

    [Fact]
    public void A_placeholder_that_is_no_attribute_is_a_warning()
    {
        var reading = QuestionnaireFiles.Read(QuestionFiles.All().With("comment/text/en", "\"About {brunch}?\""));

        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("$.comment.text", "piping-unknown", false), (problem.Path, problem.Code, problem.IsError));
    }

    [Fact]
    public void The_schema_knows_every_part_of_a_question()
    {
        Assert.Empty(Problems(QuestionFiles.All()));
        Assert.NotEmpty(Problems(QuestionFiles.All().With("questions/0/kind", "\"slider\"")));
        Assert.NotEmpty(Problems(QuestionFiles.All().With("questions/3/when/any/0/sort", "1")));

        static List<string> Problems(JsonObject file) => ShippedInstrumentTests.Schema.Problems(JsonDocument.Parse(file.ToJsonString()).RootElement);
    }
}
