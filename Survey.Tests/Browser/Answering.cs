using System.Globalization;

namespace Survey.Tests.Browser;

/// <summary>What a respondent does on the pages of a survey, without script.</summary>
internal static class Answering
{
    /// <summary>Answers every page from the one that is open to the receipt: in pairs of batteries the first and the second point given, 100 points shared out, and a comment.</summary>
    /// <returns>The receipt's code.</returns>
    public static async Task<string> AnswerAllAsync(this Visitor visitor, int first, int second, string comment)
    {
        var page = visitor.Page;
        for (var step = 1; await page.Locator(".receipt").CountAsync() == 0; step++)
        {
            Assert.True(step < 30, "The survey does not come to its end: " + page.Url);
            await visitor.AnswerPageAsync(first, second, comment);
            await visitor.SawAsync("answer-" + new Uri(page.Url).Segments[^1].Trim('/'));
            await page.ClickAsync("form#page button.primary");
        }
        await visitor.SawAsync("receipt");
        return (await page.Locator(".receipt .code").TextContentAsync())!.Trim();
    }

    /// <summary>Presses the main button and waits for the page after it, which the module asks for only when this one is stored.</summary>
    public static async Task GoOnAsync(this Visitor visitor)
    {
        var address = visitor.Page.Url;
        await visitor.Page.ClickAsync("main form button.primary");
        await visitor.Page.WaitForURLAsync(next => next != address);
    }

    /// <summary>Fills in the open page, whatever it asks.</summary>
    public static async Task AnswerPageAsync(this Visitor visitor, int first, int second, string comment)
    {
        var page = visitor.Page;
        foreach (var (scale, i) in (await page.Locator("form#page .scale").AllAsync()).Select((scale, i) => (scale, i)))
            await scale.Locator($"input[value='{(i % 2 == 0 ? first : second).ToString(CultureInfo.InvariantCulture)}']").CheckAsync();
        foreach (var options in await page.Locator("form#page .options").AllAsync())
            await options.Locator("input").First.CheckAsync();
        var points = await page.Locator(".points input").AllAsync();
        for (var i = 0; i < points.Count; i++) await points[i].FillAsync(Points(visitor, i, points.Count));
        if (await page.Locator("textarea").CountAsync() > 0) await page.FillAsync("textarea", comment);
    }

    /// <summary>100 points over the dimensions, in the respondent's own digits.</summary>
    private static string Points(Visitor visitor, int place, int count)
    {
        var share = 100 / count;
        var points = (place == 0 ? 100 - (share * (count - 1)) : share).ToString(CultureInfo.InvariantCulture);
        return visitor.Language == "fa" ? string.Concat(points.Select(digit => (char)('۰' + (digit - '0')))) : points;
    }
}
