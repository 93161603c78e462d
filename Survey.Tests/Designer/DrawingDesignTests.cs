using System.Net;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics.Sampling;
using Survey.Tests.Support;

namespace Survey.Tests.Designer;

/// <summary>Items and batteries drawn for each respondent, in the designer without script.</summary>
public sealed class DrawingDesignTests
{
    [Theory, EveryDatabase]
    public async Task What_is_drawn_is_set_told_what_it_saves_and_costs_and_taken_back(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await DesignPageTests.StartAsync(app);
        var page = await browser.OpenAsync(DesignPageTests.Address);
        foreach (var text in new[] { "Second", "Third" }) page = await browser.SubmitAsync(page, "#design", ("dimension.empathy.new.en", text), ("do", "add-item:empathy"));
        Assert.Null(page.Document.GetElementById("drawing"));
        var before = await DesignPageTests.QuestionnaireAsync(app);
        var empathy = before.Dimensions.Single(dimension => dimension.Id == "empathy");
        Assert.Null(page.Document.GetElementById($"item.{empathy.Items[0].Id}.common"));

        page = await browser.SubmitAsync(page, "#design", ("dimension.empathy.draw", "۱"), ("battery.expectation.share", "40"), ("do", "save"));
        Assert.Contains("Saved.", page.Text, StringComparison.Ordinal);
        Assert.Contains("minutes saved for each respondent", page.Document.GetElementById("drawing")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Draw two or more", page.Document.GetElementById("drawing")!.TextContent, StringComparison.Ordinal);
        page = await browser.SubmitAsync(page, "#design", ("dimension.empathy.draw", "1"), ($"item.{empathy.Items[0].Id}.common", "on"), ("do", "save"));
        var drawn = await DesignPageTests.QuestionnaireAsync(app);
        var own = drawn.Dimensions.Single(dimension => dimension.Id == "empathy");
        Assert.Equal((1, 1, 2), (own.Draw, own.CommonItems, own.ShownItems));
        Assert.Equal(40, drawn.Batteries.Single(battery => battery.Id == "expectation").Share);
        Assert.Equal("1", ((IHtmlInputElement)page.Document.GetElementById("dimension.empathy.draw")!).Value);

        page = await browser.SubmitAsync(page, "#design", ("do", "save"));
        Assert.Equal(drawn, await DesignPageTests.QuestionnaireAsync(app));
        page = await browser.SubmitAsync(page, "#design", ("dimension.empathy.draw", ""), ("battery.expectation.share", ""), ($"item.{empathy.Items[0].Id}.common", null), ("do", "save"));
        Assert.Equal(before, await DesignPageTests.QuestionnaireAsync(app));
        Assert.Null(page.Document.GetElementById("drawing"));
    }

    [Theory]
    [InlineData("dimension.reliability.draw", "many", "whole number")]
    [InlineData("dimension.reliability.draw", "99", "Draw fewer")]
    [InlineData("battery.expectation.share", "100", "whole number")]
    public async Task What_cannot_be_drawn_is_said_at_its_field(string field, string value, string expected)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await DesignPageTests.StartAsync(app);
        var page = await browser.SubmitAsync(await browser.OpenAsync(DesignPageTests.Address), "#design", (field, value), ("do", "save"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var link = page.Document.QuerySelector(".error-summary a")!;
        Assert.Equal("#" + field, link.GetAttribute("href"));
        Assert.Contains(expected, link.TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(value, ((IHtmlInputElement)page.Document.GetElementById(field)!).Value);
    }

    [Fact]
    public void The_expected_loss_of_precision_follows_from_the_design()
    {
        // Five items, one common, two of four drawn: √2 for a drawn item; with correlation 0 of the dimension √((1 + 4 · 2) / 5), with 1 nothing is lost but by who saw which together.
        var dimension = new Dimension("d", new([new("en", "D")]), null,
            [.. Enumerable.Range(1, 5).Select(number => new Item($"{number}", System.Collections.Immutable.ImmutableDictionary<string, LocalizedText>.Empty.Add("", new([new("en", "I")])), false) { IsCommon = number == 1 })])
        { Draw = 2 };
        Assert.Equal(Math.Sqrt(2), DrawnPrecision.OfItem(dimension), 12);
        Assert.Equal(Math.Sqrt(9.0 / 5), DrawnPrecision.OfDimension(dimension, 0), 12);
        // Pairs: common with drawn 8 times 1, drawn with drawn 12 times (1/6) / (1/4) = 2/3.
        Assert.Equal(Math.Sqrt((9 + 0.5 * (8 + 8)) / (5 + 0.5 * 20)), DrawnPrecision.OfDimension(dimension), 12);
        Assert.Equal(1, DrawnPrecision.OfDimension(dimension with { Draw = null }));
        Assert.Equal(Math.Sqrt(2.5), DrawnPrecision.OfBattery(new Battery("b", "B", new([]), null) { Share = 40 }), 12);
    }
}
