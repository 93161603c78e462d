using Microsoft.Playwright;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Respond;
using Survey.Tests.Support;

namespace Survey.Tests.Browser;

/// <summary>A connection that is lost and comes back costs no answer: pages wait in the browser and are sent in order, once.</summary>
[Collection(BrowserTests.Name)]
public sealed class OfflineTests(BrowserHost browsers)
{
    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public async Task A_survey_that_was_only_opened_is_answered_to_its_end_without_a_connection(string language)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { LinkAttributes = ["branch"] });
        await using var visitor = await browsers.NewVisitorAsync(app, language, 320);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?branch=shiraz&lang={language}");
        await page.Context.SetOfflineAsync(true);

        await page.ClickAsync("main form button.primary");
        Assert.Equal(0, await page.Locator("#t0").CountAsync());
        for (var step = 1; await page.Locator("form#page").CountAsync() > 0; step++)
        {
            Assert.True(step < 20, "The survey does not come to its end: " + page.Url);
            await visitor.FitsAsync($"offline {step}");
            await Assertions.Expect(page.Locator("#state")).ToContainTextAsync(step == 1 ? visitor.Say("One page waits", "یک صفحه") : visitor.Say($"{step} pages wait", Persian(step)));
            var heading = await page.Locator("h1").TextContentAsync();
            await visitor.AnswerPageAsync(6, 4, visitor.Say("All offline.", "همه بدون ارتباط."));
            await page.ClickAsync("form#page button.primary");
            await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(heading!);
        }
        Assert.Equal(visitor.Say("Your answers wait in this browser", "پاسخ‌های شما در همین مرورگر منتظر است"), await page.Locator("h1").TextContentAsync());
        await visitor.SawAsync("waiting");
        await visitor.IsAccessibleAsync("waiting");
        Assert.Empty(await study.StoredAsync(app));

        await page.Context.SetOfflineAsync(false);
        await page.WaitForURLAsync("**/receipt");

        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.True(stored.IsComplete);
        Assert.Equal(10, stored.Revision);
        Assert.All(stored.Response.Answers, (answer, k) => Assert.Equal(k < 22 ? 6 : 4, answer));
        Assert.Equal("shiraz", stored.Response.Attributes[0]);
        Assert.Equal([20, 20, 20, 20, 20], stored.Response.ImportancePoints);
        Assert.Equal(visitor.Say("All offline.", "همه بدون ارتباط."), stored.Response.Comment);
        Assert.Equal(language, stored.Response.Language);
        await WaitingAsync(page, 0);
    }

    [Fact]
    public async Task Without_a_connection_a_respondent_is_shown_what_the_server_would_have_drawn()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await LiteStudy.PublishAsync(app, expectationShare: 50);
        for (var k = 0; k < 3; k++)
        {
            await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
            var page = visitor.Page;
            await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
            var token = await page.Locator("input[name=token]").First.InputValueAsync();
            var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token))[..16]);
            var drawn = DrawnItems.Of(LiteStudy.With(RespondStudy.Read("servqual"), 50), id);
            await page.Context.SetOfflineAsync(true);
            await page.ClickAsync("main form button.primary");
            await page.CheckAsync("input[name=t0][value=tehran]");
            await page.ClickAsync("form#page button.primary");
            await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tangibles");
            for (var (d, first, number) = (0, 0, 1); d < 5; d++)
            {
                var shown = drawn.ByDimension[d];
                Assert.Equal(shown.Select(item => $"i{first + item + 1}"), await page.Locator("fieldset.card").EvaluateAllAsync<string[]>("cards => cards.map(card => card.id)"));
                Assert.Equal(shown.Select((_, place) => number + place), (await page.Locator("[data-position]").AllTextContentsAsync())
                    .Select(text => int.Parse(text.Replace("Statement", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)));
                Assert.Equal(drawn.Battery(0) ? 6 : 3, await page.Locator("fieldset.battery").CountAsync());
                (first, number) = (first + new[] { 4, 5, 4, 4, 5 }[d], number + shown.Length);
                // The last page stays open, so that the review has something to say.
                if (d < 4) foreach (var name in await page.Locator("main input[type=radio]").EvaluateAllAsync<string[]>("radios => [...new Set(radios.map(radio => radio.name))]")) await page.CheckAsync($"input[name={name}][value='6']");
                await page.ClickAsync("form#page button.primary");
            }
            while (!page.Url.EndsWith("/review", StringComparison.Ordinal)) await page.ClickAsync("form#page button.primary");
            Assert.Equal(3, await page.Locator(".open a[href*='/d5#']").CountAsync());
            Assert.Equal(0, await page.Locator(".open a[href*='/d1#']").CountAsync());
            await page.ClickAsync("form#page button.primary");
            await page.Context.SetOfflineAsync(false);
            await page.WaitForURLAsync("**/receipt");
            var stored = (await study.StoredAsync(app)).Single(row => row.Response.Id == id);
            Assert.All(stored.Response.Answers.Index(), answer => Assert.Equal(drawn.Answer(answer.Index), answer.Item != AnswerCode.NotSeen));
        }
    }

    [Fact]
    public async Task Back_and_the_list_of_open_questions_work_without_a_connection_and_show_what_was_answered_before()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await visitor.GoOnAsync();
        while (!page.Url.EndsWith("/review", StringComparison.Ordinal))
        {
            var address = page.Url;
            await visitor.AnswerPageAsync(6, 4, "");
            if (address.EndsWith("/d5", StringComparison.Ordinal)) await page.Context.SetOfflineAsync(true);
            await page.ClickAsync("form#page button.primary");
            await page.WaitForFunctionAsync("address => location.href !== address", address);
        }
        await Assertions.Expect(page.Locator("#all")).ToHaveTextAsync("You have answered every question.");
        await page.GoBackAsync();
        await page.FillAsync("textarea", "Seen again.");
        await page.ClickAsync("form#page button[value=back]");
        await page.FillAsync("#w0", "30");
        await page.ClickAsync("form#page button.primary");
        await Assertions.Expect(page.Locator("textarea")).ToHaveValueAsync("Seen again.");
        await page.ClickAsync("form#page button.primary");
        await Assertions.Expect(page.Locator(".open a")).ToHaveTextAsync(["What matters most to you"]);
        await page.ClickAsync(".open a");
        await Assertions.Expect(page.Locator("#w0")).ToHaveValueAsync("30");
        await page.FillAsync("#w0", "20");

        await page.Context.SetOfflineAsync(false);
        await page.ClickAsync("form#page button.primary");
        await Assertions.Expect(page.Locator("textarea")).ToHaveCountAsync(1);
        await WaitingAsync(page, 0);
        var stored = Assert.Single(await study.StoredAsync(app)).Response;
        Assert.Equal("Seen again.", stored.Comment);
        Assert.Equal([20, 20, 20, 20, 20], stored.ImportancePoints);
        Assert.DoesNotContain(AnswerCode.Skipped, stored.Answers);
    }

    [Fact]
    public async Task A_tab_that_is_closed_without_a_connection_has_lost_nothing_when_the_survey_is_opened_again()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await page.Context.SetOfflineAsync(true);
        await page.ClickAsync("main form button.primary");
        await page.CheckAsync("input[name=t0][value=tehran]");
        await page.ClickAsync("form#page button.primary");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tangibles");
        await page.CheckAsync("input[name=a0][value='6']");
        visitor.Page = await visitor.NewTabAsync();
        await page.CloseAsync();
        await visitor.Page.Context.SetOfflineAsync(false);

        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");

        await WaitingAsync(visitor.Page, 0);
        await Assertions.Expect(visitor.Page.Locator("main .actions a.primary")).ToHaveAttributeAsync("href", $"/s/{study.Slug}/d1");
        await visitor.Page.ClickAsync("main .actions a.primary");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Tangibles");
        Assert.True(await visitor.Page.IsCheckedAsync("input[name=a0][value='6']"));
        Assert.Equal("tehran", Assert.Single(await study.StoredAsync(app)).Response.Attributes[0]);
    }

    [Fact]
    public async Task Two_people_who_answer_on_one_device_without_a_connection_are_two_responses()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await page.Context.SetOfflineAsync(true);
        for (var person = 1; person <= 2; person++)
        {
            await page.ClickAsync("main form button.primary");
            for (var step = 1; await page.Locator("form#page").CountAsync() > 0; step++)
            {
                Assert.True(step < 20, "The survey does not come to its end: " + page.Url);
                Assert.Equal(0, await page.Locator("form#page input:checked").CountAsync());
                var heading = await page.Locator("h1").TextContentAsync();
                await visitor.AnswerPageAsync(person, 7, $"Person {person}");
                await page.ClickAsync("form#page button.primary");
                await Assertions.Expect(page.Locator("h1")).Not.ToHaveTextAsync(heading!);
            }
            if (person == 1) await page.ClickAsync("main a[href*=anew]");
        }

        await page.Context.SetOfflineAsync(false);
        await page.WaitForURLAsync("**/receipt");

        var stored = await study.StoredAsync(app);
        Assert.Equal(["Person 1 1 True", "Person 2 2 True"], stored.Select(one => $"{one.Response.Comment} {one.Response.Answers[0]} {one.IsComplete}").Order());
    }

    [Fact]
    public async Task A_page_whose_confirmation_was_lost_is_sent_again_and_stored_once()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "en", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=en");
        await visitor.GoOnAsync();
        await visitor.GoOnAsync();
        var lost = 0;
        await page.RouteAsync("**/d1", async route =>
        {
            if (route.Request.Method == "POST" && Interlocked.Increment(ref lost) == 1)
            {
                await route.FetchAsync();
                await route.AbortAsync();
            }
            else
            {
                await route.ContinueAsync();
            }
        });

        await visitor.AnswerPageAsync(5, 3, "");
        await page.ClickAsync("form#page button.primary");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Reliability");
        await WaitingAsync(page, 0);

        Assert.True(lost >= 2);
        var stored = Assert.Single(await study.StoredAsync(app));
        // Begun, the first page, and this one: no write more.
        Assert.Equal((3, 3, 3), (stored.Revision, stored.Response.Answers[22], stored.Response.Answers[25]));
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for_while_the_person_goes_on()
    {
        await using var database = await TestDatabase.CreateAsync("postgresql");
        await using var app = await SurveyApp.StartAsync(database);
        var study = await RespondStudy.PublishAsync(app);
        await using var visitor = await browsers.NewVisitorAsync(app, "fa", 390);
        var page = visitor.Page;
        await visitor.OpenAsync($"/s/{study.Slug}?lang=fa");
        await visitor.GoOnAsync();
        await visitor.GoOnAsync();

        await PostgresConnections.ForbidAsync(database);
        await visitor.AnswerPageAsync(5, 3, "");
        await page.ClickAsync("form#page button.primary");
        await page.WaitForURLAsync("**/d2");
        await visitor.AnswerPageAsync(2, 1, "");
        await PostgresConnections.AllowAsync(database);
        await page.ClickAsync("form#page button.primary");

        await WaitingAsync(page, 0);
        var stored = Assert.Single(await study.StoredAsync(app)).Response;
        Assert.Equal([5, 2, 3, 1], [stored.Answers[0], stored.Answers[4], stored.Answers[22], stored.Answers[26]]);
    }

    private static string Persian(int number) => string.Concat(number.ToString(System.Globalization.CultureInfo.InvariantCulture).Select(digit => (char)('۰' + (digit - '0')))) + " صفحه";

    /// <summary>Waits until so many pages wait in the browser.</summary>
    private static async Task WaitingAsync(IPage page, int count) =>
        await page.WaitForFunctionAsync("count => Object.keys(localStorage).filter(key => key.startsWith('respond:')).length === count", count);
}
