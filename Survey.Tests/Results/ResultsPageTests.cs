using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;
using Survey.Web.Reports.Pdf;
using Survey.Web.Storage;

namespace Survey.Tests.Results;

public sealed class ResultsPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_viewer_sees_the_figures_of_the_responses(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var page = await browser.OpenAsync(study.At("results"));
        Assert.Equal(HttpStatusCode.OK, page.Status);

        var expected = Study.Evaluate(ReferenceStudy.Responses("servqual"));
        var rows = page.Document.QuerySelectorAll("#gaps ~ figure .report-table")[0].QuerySelectorAll("tbody tr").ToArray();
        Assert.Equal(expected.Dimensions.Length, rows.Length);
        foreach (var (row, dimension) in rows.Zip(expected.Dimensions))
            Assert.Equal(Language.English.Difference(dimension.Gap!.Mean.Value), row.QuerySelectorAll("td")[3].TextContent.Trim());
        Assert.NotEmpty(page.Document.QuerySelectorAll("figure svg[role=img][aria-label]"));
    }

    [Theory, EveryDatabase]
    public async Task A_filter_applies_to_every_number_as_if_only_those_responses_were_there(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var minimum = (await app.OrganisationAsync()).MinimumGroup;
        var all = ReferenceStudy.Responses("servqual");
        var branch = all.Responses().Select(response => response.Attributes[0]).First(value => !string.IsNullOrEmpty(value))!;
        var part = new ResponseTable(all.Questionnaire);
        foreach (var response in all.Responses().Where(response => response.Attributes[0] == branch)) part.Add(response);
        var expected = ReferenceStudy.Json(Study.Evaluate(part, new StudyOptions { MinimumGroup = minimum, Filter = $"branch={branch}" }));

        var json = await browser.Client.GetStringAsync(new Uri(study.At($"results.json?a.branch={branch}"), UriKind.Relative), Cancel);
        var actual = JsonNode.Parse(json)!;
        foreach (var section in new[] { "responses", "filter", "items", "dimensions", "models", "comparisons", "commonSample", "segments", "reasons" })
            Assert.True(JsonNode.DeepEquals(expected[section], actual[section]), section);

        var page = await browser.OpenAsync(study.At($"results?a.branch={branch}"));
        Assert.Contains(branch, page.Document.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        var cells = page.Document.QuerySelectorAll("#gaps ~ figure .report-table")[0].QuerySelectorAll("tbody tr td:nth-of-type(4)").Select(cell => cell.TextContent.Trim());
        Assert.Equal(expected["dimensions"]!.AsArray().Select(dimension => Language.English.Difference((double)dimension!["gap"]!["mean"]!)), cells);
    }

    [Theory, EveryDatabase]
    public async Task A_new_response_is_there_at_the_next_view(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        Assert.Equal(400, await ResponsesAsync(browser, study));
        await study.AddAsync([ReferenceStudy.Responses("servqual").GetResponse(0) with { Id = "one-more" }]);
        Assert.Equal(401, await ResponsesAsync(browser, study));
    }

    [Fact]
    public async Task Each_reason_why_there_are_no_figures_has_words_of_its_own()
    {
        await using var app = await SurveyApp.StartAsync();
        var questionnaire = ReferenceStudy.Responses("servqual").Questionnaire;
        var (_, draft) = await app.Service<SurveyStore>().CreateAsync((await app.OrganisationAsync()).Id, "draft", new SurveyDraft { Questionnaire = questionnaire, Settings = ResultsStudy.Settings }, null, Cancel);
        var empty = await ResultsStudy.PublishAsync(app, questionnaire, "empty");
        var study = await ResultsStudy.WithReferenceAsync(app, change: (response, row) => response with { Attributes = [row < 3 ? "few" : "many", response.Attributes[1]] });
        using var browser = await app.SignInAsync(Roles.Viewer);
        foreach (var (address, words) in new[]
        {
            ($"/surveys/{draft}/results", "This survey has not been published yet"),
            (empty.At("results"), "No responses yet"),
            (study.At("results?a.branch=nowhere"), "No response matches the filter"),
            (study.At("results?a.branch=few"), "Too few responses to show"),
            (study.At("results?a.branch=many"), "Too few responses to show"),
        })
        {
            var page = await browser.OpenAsync(address);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains(words, page.Html, StringComparison.Ordinal);
            Assert.Empty(page.Document.QuerySelectorAll("svg.chart, .report-table, .figures, .comments"));
        }
        var json = await browser.Client.GetAsync(new Uri(study.At("results.json?a.branch=few"), UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Conflict, json.StatusCode);
        Assert.DoesNotContain("mean", await json.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unfinished_responses_count_only_when_they_are_asked_for_and_then_it_is_said()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app, change: (response, row) => row < 50 ? response with { Status = "partial" } : response);
        using var browser = await app.SignInAsync(Roles.Viewer);
        Assert.Equal(350, await ResponsesAsync(browser, study));
        Assert.Equal(400, await ResponsesAsync(browser, study, "?partial=1"));
        var json = JsonNode.Parse(await browser.Client.GetStringAsync(new Uri(study.At("results.json?partial=1"), UriKind.Relative), Cancel))!;
        Assert.Equal("includePartial=true", (string?)json["filter"]);
        Assert.Contains("Unfinished responses are included", (await browser.OpenAsync(study.At("results?partial=1"))).Html, StringComparison.Ordinal);
        Assert.Contains("Unfinished responses are included", (await browser.OpenAsync(study.At("report?partial=1"))).Html, StringComparison.Ordinal);
        Assert.Contains("350 of 400", (await browser.OpenAsync(study.At("results"))).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_that_ask_the_same_are_taken_together_and_others_never_mixed()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        await study.PublishAgainAsync(study.Questionnaire with { Title = new([new("en", "Another title")]) });
        await study.AddAsync(ReferenceStudy.Responses("servqual").Responses().Take(30).Select(response => response with { Id = "second-" + response.Id }), version: 2);
        using var browser = await app.SignInAsync(Roles.Viewer);
        Assert.Equal(430, await ResponsesAsync(browser, study));
        Assert.Equal(30, await ResponsesAsync(browser, study, "?version=2"));
        Assert.Contains("Versions 1, 2 are taken together", (await browser.OpenAsync(study.At("results"))).Document.QuerySelector("#state")!.TextContent, StringComparison.Ordinal);

        var shorter = study.Questionnaire with { Dimensions = study.Questionnaire.Dimensions[..4] };
        await study.PublishAgainAsync(shorter);
        var width = new AnswerLayout(shorter).Width;
        await (study with { Questionnaire = shorter }).AddAsync(Enumerable.Range(0, 9).Select(row => new Response
        {
            Id = "third-" + row,
            Answers = [.. Enumerable.Range(0, width).Select(place => (byte)(1 + ((place + row) % 7)))],
            ImportancePoints = [25, 25, 25, 25],
            Outcomes = [1, 2, 3],
            Attributes = ["", ""],
        }), version: 3);
        Assert.Equal(9, await ResponsesAsync(browser, study));
        Assert.Contains("Responses to version 1, 2 were given to other questions", (await browser.OpenAsync(study.At("results"))).Html, StringComparison.Ordinal);
        Assert.Equal(400, await ResponsesAsync(browser, study, "?version=1"));
    }

    [Theory, EveryDatabase]
    public async Task Versions_are_taken_together_as_far_as_their_author_says_that_they_ask_the_same(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        var responses = ReferenceStudy.Responses("servqual").Responses().ToArray();
        await PublishAsync("Item 3, mended", TextEdit.Typo, version: 2, count: 40);
        using var browser = await app.SignInAsync(Roles.Viewer);
        Assert.Equal(440, await ResponsesAsync(browser, study));
        Assert.Contains("declared to ask the same: item 3", (await browser.OpenAsync(study.At("results"))).Document.QuerySelector("#state")!.TextContent, StringComparison.Ordinal);

        await PublishAsync("Something else", TextEdit.Meaning, version: 3, count: 30);
        Assert.Equal(30, await ResponsesAsync(browser, study));
        var page = await browser.OpenAsync(study.At("results"));
        Assert.Contains("Version 2: item 3 (Another meaning).", page.Text, StringComparison.Ordinal);
        Assert.Equal(440, await ResponsesAsync(browser, study, "?version=1") + await ResponsesAsync(browser, study, "?version=2"));

        await PublishAsync("Nobody says what this is", null, version: 4, count: 20);
        Assert.Equal(20, await ResponsesAsync(browser, study));
        Assert.Contains("Version 3: item 3 (New wording, nothing said about its meaning).", (await browser.OpenAsync(study.At("results"))).Text, StringComparison.Ordinal);
        // What was never said of the third version is not made up for by what is said of the fourth.
        await PublishAsync("Nobody says what this is!", TextEdit.Typo, version: 5, count: 10);
        Assert.Equal(30, await ResponsesAsync(browser, study));

        async Task PublishAsync(string text, TextEdit? edit, int version, int count)
        {
            var questionnaire = study.Questionnaire with
            {
                Dimensions = [.. study.Questionnaire.Dimensions.Select(dimension => dimension with
                {
                    Items = [.. dimension.Items.Select(item => item.Id == "3" ? item with { Texts = item.Texts.ToImmutableDictionary(own => own.Key, _ => new LocalizedText([new("en", text)])) } : item)],
                })],
            };
            await study.PublishAgainAsync(questionnaire, edit is { } known ? new Dictionary<string, TextEdit> { ["item.3"] = known } : []);
            await study.AddAsync(responses.Take(count).Select(response => response with { Id = $"{version}-{response.Id}" }), version);
        }
    }

    [Fact]
    public async Task Comments_are_shown_as_written_and_never_as_markup()
    {
        const string attack = "<script>alert(1)</script><img src=x onerror=alert(1)> & \"quotes\"";
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app, change: (response, row) => row < 45 ? response with { Comment = row == 0 ? attack : $"Comment {row}" } : response);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var texts = new List<string>();
        for (var address = study.At("results"); address is not null;)
        {
            var page = await browser.OpenAsync(address);
            Assert.Empty(page.Document.QuerySelectorAll(".comments script, .comments img"));
            Assert.All(page.Document.QuerySelectorAll(".comments p"), text => Assert.Equal("auto", text.GetAttribute("dir")));
            texts.AddRange(page.Document.QuerySelectorAll(".comments p").Select(text => text.TextContent));
            address = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(45, texts.Count);
        Assert.Equal(45, texts.Distinct().Count());
        Assert.Contains(attack, texts);
    }

    [Fact]
    public async Task Items_can_be_ordered_by_gap()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var page = await browser.OpenAsync(study.At("results?order=gap"));
        var first = page.Document.QuerySelectorAll("#items ~ details .report-table")[0].QuerySelector("tbody tr th")!.TextContent;
        var widest = Study.Evaluate(ReferenceStudy.Responses("servqual")).Items.MinBy(item => item.Gap!.Mean.Value)!;
        Assert.StartsWith(widest.Id + ".", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("results")]
    [InlineData("results/compare")]
    [InlineData("results/priorities")]
    [InlineData("results/quality")]
    [InlineData("results/sample")]
    [InlineData("results/structure")]
    [InlineData("report")]
    public async Task Every_chart_has_its_numbers_behind_it_and_the_list_of_sections_leads_to_all_of_them(string part)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var document = (await browser.OpenAsync(study.At(part))).Document;

        // The report is the document of the PDF file, which has its tables in an appendix.
        if (part != "report")
            Assert.All(document.QuerySelectorAll("figure.report-figure"), figure =>
            {
                var behind = figure.QuerySelector("details");
                for (var next = figure.NextElementSibling; behind is null && next is not null; next = next.NextElementSibling)
                    behind = next.LocalName == "details" ? next : next.LocalName == "figure" ? null : throw new Xunit.Sdk.XunitException(figure.QuerySelector("figcaption")!.TextContent);
                Assert.NotEmpty(behind!.QuerySelectorAll("table tbody td"));
            });
        var sections = document.QuerySelectorAll("main h2[id]").Select(heading => "#" + heading.Id).ToArray();
        var links = document.QuerySelectorAll(".section-links a").Select(link => link.GetAttribute("href")!).ToArray();
        Assert.Equal(sections.Length > 1 ? sections : [], links);
        Assert.Equal(sections.Distinct(), sections);
    }

    [Theory]
    [InlineData("results")]
    [InlineData("results/compare")]
    [InlineData("results/priorities")]
    [InlineData("results/quality")]
    [InlineData("results/structure")]
    [InlineData("report")]
    public async Task Every_page_speaks_both_languages_and_needs_a_session(string part)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        foreach (var language in Language.All)
        {
            using var browser = await app.SignInAsync(role: Roles.Viewer, language: language.Tag);
            var page = await browser.OpenAsync(study.At(part));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal(language.Direction, page.Document.DocumentElement.GetAttribute("dir"));
            Assert.Empty(page.Document.QuerySelectorAll("[style], script:not([src])"));
            Assert.Single(page.Document.QuerySelectorAll("h1"));
        }
        using var stranger = app.NewBrowser();
        Assert.StartsWith("/sign-in", (await stranger.OpenAsync(study.At(part))).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_of_another_organisation_are_not_found()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        var other = (await app.OrganisationAsync()) with { OrganisationId = Guid.CreateVersion7().ToString(), Name = "Other" };
        await app.Service<OrganisationStore>().AddAsync(other, Cancel);
        using var browser = await app.SignInAsync(Roles.Administrator, "en", other.Id);
        foreach (var part in new[] { "results", "results/compare", "results/priorities", "results/quality", "results/structure", "report", "results.json", "report.pdf" })
            Assert.Equal(HttpStatusCode.NotFound, (await browser.Client.GetAsync(new Uri(study.At(part), UriKind.Relative), Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_report_comes_as_PDF_or_the_page_says_what_is_missing_and_how_to_print()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);
        var answer = await browser.Client.GetAsync(new Uri(study.At("report.pdf?lang=fa&model=servperf"), UriKind.Relative), Cancel);
        string? obstacle = null;
        try
        {
            await app.Service<PdfRenderers>().ChooseAsync(null, Language.Persian, Cancel);
        }
        catch (PdfException missing)
        {
            obstacle = missing.Message;
        }
        if (obstacle is null)
        {
            Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("%PDF"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync(Cancel))[..4]);
        }
        else
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains(study.At("report"), await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    private static async Task<long> ResponsesAsync(TestBrowser browser, ResultsStudy study, string query = "") =>
        (long)JsonNode.Parse(await browser.Client.GetStringAsync(new Uri(study.At("results.json" + query), UriKind.Relative), Cancel))!["responses"]!;
}
