using System.Net;
using System.Text.Json.Nodes;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Results;

/// <summary>The results of a survey whose respondents were shown different items, from the kept moments.</summary>
public sealed class DrawnResultsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ResponseTable Responses => ReferenceStudy.Responses("drawn", Path.Combine(AppContext.BaseDirectory, "Reference", "drawn"));

    [Theory, EveryDatabase]
    public async Task Live_results_are_those_of_the_rows_and_pages_label_what_is_unpaired(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var table = Responses;
        var study = await ResultsStudy.PublishAsync(app, table.Questionnaire);
        await study.AddAsync(table.Responses().Take(400));
        await app.Service<MomentsBuilder>().BuildAsync(study.Organisation, study.SurveyId, null, Cancel);
        using var browser = await app.SignInAsync(Roles.Viewer);
        await SameAsync();
        await study.AddAsync(table.Responses().Skip(400).Take(60));
        await SameAsync();
        Assert.True(await app.Service<ResponseExclusions>().WithdrawAsync(study.Organisation, study.SurveyId, table.GetResponse(3).Id, Cancel));
        await SameAsync();
        await app.Service<MomentsStore>().FoldAsync(study.Organisation, study.SurveyId, Cancel);
        await SameAsync();
        Assert.Empty((await app.Service<MomentsBuilder>().VerifyAsync(study.Organisation, study.SurveyId, null, Cancel))!);

        var page = await browser.OpenAsync(study.At("results"));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.GetElementById("unpaired"));
        Assert.NotNull(page.Document.GetElementById("drawing"));
        Assert.Contains("These gaps are paired", page.Text, StringComparison.Ordinal);
        foreach (var other in new[] { "results/structure", "results/compare", "results/priorities", "results/sample", "results/quality", "results/waves" })
            Assert.Equal((other, HttpStatusCode.OK), (other, (await browser.OpenAsync(study.At(other))).Status));

        async Task SameAsync()
        {
            var rows = Assert.Single(await app.Service<ResponseStore>().ReadTableAsync(study.Organisation, study.SurveyId, ResponseFilter.Counting, Cancel)).Table;
            var expected = ReferenceStudy.Json(Study.Evaluate(rows, new StudyOptions { MinimumGroup = (await app.OrganisationAsync()).MinimumGroup, Depth = StudyDepth.Figures }));
            var shown = JsonNode.Parse(await browser.Client.GetStringAsync(new Uri(study.At("results.json?depth=figures"), UriKind.Relative), Cancel));
            Assert.True(JsonNode.DeepEquals(expected, shown));
        }
    }

    [Fact]
    public async Task Versions_with_and_without_draws_are_not_taken_together()
    {
        await using var app = await SurveyApp.StartAsync();
        var whole = RespondStudy.Read("servqual");
        var study = await ResultsStudy.PublishAsync(app, whole with { Importance = null, Models = ["servqual", "servperf"] });
        await study.AddAsync(ReferenceStudy.Responses("servqual").Responses().Take(30).Select(response => response with { ImportancePoints = [], Attributes = ["tehran", null] }));
        var surveys = app.Service<SurveyStore>();
        var found = (await surveys.FindAsync(study.Organisation, "bank", Cancel))!;
        var saved = await surveys.SaveDraftAsync(study.Organisation, study.SurveyId, found.DraftRevision, found.Draft with { Questionnaire = LiteStudy.With(whole) }, "bank", null, null, null, Cancel);
        await surveys.PublishAsync(study.Organisation, study.SurveyId, saved.Revision, null, Cancel);
        using var browser = await app.SignInAsync(Roles.Viewer);

        var page = await browser.OpenAsync(study.At("results"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.GetElementById("gaps"));
        Assert.Null(page.Document.GetElementById("drawing"));
    }
}
