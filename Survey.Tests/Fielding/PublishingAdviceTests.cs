using System.Net.Http.Headers;
using Survey.Scoring.Instrument;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Features.Fielding;
using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

/// <summary>What a manager is told before a version is frozen: who will finish, what pages weigh, whether the colour can be read.</summary>
public sealed class PublishingAdviceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_long_questionnaire_is_finished_by_fewer_and_what_would_shorten_it_is_named()
    {
        var servqual = RespondStudy.Read("servqual");
        var advice = DropOffAdvice.Of(servqual);
        var seconds = AnsweringTime.Seconds(servqual);

        Assert.InRange(advice.Finishing, 0.1, 0.6);
        Assert.Contains(advice.Shortenings, one => one.Kind == ShorteningKind.Batteries);
        Assert.Equal(advice.Shortenings.OrderByDescending(one => one.SecondsSaved), advice.Shortenings);
        Assert.All(advice.Shortenings, one => Assert.InRange(one.SecondsSaved, 1, seconds));
        var single = servqual with { Batteries = [servqual.Batteries[1]], Importance = null, Dimensions = [.. servqual.Dimensions.Take(2)] };
        var brief = DropOffAdvice.Of(single);
        Assert.Empty(brief.Shortenings);
        Assert.False(brief.IsLong);
        Assert.True(brief.Finishing > advice.Finishing);
    }

    [Fact]
    public void The_expectation_is_that_of_the_pilot_where_the_pilot_was()
    {
        // Without pages around it, an outcome more or less makes eight seconds: two lengths around the long form of the pilot.
        var servqual = RespondStudy.Read("servqual");
        var lengths = Enumerable.Range(1, 20).Select(k => servqual with { Importance = null, Batteries = [servqual.Batteries[0]], Attributes = [.. Enumerable.Repeat(servqual.Attributes[0], 3 * k)] });
        var nearest = lengths.MinBy(one => Math.Abs(AnsweringTime.Seconds(one) - 470.5))!;
        Assert.Equal(0.4918, DropOffAdvice.Of(nearest).Finishing, 0.012);
    }

    [Fact]
    public async Task Pages_weigh_what_goes_over_the_wire()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { Accent = "#8a1f5c" });
        var survey = (await study.Surveys.FindPublishedAsync(study.Slug, Cancel))!;
        var weights = await app.Service<IPageWeights>().OfAsync(survey);
        Assert.Equal(["fa", "fa", "en", "en"], weights.Select(weight => weight.Language));
        using var client = new HttpClient { BaseAddress = app.Address };
        client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        foreach (var weight in weights.Where(weight => weight.IsFirst))
        {
            var html = await app.NewBrowser(weight.Language).OpenAsync($"/s/{study.Slug}?lang={weight.Language}");
            Assert.True(weight.IsWithin);
            await MeasuresAsync(weight, PagePartKind.Document, $"/s/{study.Slug}?lang={weight.Language}");
            await MeasuresAsync(weight, PagePartKind.StyleSheet, html.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!);
            await MeasuresAsync(weight, PagePartKind.Module, html.Document.QuerySelector("script")!.GetAttribute("src")!);
        }

        async Task MeasuresAsync(PageWeight weight, PagePartKind part, string address)
        {
            var bytes = (await client.GetByteArrayAsync(new Uri(address, UriKind.Relative), Cancel)).Length;
            Assert.InRange(weight.Parts.Single(one => one.Kind == part).Bytes, 0.9 * bytes, 1.1 * bytes);
        }
    }

    [Fact]
    public async Task A_manager_sees_the_advice_is_offered_the_nearest_colour_and_respondents_get_the_chosen_one_in_one_file()
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        using var manager = await app.SignInAsync();
        const string edit = "/surveys/sample-bank/edit";
        var wrong = await manager.SubmitAsync(await manager.OpenAsync(edit), "#survey", ("accent", "blue"), ("do", "save"));
        Assert.Contains("Write the colour as six hexadecimal digits", wrong.Text, StringComparison.Ordinal);
        var pale = await manager.SubmitAsync(wrong, "#survey", ("accent", "#FFCC00"), ("do", "save"));
        Assert.Contains("Not readable", pale.Text, StringComparison.Ordinal);
        var refused = await manager.OpenAsync("/surveys/sample-bank/publish");
        var problem = refused.Document.QuerySelector("a[href$='edit#accent']")!.TextContent;
        Assert.Contains("The colour \u2066#ffcc00\u2069 cannot be read on light ground: its contrast is 1.4 to 1", problem, StringComparison.Ordinal);
        var offered = problem.Substring(problem.LastIndexOf('#'), 7);

        await manager.SubmitAsync(await manager.OpenAsync(edit), "#survey", ("accent", offered), ("do", "save"));
        var page = await manager.OpenAsync("/surveys/sample-bank/publish");
        Assert.Contains("Of 100 who begin, about", page.Text, StringComparison.Ordinal);
        Assert.Equal(4, page.Document.QuerySelectorAll("section[aria-labelledby=advice] tbody tr").Length);
        await manager.SubmitAsync(page, "form[action$=publish-version]");
        var start = await app.NewBrowser().OpenAsync("/s/sample-bank");
        var sheet = Assert.Single(start.Document.QuerySelectorAll("link[rel=stylesheet]")).GetAttribute("href")!;
        Assert.EndsWith($"/{offered[1..]}.css", sheet, StringComparison.Ordinal);
        var css = await manager.Client.GetStringAsync(new Uri(sheet, UriKind.Relative), Cancel);
        Assert.Contains($"--accent:{offered};", css, StringComparison.Ordinal);
        Assert.Contains(".primary", css, StringComparison.Ordinal);
    }
}
