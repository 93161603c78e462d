using System.Net;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Results;

/// <summary>The page that says how carefully people answered, and the list for those who manage the survey.</summary>
public sealed class QualityPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_viewer_sees_the_counts_and_the_comparison_but_no_response(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await WithLinesAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var expected = ResponseScreening.Of(Changed());

        var page = await browser.OpenAsync(study.At("results/quality"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var row = page.Document.QuerySelectorAll(".report-table tbody tr").Single(row => row.QuerySelector("th")?.TextContent.Trim() == "Straight lines");
        Assert.Equal(expected.RowsWith(QualityFlags.StraightLining).Count().ToString(System.Globalization.CultureInfo.InvariantCulture), row.QuerySelectorAll("td")[2].TextContent.Trim());
        Assert.Contains("Nobody was deleted: all 400 responses", page.Text, StringComparison.Ordinal);
        Assert.Contains("The main results with and without the marked responses", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#responses"));
        Assert.All(Changed().Responses(), response => Assert.DoesNotContain(response.Id, page.Html, StringComparison.Ordinal));
    }

    [Theory, EveryDatabase]
    public async Task A_manager_leaves_a_response_out_and_takes_it_back_in(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await WithLinesAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);
        var page = await browser.OpenAsync(study.At("results/quality?flag=straight-lining"));
        var listed = Listed(page);
        var expected = ResponseScreening.Of(Changed());
        Assert.Equal(expected.RowsWith(QualityFlags.StraightLining).Select(row => expected.Response(row).Id).Order(), listed.Order());

        var after = await browser.SubmitAsync(page, "#responses ~ .report-table form", []);
        Assert.Contains("is left out of the results", after.Text, StringComparison.Ordinal);
        Assert.Equal(listed[1..], Listed(after));
        Assert.Contains("Straight lines", after.Document.QuerySelector("#excluded ~ .table")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("all 399 responses", after.Text, StringComparison.Ordinal);

        var restored = await browser.SubmitAsync(after, ".notice form", []);
        Assert.Contains("counts again", restored.Text, StringComparison.Ordinal);
        Assert.Equal(listed, Listed(restored));
        Assert.Contains("all 400 responses", restored.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_who_may_manage_leaves_responses_out_and_no_foreign_page_can()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await WithLinesAsync(app);
        using var viewer = await app.SignInAsync(Roles.Viewer);
        using var manager = await app.SignInAsync(Roles.Manager);
        foreach (var browser in new[] { viewer, manager })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("response", Changed().GetResponse(0).Id)]);
            var answer = await browser.Client.PostAsync(new Uri(study.At("results/quality/exclude"), UriKind.Relative), form, Cancel);
            Assert.False(answer.IsSuccessStatusCode);
        }

        Assert.Equal(0, await app.Service<ResponseExclusions>().CountAsync(study.Organisation, study.SurveyId, Cancel));
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_and_is_filtered_by_sign()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await WithLinesAsync(app, 30);
        using var browser = await app.SignInAsync(Roles.Manager);
        var screening = ResponseScreening.Of(Changed(30));
        var all = new List<string>();
        for (var address = study.At("results/quality"); address is not null;)
        {
            var page = await browser.OpenAsync(address);
            all.AddRange(Listed(page));
            address = page.Document.QuerySelector("#responses ~ nav a[rel=next]")?.GetAttribute("href") is { } next ? study.At("results/quality") + next : null;
        }

        Assert.Equal(screening.RowsWith((QualityFlags)byte.MaxValue).Select(row => screening.Response(row).Id).Order(), all.Order());
        Assert.True(all.Count > 25);
    }

    [Fact]
    public async Task The_page_exists_in_Persian_too()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await WithLinesAsync(app);
        using var browser = await app.SignInAsync(Roles.Manager);

        var page = await browser.OpenAsync(study.At("results/quality?lang=fa"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("هیچ پاسخی حذف نشده است", page.Text, StringComparison.Ordinal);
        Assert.Contains("کنار گذاشتن", page.Text, StringComparison.Ordinal);
    }

    private static string[] Listed(TestPage page) => [.. page.Document.QuerySelectorAll("#responses ~ .report-table tbody th").Select(cell => cell.TextContent.Trim())];

    private static Task<ResultsStudy> WithLinesAsync(SurveyApp app, int lines = 6) => ResultsStudy.WithReferenceAsync(app, "servqual", (response, row) => Line(response, row, lines));

    private static Response Line(Response response, int row, int lines) =>
        row >= lines ? response : response with { Answers = [.. response.Answers.Select((_, place) => (byte)(place < response.Answers.Length / 2 ? 7 : 1 + row % 7))] };

    /// <summary>What the application has, for the library.</summary>
    private static ResponseTable Changed(int lines = 6)
    {
        var source = ReferenceStudy.Responses("servqual");
        var table = new ResponseTable(source.Questionnaire);
        foreach (var (row, response) in source.Responses().Index()) table.Add(Line(response, row, lines));
        return table;
    }
}
