using System.Net;
using Survey.Tests.Results;
using Survey.Tests.Support;
using Survey.Web.Features.Planning;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Planning;

public sealed class PlanPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task The_plan_says_what_is_needed_and_what_is_reached(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);

        var page = await browser.OpenAsync(study.At("plan"));
        Assert.Contains("385 complete responses", page.Text, StringComparison.Ordinal);
        Assert.Contains("90 complete responses", page.Text, StringComparison.Ordinal);

        // One thousand people in all, of whom 800 were invited: 278 needed, 400 there.
        var saved = await browser.SubmitAsync(page, "form[method=post]:has(fieldset)", ("p0.0.people", "1,000"), ("p0.0.invited", "۸۰۰"));
        Assert.Contains("The population is saved", saved.Text, StringComparison.Ordinal);
        string[] whole = [.. saved.Document.QuerySelector(".report-table tbody tr")!.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];
        Assert.Equal(["1,000", "278", "400", "±3.8%", "50.0%", "0", "0"], whole);

        var wish = await browser.OpenAsync(study.At("plan?margin=2&rate=20"));
        whole = [.. wish.Document.QuerySelector(".report-table tbody tr")!.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];
        Assert.Equal(["1,000", "707", "400", "±3.8%", "50.0%", "307", "1,535"], whole);
    }

    [Fact]
    public async Task Counts_by_group_are_kept_as_they_were_typed_and_what_is_no_number_is_named()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);
        var page = await browser.OpenAsync(study.At("plan"));

        var refused = await browser.SubmitAsync(page, "form[method=post]:has(fieldset)", ("p0.0.people", "many"), ("p1.0.people", "70"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Everybody: write a whole number", refused.Text, StringComparison.Ordinal);
        Assert.Equal("70", refused.Document.QuerySelector("input[name='p1.0.people']")!.GetAttribute("value"));

        var saved = await browser.SubmitAsync(refused, "form[method=post]:has(fieldset)", ("p0.0.people", ""), ("p1.0.people", "70"), ("p1.1.people", "30"));
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        var stored = await app.Service<SurveyPopulationStore>().FindAsync(study.Organisation, study.SurveyId, Cancel);
        Assert.Equal([70, 30], stored.Counts.Select(count => count.People));
        var population = stored.ToPopulation()!;
        Assert.Equal(100, population.People);
        Assert.Equal(70, population.PeopleWith(population.Margins[0].Attribute, stored.Counts.First(count => count.People == 70).Value));
    }

    [Fact]
    public async Task A_viewer_reads_the_plan_and_cannot_change_the_population_and_a_draft_can_be_planned()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        await app.Service<SurveyStore>().CreateAsync(study.Organisation, "draft", new SurveyDraft { Questionnaire = study.Questionnaire, Settings = ResultsStudy.Settings }, null, Cancel);
        using var viewer = await app.SignInAsync(Roles.Viewer, "fa");

        var page = await viewer.OpenAsync(study.At("plan"));
        Assert.Equal(("fa", HttpStatusCode.OK), (page.Language, page.Status));
        Assert.Null(page.Document.QuerySelector("form[method=post]:has(fieldset)"));
        Assert.Equal(HttpStatusCode.OK, (await viewer.OpenAsync("/surveys/draft/plan")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await viewer.OpenAsync("/surveys/none/plan")).Status);
    }

    [Theory]
    [InlineData("1,234", 1234L)]
    [InlineData("۱٬۲۳۴", 1234L)]
    [InlineData(" 12 ", 12L)]
    [InlineData("1.5", null)]
    [InlineData("-3", null)]
    [InlineData("", null)]
    public void Whole_numbers_are_read_as_people_type_them(string typed, long? number) => Assert.Equal(number, PlanQuery.Whole(typed));
}
