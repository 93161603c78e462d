using System.Net;
using System.Text.Json.Nodes;
using Dapper;
using Microsoft.Data.Sqlite;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Results;

public sealed class LiveResultsPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task After_new_edited_withdrawn_and_excluded_responses_the_page_shows_what_the_rows_give(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var branch = ReferenceStudy.Responses("servqual").GetResponse(0).Attributes[0]!;
        await SameAsync();

        var responses = ReferenceStudy.Responses("servqual").Responses().Take(40).ToList();
        await study.AddAsync(responses.Select(response => response with { Id = "new-" + response.Id }));
        await SameAsync();
        foreach (var response in responses.Take(5))
            await app.Service<ResponseWriter>().SaveAsync(new(study.Organisation, study.SurveyId, response.Id), row => row! with { Answers = [.. row.Answers.Reverse()], Attributes = null }, Cancel);
        await SameAsync();
        foreach (var response in responses.Skip(5).Take(5)) Assert.True(await app.Service<ResponseExclusions>().WithdrawAsync(study.Organisation, study.SurveyId, response.Id, Cancel));
        await SameAsync();
        Assert.Equal(5, await app.Service<ResponseExclusions>().ExcludeAsync(study.Organisation, study.SurveyId, [.. responses.Skip(10).Take(5).Select(response => response.Id)], "A test", null, Cancel));
        await SameAsync();
        await app.Service<MomentsStore>().FoldAsync(study.Organisation, study.SurveyId, Cancel);
        await SameAsync();
        Assert.Empty((await app.Service<MomentsBuilder>().VerifyAsync(study.Organisation, study.SurveyId, null, Cancel))!);

        async Task SameAsync()
        {
            foreach (var filter in new[] { ResponseFilter.Counting, ResponseFilter.Counting with { Attributes = ResponseFilter.Counting.Attributes.Add("branch", branch) } })
            {
                var rows = Assert.Single(await app.Service<ResponseStore>().ReadTableAsync(study.Organisation, study.SurveyId, filter, Cancel)).Table;
                var expected = ReferenceStudy.Json(Study.Evaluate(rows, new StudyOptions
                {
                    MinimumGroup = (await app.OrganisationAsync()).MinimumGroup,
                    Filter = filter.Attributes.Count == 0 ? null : $"branch={branch}",
                    Depth = StudyDepth.Figures,
                }));
                var query = filter.Attributes.Count == 0 ? "" : $"&a.branch={branch}";
                var shown = JsonNode.Parse(await browser.Client.GetStringAsync(new Uri(study.At("results.json?depth=figures" + query), UriKind.Relative), Cancel));
                Assert.True(JsonNode.DeepEquals(expected, shown));
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task A_filter_with_two_conditions_reads_the_responses_and_withholds_small_groups(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app, change: (response, row) => response with
        {
            Attributes = [row % 2 == 0 ? "north" : "south", row < 4 ? "x" : row % 3 == 0 ? "f" : "m"],
            Comment = row % 50 == 0 ? $"Comment {row}" : null,
        });
        using var browser = await app.SignInAsync(Roles.Viewer);
        var second = study.Questionnaire.Attributes[1].Id;
        var json = JsonNode.Parse(await browser.Client.GetStringAsync(new Uri(study.At($"results.json?depth=figures&a.branch=north&a.{second}=m"), UriKind.Relative), Cancel))!;
        Assert.Equal(Enumerable.Range(4, 396).Count(row => row % 2 == 0 && row % 3 != 0), (int)json["responses"]!);
        Assert.Contains("Too few responses to show", (await browser.OpenAsync(study.At($"results?a.branch=north&a.{second}=x"))).Html, StringComparison.Ordinal);
        var page = await browser.OpenAsync(study.At($"results?a.branch=north&a.{second}=m"));
        Assert.Equal(["Comment 100", "Comment 200", "Comment 250", "Comment 350", "Comment 50"], page.Document.QuerySelectorAll(".comments p").Select(text => text.TextContent).Order(StringComparer.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task Moments_that_an_older_program_stored_are_made_anew_from_the_responses(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        var builder = app.Service<MomentsBuilder>();
        await builder.BuildAsync(study.Organisation, study.SurveyId, null, Cancel);
        await using (var connection = await app.Service<Database>().OpenAsync(Cancel))
        {
            foreach (var (attribute, value, moments) in await connection.QueryAsync<(string, string, byte[])>("select attribute, value, moments from study_moments"))
            {
                // The byte that says the format; a program of then wrote smaller ones.
                moments[4]--;
                await connection.ExecuteAsync("update study_moments set moments = @moments where attribute = @attribute and value = @value", new { moments, attribute, value });
            }
        }
        Assert.Equal([new MomentsDifference(null, 0, 0)], await builder.VerifyAsync(study.Organisation, study.SurveyId, null, Cancel));

        using var browser = await app.SignInAsync(Roles.Viewer);
        HttpResponseMessage answer;
        do answer = await browser.Client.GetAsync(new Uri(study.At("results.json?depth=figures"), UriKind.Relative), Cancel); while (answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        var shown = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal(400, (int)shown["responses"]!);
        Assert.Equal(Study.Evaluate(ReferenceStudy.Responses("servqual")).DataHash, (string)shown["dataHash"]!);
        Assert.Equal([], await builder.VerifyAsync(study.Organisation, study.SurveyId, null, Cancel));
    }

    [Fact]
    public async Task While_the_moments_are_made_the_page_says_so_and_asks_again()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        await app.Service<MomentsStore>().DiscardAsync(study.Organisation, study.SurveyId, Cancel);
        await using (var connection = (SqliteConnection)await app.Service<Database>().OpenAsync(Cancel))
        {
            // Somebody else writes for a long time.
            await using var transaction = connection.BeginTransaction();
            await connection.ExecuteAsync("update moments_state set is_built = false, generation = generation + 1 where organisation_id = @Organisation", new { Organisation = study.Organisation.Value }, transaction);
            await connection.ExecuteAsync("insert into moments_state (survey_id, organisation_id, is_built, generation, stamp) values (@SurveyId, @Organisation, false, 1, 0) on conflict do nothing",
                new { study.SurveyId, Organisation = study.Organisation.Value }, transaction);
            var waiting = await browser.OpenAsync(study.At("results"));
            Assert.Equal(HttpStatusCode.OK, waiting.Status);
            Assert.Contains("The results are being computed", waiting.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("No responses yet", waiting.Text, StringComparison.Ordinal);
            Assert.NotNull(waiting.Document.QuerySelector("meta[http-equiv=refresh]"));
            var json = await browser.Client.GetAsync(new Uri(study.At("results.json"), UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, json.StatusCode);
            Assert.NotNull(json.Headers.RetryAfter);
        }
        TestPage page;
        do page = await browser.OpenAsync(study.At("results")); while (page.Document.QuerySelector("meta[http-equiv=refresh]") is not null);
        Assert.NotEmpty(page.Document.QuerySelectorAll(".report-table"));
    }

    [Fact]
    public async Task At_night_the_server_finds_and_mends_what_is_wrong()
    {
        var clock = new ManualClock();
        await using var app = await SurveyApp.StartAsync("sqlite", clock);
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        await browser.OpenAsync(study.At("results"));
        await using (var connection = await app.Service<Database>().OpenAsync(Cancel))
            await connection.ExecuteAsync("delete from response where organisation_id = @Organisation and response_id = 'r00010'", new { Organisation = study.Organisation.Value });
        var builder = app.Service<MomentsBuilder>();
        Assert.NotEmpty((await builder.VerifyAsync(study.Organisation, study.SurveyId, null, Cancel))!);
        clock.Advance(TimeSpan.FromHours(24));
        while (await builder.VerifyAsync(study.Organisation, study.SurveyId, null, Cancel) is not { Count: 0 }) await Task.Delay(100, Cancel);
    }
}
