using System.Net;
using Survey.Scoring.Responses;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

public sealed class AnsweringTests
{
    [Theory, EveryDatabase]
    public async Task A_whole_servqual_is_answered_without_script_and_stored_as_given(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);

        var receipt = await respondent.AnswerAllAsync(
            await respondent.BeginAsync("?lang=en"), (name, values) => name == "a0" ? "3" : name == "a22" ? "NA" : name == "o2" ? "10" : values[^1], "Good, \"mostly\"\nسلام");

        Assert.Equal("Thank you", receipt.Title);
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.True(stored.IsComplete);
        Assert.False(stored.IsTest);
        Assert.Equal(44, stored.Response.Answers.Length);
        Assert.Equal(3, stored.Response.Answers[0]);
        Assert.Equal(AnswerCode.NotApplicable, stored.Response.Answers[22]);
        Assert.Equal([AnswerCode.NotApplicable], stored.Response.Answers.Skip(1).Where((_, k) => k != 21).Distinct());
        Assert.Equal([7, 7, 11], stored.Response.Outcomes);
        Assert.Equal([60, 10, 10, 10, 10], stored.Response.ImportancePoints);
        Assert.Equal("Good, \"mostly\"\nسلام", stored.Response.Comment);
        Assert.Equal("shiraz", stored.Response.Attributes[0]);
        Assert.Equal("en", stored.Response.Language);
        Assert.Equal("web", stored.Response.Channel);
        Assert.NotNull(stored.Response.Submitted);
    }

    [Fact]
    public async Task A_whole_zone_of_tolerance_is_answered_in_Persian()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, "zone-of-tolerance");
        using var respondent = new Respondent(app, study.Slug, "fa");

        var first = await respondent.BeginAsync();
        Assert.Equal("fa", first.Language);
        Assert.Equal("rtl", first.Document.DocumentElement.GetAttribute("dir"));
        Assert.Contains("گام ۱ از ۶", first.Text, StringComparison.Ordinal);
        var receipt = await respondent.AnswerAllAsync(first, (_, values) => values[0]);

        Assert.Equal("سپاسگزاریم", receipt.Title);
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.True(stored.IsComplete);
        Assert.All(stored.Response.Answers, answer => Assert.Equal(1, answer));
        Assert.Equal("fa", stored.Response.Language);
    }

    [Fact]
    public async Task Nothing_is_stored_before_the_first_post_and_every_page_is_saved_as_it_is_posted()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync();
        Assert.Empty(await study.StoredAsync(app));

        var about = await respondent.PressAsync(start, "next");
        var dimension = await respondent.PressAsync(about, "next", ("t0", "tehran"));
        await respondent.PressAsync(dimension, "next", ("a0", "5"), ("a22", "6"));

        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.False(stored.IsComplete);
        Assert.Equal("tehran", stored.Response.Attributes[0]);
        Assert.Equal(5, stored.Response.Answers[0]);
        Assert.Equal(6, stored.Response.Answers[22]);
        Assert.Equal(AnswerCode.Skipped, stored.Response.Answers[1]);
        Assert.Equal(AnswerCode.NotSeen, stored.Response.Answers[10]);
    }

    [Fact]
    public async Task Back_shows_and_saves_what_was_answered()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var second = await respondent.PressAsync(await respondent.PressAsync(await respondent.BeginAsync(), "next"), "next", ("a0", "5"));

        var first = await respondent.PressAsync(second, "back", ("a4", "2"));

        Assert.EndsWith("/d1", first.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("5", Respondent.Checked(first, "a0"));
        Assert.Equal("2", Respondent.Checked(await respondent.OpenAsync("d2"), "a4"));
    }

    [Fact]
    public async Task The_language_can_be_switched_on_any_page_without_losing_what_is_filled_in()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.PressAsync(await respondent.BeginAsync("?lang=en"), "next");

        var persian = await respondent.PressAsync(page, "language:fa", ("a0", "4"));

        Assert.Equal("fa", persian.Language);
        Assert.EndsWith("/d1", persian.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal("4", Respondent.Checked(persian, "a0"));
        Assert.Equal("fa", (await respondent.PressAsync(persian, "next")).Language);
    }

    [Fact]
    public async Task The_review_names_what_is_open_with_links_and_lets_it_stay_open()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.BeginAsync("?lang=en");
        while (page.Document.QuerySelector("button[value=submit]") is null)
            page = await respondent.PressAsync(page, "next", [.. Respondent.Radios(page, (_, values) => values[0]).Where(field => field.Item1 != "a25")]);

        var links = page.Document.QuerySelectorAll(".open a").Select(link => link.GetAttribute("href")).ToList();
        Assert.Equal([$"/s/{study.Slug}/d1#i4", $"/s/{study.Slug}/importance"], links);
        Assert.Contains("2 questions", page.Text, StringComparison.Ordinal);
        Assert.NotNull((await respondent.OpenAsync("d1")).Document.QuerySelector("#i4"));

        Assert.Equal("Thank you", (await respondent.PressAsync(page, "submit")).Title);
        Assert.Equal(AnswerCode.Skipped, Assert.Single(await study.StoredAsync(app)).Response.Answers[25]);
    }

    [Fact]
    public async Task Points_in_Persian_digits_that_do_not_add_up_are_saved_and_asked_about_once()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug, "fa");
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("importance");

        var asked = await respondent.PressAsync(page, "next", ("w0", "۴۰"), ("w1", "۲۵٫۵"), ("w2", "٢٠"));

        Assert.EndsWith("/importance", asked.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("۱۴٫۵ امتیاز باقی مانده است", asked.Document.QuerySelector("#ask")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("۲۵٫۵", asked.Document.QuerySelector("#w1")!.GetAttribute("value"));
        Assert.Equal([40, 25.5, 20, null, null], Assert.Single(await study.StoredAsync(app)).Response.ImportancePoints);
        Assert.EndsWith("/overall", (await respondent.PressAsync(asked, "next")).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_that_are_no_numbers_are_named_and_what_was_typed_stays()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync("?lang=en");

        var again = await respondent.PressAsync(await respondent.OpenAsync("importance"), "next", ("w0", "40"), ("w1", "many"), ("w2", "-5"));

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Equal("many", again.Document.QuerySelector("#w1")!.GetAttribute("value"));
        Assert.Equal("40", again.Document.QuerySelector("#w0")!.GetAttribute("value"));
        Assert.Equal(["#w1", "#w2"], again.Document.QuerySelectorAll(".problem a").Select(link => link.GetAttribute("href")));
        Assert.All(Assert.Single(await study.StoredAsync(app)).Response.ImportancePoints, points => Assert.Null(points));
    }

    [Fact]
    public async Task A_link_sets_its_attribute_which_is_then_not_asked()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, "zone-of-tolerance", RespondStudy.Bilingual with { LinkAttributes = ["branch"] });
        using var respondent = new Respondent(app, study.Slug);

        var first = await respondent.BeginAsync("?branch=shiraz&lang=en");

        Assert.EndsWith("/d1", first.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("Step 1 of 5", first.Text, StringComparison.Ordinal);
        Assert.Equal("shiraz", Assert.Single(await study.StoredAsync(app)).Response.Attributes[0]);
    }

    [Fact]
    public async Task A_link_with_a_wrong_value_is_said_and_the_attribute_asked()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, "zone-of-tolerance", RespondStudy.Bilingual with { LinkAttributes = ["branch"] });
        using var respondent = new Respondent(app, study.Slug);

        var start = await respondent.OpenAsync(query: "?branch=mars&lang=en");

        Assert.Contains("The link names a value for “Branch”", start.Text, StringComparison.Ordinal);
        Assert.EndsWith("/about", (await respondent.PressAsync(start, "next")).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_must_be_given_first()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { Consent = new([new("en", "We keep your answers for a year.")]) });
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync(query: "?lang=en");

        var refused = await respondent.PressAsync(start, "next");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("#consent", refused.Document.QuerySelector(".problem a")!.GetAttribute("href"));
        Assert.Empty(await study.StoredAsync(app));
        Assert.EndsWith("/about", (await respondent.PressAsync(refused, "next", ("consent", "1"))).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_small_and_ask_for_one_style_sheet_and_one_module()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug, "fa");

        var start = await respondent.OpenAsync();

        var style = Assert.Single(start.Document.QuerySelectorAll("link[rel=stylesheet]")).GetAttribute("href")!;
        var module = Assert.Single(start.Document.QuerySelectorAll("script")).GetAttribute("src")!;
        Assert.Empty(start.Document.QuerySelectorAll("img, [style], link[rel=preload]"));
        var css = await respondent.Browser.Client.GetByteArrayAsync(new Uri(style, UriKind.Relative), TestContext.Current.CancellationToken);
        var script = await respondent.Browser.Client.GetStringAsync(new Uri(module, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(start.Html) + css.Length, 1, 30 * 1024);
        Assert.DoesNotMatch("(?m)^(import|export)", script);
        var page = await respondent.PressAsync(await respondent.PressAsync(start, "next"), "next");
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(page.Html), 1, 30 * 1024);
        Assert.DoesNotContain("{{", page.Html, StringComparison.Ordinal);
    }
}
