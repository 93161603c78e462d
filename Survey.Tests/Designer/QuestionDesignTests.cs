using System.Net;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Tests.Support;

namespace Survey.Tests.Designer;

/// <summary>Further questions, conditions and drawn orders in the designer, posted as a browser without script posts them.</summary>
public sealed class QuestionDesignTests
{
    [Theory, EveryDatabase]
    public async Task A_question_is_added_described_asked_of_some_and_deleted_and_every_step_can_be_undone(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await DesignPageTests.StartAsync(app);
        var page = await browser.OpenAsync(DesignPageTests.Address);
        page = await browser.SubmitAsync(page, "#design", ("question-new.text.en", "How often?"), ("question-new.text.fa", "چند بار؟"), ("question-new.kind", "Number"), ("do", "add-question"));
        page = await browser.SubmitAsync(page, "#design", ("question-new.text.en", "Which services?"), ("question-new.kind", "Multiple"), ("do", "add-question"));
        page = await browser.SubmitAsync(page, "#design", ("question.which-services.option-new.en", "Loan"), ("question.which-services.option.1.en", "Card"), ("do", "add-option:which-services"));
        page = await browser.SubmitAsync(page, "#design", ("do", "delete-option:which-services/2"));
        page = await browser.SubmitAsync(page, "#design",
            ("question.how-often.place", "start"), ("question.how-often.least", "۱"), ("question.how-often.most", "2.5"), ("question.how-often.required", "Soft"), ("question.how-often.hint.en", "A guess"),
            ("question.which-services.when.0.column", "how-often"), ("question.which-services.when.0.relation", "between"), ("question.which-services.when.0.value", "۲, 1"),
            ("dimension.empathy.when.0.column", "branch"), ("dimension.empathy.when.0.relation", "is-not"), ("dimension.empathy.when.0.value", "شمال"), ("dimension.empathy.random", "on"),
            ("do", "save"));
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);

        var questionnaire = await DesignPageTests.QuestionnaireAsync(app);
        Assert.Equal(["how-often", "which-services"], questionnaire.Questions.Select(question => question.Id));
        var (number, several) = (questionnaire.Questions[0], questionnaire.Questions[1]);
        Assert.Equal((QuestionKind.Number, "start", 1m, 2.5m, Requirement.Soft, "A guess"), (number.Kind, number.Place, number.Least, number.Most, number.Requirement, number.Hint!.In("en")));
        Assert.Equal(["1:Card", "3:Loan"], several.Options.Select(option => $"{option.Id}:{option.Text.In("en")}"));
        Assert.Equal(new Condition(NeedsAll: true, [new ConditionTerm("how-often") { From = 1, To = 2 }]), several.When);
        Assert.Equal(new Condition(NeedsAll: true, [new ConditionTerm("branch") { Values = ["north"], IsDenied = true }]), questionnaire.Dimensions[1].When);
        Assert.True(questionnaire.Dimensions[1].HasRandomOrder);

        // A row is free for one more term, and what is saved unchanged stays as it is.
        Assert.NotNull(page.Document.GetElementById("question.which-services.when.1.column"));
        page = await browser.SubmitAsync(page, "#design", ("do", "save"));
        Assert.Equal(questionnaire, await DesignPageTests.QuestionnaireAsync(app));
        page = await browser.SubmitAsync(page, "#design", ("question.which-services.when.0.column", ""), ("do", "delete-question:how-often"));
        Assert.Equal(["which-services"], (await DesignPageTests.QuestionnaireAsync(app)).Questions.Select(question => question.Id));
        for (var step = 0; step < 6; step++) page = await browser.SubmitAsync(page, "#history", ("do", "undo"));
        Assert.Empty((await DesignPageTests.QuestionnaireAsync(app)).Questions);
    }

    [Theory]
    [InlineData("is", "", "Write the answers")]
    [InlineData("is", "middle", "is not an answer to")]
    [InlineData("from", "many", "Write one number")]
    [InlineData("between", "1", "Write two numbers")]
    public async Task A_condition_that_means_nothing_is_said_at_its_row_and_stays_as_typed(string relation, string value, string expected)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await DesignPageTests.StartAsync(app);
        var before = await DesignPageTests.QuestionnaireAsync(app);
        var page = await browser.OpenAsync(DesignPageTests.Address);

        page = await browser.SubmitAsync(page, "#design",
            ("dimension.empathy.when.0.column", "branch"), ("dimension.empathy.when.0.relation", relation), ("dimension.empathy.when.0.value", value), ("do", "save"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var link = page.Document.QuerySelector(".error-summary a")!;
        Assert.Equal("#dimension.empathy.when.0.value", link.GetAttribute("href"));
        Assert.Contains(expected, link.TextContent, StringComparison.Ordinal);
        Assert.Equal(value, ((IHtmlInputElement)page.Document.GetElementById("dimension.empathy.when.0.value")!).Value);
        Assert.Equal(before, await DesignPageTests.QuestionnaireAsync(app));
    }

    [Fact]
    public async Task What_a_condition_looks_at_cannot_be_deleted_under_it()
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await DesignPageTests.StartAsync(app);
        var page = await browser.OpenAsync(DesignPageTests.Address);
        page = await browser.SubmitAsync(page, "#design", ("question-new.text.en", "Again?"), ("question-new.kind", "Single"), ("do", "add-question"));
        page = await browser.SubmitAsync(page, "#design", ("question.again.place", "start"), ("dimension.reliability.when.0.column", "again"), ("dimension.reliability.when.0.relation", "is"), ("dimension.reliability.when.0.value", "First option"), ("do", "save"));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        page = await browser.SubmitAsync(page, "#design", ("do", "delete-question:again"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("again", page.Document.QuerySelector(".error-summary a")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await DesignPageTests.QuestionnaireAsync(app)).Questions);
    }
}
