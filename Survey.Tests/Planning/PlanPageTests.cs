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
        await using var visit = await VisitedStudy.StartAsync(Roles.Manager, provider);

        var page = await visit.OpenAsync("plan");
        Assert.Contains("385 complete responses", page.Text, StringComparison.Ordinal);
        Assert.Contains("90 complete responses", page.Text, StringComparison.Ordinal);

        // One thousand people in all, of whom 800 were invited: 278 needed, 400 there.
        var saved = await visit.Browser.SubmitAsync(page, "form[method=post]:has(fieldset)", ("p0.0.people", "1,000"), ("p0.0.invited", "۸۰۰"));
        Assert.Contains("The population is saved", saved.Text, StringComparison.Ordinal);
        Assert.Equal(["1,000", "278", "400", "±3.8%", "50.0%", "0", "0"], saved.Cells(".report-table tbody tr"));

        var wish = await visit.OpenAsync("plan?margin=2&rate=20");
        Assert.Equal(["1,000", "707", "400", "±3.8%", "50.0%", "307", "1,535"], wish.Cells(".report-table tbody tr"));
    }

    [Fact]
    public async Task Counts_by_group_are_kept_as_they_were_typed_and_what_is_no_number_is_named()
    {
        await using var visit = await VisitedStudy.StartAsync(Roles.Manager);
        var page = await visit.OpenAsync("plan");

        var refused = await visit.Browser.SubmitAsync(page, "form[method=post]:has(fieldset)", ("p0.0.people", "many"), ("p1.0.people", "70"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("Everybody: write a whole number", refused.Text, StringComparison.Ordinal);
        Assert.Equal("70", refused.Document.QuerySelector("input[name='p1.0.people']")!.GetAttribute("value"));

        var saved = await visit.Browser.SubmitAsync(refused, "form[method=post]:has(fieldset)", ("p0.0.people", ""), ("p1.0.people", "70"), ("p1.1.people", "30"));
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        var stored = await visit.App.Service<SurveyPopulationStore>().FindAsync(visit.Study.Organisation, visit.Study.SurveyId, Cancel);
        Assert.Equal([70, 30], stored.Counts.Select(count => count.People));
        var population = stored.ToPopulation()!;
        Assert.Equal(100, population.People);
        Assert.Equal(70, population.PeopleWith(population.Margins[0].Attribute, stored.Counts.First(count => count.People == 70).Value));
    }

    [Fact]
    public async Task A_viewer_reads_the_plan_and_cannot_change_the_population_and_a_draft_can_be_planned()
    {
        await using var visit = await VisitedStudy.StartAsync(Roles.Viewer, language: "fa");
        var study = visit.Study;
        await visit.App.Service<SurveyStore>().CreateAsync(study.Organisation, "draft", new SurveyDraft { Questionnaire = study.Questionnaire, Settings = ResultsStudy.Settings }, null, Cancel);

        var page = await visit.OpenAsync("plan");
        Assert.Equal(("fa", HttpStatusCode.OK), (page.Language, page.Status));
        Assert.Null(page.Document.QuerySelector("form[method=post]:has(fieldset)"));
        Assert.Equal(HttpStatusCode.OK, (await visit.Browser.OpenAsync("/surveys/draft/plan")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visit.Browser.OpenAsync("/surveys/none/plan")).Status);
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
