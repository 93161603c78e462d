using System.Net;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Waves;
using Survey.Tests.Reference;
using Survey.Tests.Results;
using Survey.Tests.Support;
using Survey.Web.Features.Waves;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Waves;

public sealed class WavesPageTests
{
    private static readonly ResponseTable All = ReferenceStudy.Responses("servqual");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Two_months_are_compared_as_the_engine_compares_them(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.PublishAsync(app, All.Questionnaire);
        await AddAsync(study, 0, 200, row => new DateTimeOffset(2026, 5, 10, 8, 0, 0, TimeSpan.Zero));
        await AddAsync(study, 200, 200, row => new DateTimeOffset(2026, 7, 10, 8, 0, 0, TimeSpan.Zero));
        using var browser = await app.SignInAsync(Roles.Viewer);

        var page = await browser.OpenAsync(study.At("results/waves"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        var expected = WaveComparison.Of(new Wave("one", Part(0, 200)), new Wave("two", Part(200, 200)));
        var overall = expected.Figures.Single(figure => figure.Score == new ScoreKey(ScoreKind.Overall, "servqual", ""));
        var cells = page.Document.QuerySelectorAll(".report-table tbody tr:not(.row-group)")[0].QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray();
        Assert.Equal(Language.English.Difference(overall.Difference.Value), cells[3]);
        Assert.Equal(Language.English.Range(overall.CiLow.Value, overall.CiHigh.Value), cells[4]);
        Assert.Contains("July 2026 compared with May 2026", page.Text, StringComparison.Ordinal);
        // The periods are too few for limits, and the page says so.
        Assert.Contains("at least eight", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Months_of_either_calendar_versions_and_days_divide_a_survey()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.PublishAsync(app, All.Questionnaire);
        await AddAsync(study, 0, 320, row => new DateTimeOffset(2025, 4, 10, 8, 0, 0, TimeSpan.Zero).AddMonths(row / 32));
        await study.PublishAgainAsync(Reworded(All.Questionnaire));
        await AddAsync(study, 320, 80, row => new DateTimeOffset(2026, 2, 10, 8, 0, 0, TimeSpan.Zero), version: 2);
        using var english = await app.SignInAsync(Roles.Viewer);
        using var persian = await app.SignInAsync(Roles.Viewer, "fa");

        var months = await english.OpenAsync(study.At("results/waves?first=2025-04&second=2025-06"));
        Assert.Contains("June 2025 compared with April 2025", months.Text, StringComparison.Ordinal);
        Assert.NotEmpty(months.Document.QuerySelectorAll("#control-charts ~ figure svg[role=img][aria-label]"));
        Assert.Contains("begins anew with version 2", months.Text, StringComparison.Ordinal);
        var jalali = await persian.OpenAsync(study.At("results/waves?by=quarters"));
        Assert.Equal(("fa", HttpStatusCode.OK), (jalali.Language, jalali.Status));
        Assert.Contains("سه‌ماههٔ ۴ سال ۱۴۰۴", jalali.Text, StringComparison.Ordinal);

        var versions = await english.OpenAsync(study.At("results/waves?by=versions"));
        Assert.Contains("Version 2 compared with Version 1", versions.Text, StringComparison.Ordinal);
        Assert.Contains("New wording, nothing said about its meaning", versions.Text, StringComparison.Ordinal);
        Assert.Contains("asks something else in the other version", versions.Text, StringComparison.Ordinal);

        var days = await english.OpenAsync(study.At("results/waves?by=dates&from1=2025-04-01&to1=2025-05-30&from2=%DB%B1%DB%B4%DB%B0%DB%B4%2F3%2F11&to2=2026-01-30"));
        Assert.Contains("Different people answered: 64 in", days.Text, StringComparison.Ordinal);
        Assert.Contains("cannot be read", (await english.OpenAsync(study.At("results/waves?by=dates&from1=2025-13-01"))).Text, StringComparison.Ordinal);
        Assert.Contains("fewer than two", (await english.OpenAsync(study.At("results/waves?by=dates&from1=2025-04-01&to1=2025-05-30&from2=2029-01-01&to2=2029-02-01"))).Text.Replace("has no complete", "fewer than two", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "July 2026 compared with May 2026", "Over time: control charts")]
    [InlineData("fa", "تیر ۱۴۰۵ در برابر اردیبهشت ۱۴۰۵", "در گذر زمان: نمودارهای کنترل")]
    public async Task The_report_of_a_survey_says_what_changed_between_the_newest_months_that_may_be_shown(string language, string comparison, string charts)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.PublishAsync(app, All.Questionnaire);
        await AddAsync(study, 0, 200, row => new DateTimeOffset(2026, 5, 10, 8, 0, 0, TimeSpan.Zero));
        await AddAsync(study, 200, 190, row => new DateTimeOffset(2026, 7, 10, 8, 0, 0, TimeSpan.Zero));
        await AddAsync(study, 390, 3, row => new DateTimeOffset(2026, 9, 10, 8, 0, 0, TimeSpan.Zero));
        using var browser = await app.SignInAsync(Roles.Viewer, language);

        var report = await browser.OpenAsync(study.At("report"));
        var headings = report.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent).ToArray();
        Assert.Contains(comparison, headings);
        Assert.Contains(charts, headings);
        // It is about all responses, so it has no place in a report about some of them.
        var filtered = await browser.OpenAsync(study.At($"report?a.branch={All.Responses().First(response => response.Attributes[0] is { Length: > 0 }).Attributes[0]}"));
        Assert.Equal(HttpStatusCode.OK, filtered.Status);
        Assert.DoesNotContain(comparison, filtered.Document.QuerySelectorAll("h2").Select(heading => heading.TextContent));
    }

    [Fact]
    public async Task Linked_respondents_are_compared_with_themselves()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.PublishAsync(app, All.Questionnaire);
        await AddAsync(study, 0, 60, row => new DateTimeOffset(2026, 5, 10, 8, 0, 0, TimeSpan.Zero), person: row => $"p{row}");
        await AddAsync(study, 60, 50, row => new DateTimeOffset(2026, 6, 10, 8, 0, 0, TimeSpan.Zero), person: row => $"p{row - 60}");
        using var browser = await app.SignInAsync(Roles.Viewer);

        var page = await browser.OpenAsync(study.At("results/waves?link=person"));

        Assert.Contains("50 answered both times. Left out because they have no partner: 10 in May 2026, 0 in June 2026", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_reason_why_nothing_is_compared_has_words_of_its_own_and_strangers_see_nothing()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.PublishAsync(app, All.Questionnaire);
        using var browser = await app.SignInAsync(Roles.Viewer);
        foreach (var by in Enum.GetNames<WaveDivision>())
            Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync(study.At($"results/waves?by={by}"))).Status);
        Assert.Contains("fewer than two months", (await browser.OpenAsync(study.At("results/waves"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync("/surveys/none/results/waves")).Status);
        using var stranger = app.NewBrowser();
        Assert.Contains("sign-in", (await stranger.OpenAsync(study.At("results/waves"))).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-22", "2026-11-22")]
    [InlineData("۱۴۰۵/۹/۱", "2026-11-22")]
    [InlineData(" 1405 / 09 / 01 ", "2026-11-22")]
    [InlineData("1405/12/30", null)]
    [InlineData("2026-02-29", null)]
    [InlineData("22.11.2026", null)]
    [InlineData("", null)]
    public void A_day_is_read_in_the_calendar_of_its_year(string typed, string? day) =>
        Assert.Equal(day, TypedDay.Read(typed)?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static ResponseTable Part(int start, int count)
    {
        var part = new ResponseTable(All.Questionnaire);
        for (var row = start; row < start + count; row++) part.Add(All.GetResponse(row));
        return part;
    }

    private static Questionnaire Reworded(Questionnaire questionnaire)
    {
        var first = questionnaire.Dimensions[0];
        var item = first.Items[0] with { Texts = System.Collections.Immutable.ImmutableDictionary<string, LocalizedText>.Empty.Add("", first.Items[0].Text.With("en", "Something new").With("fa", "چیزی تازه")) };
        return questionnaire with { Dimensions = [first with { Items = [item, .. first.Items[1..]] }, .. questionnaire.Dimensions[1..]] };
    }

    private static async Task AddAsync(ResultsStudy study, int start, int count, Func<int, DateTimeOffset> when, int version = 1, Func<int, string>? person = null)
    {
        var rows = Enumerable.Range(start, count).Select(row =>
        {
            var response = All.GetResponse(row) with { Submitted = when(row) };
            if (person is not null) response = response with { Further = [KeyValuePair.Create("person", person(row))] };
            return ResponseEncoding.ToRow(response, study.Questionnaire, study.Organisation, study.SurveyId, version, false, when(row));
        }).ToList();
        await study.App.Service<Database>().TransactAsync((connection, transaction) => study.App.Service<ResponseStore>().AddManyAsync(connection, transaction, study.Organisation, study.SurveyId, rows, Cancel), Cancel);
        await study.CountedAsync();
    }
}
