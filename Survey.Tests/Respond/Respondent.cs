using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>Somebody who answers with a browser without script.</summary>
internal sealed class Respondent(SurveyApp app, string slug, string language = "en") : IDisposable
{
    public TestBrowser Browser { get; } = app.NewBrowser(language);

    public string Slug => slug;

    public Task<TestPage> OpenAsync(string? page = null, string query = "") => Browser.OpenAsync($"/s/{slug}{(page is null ? "" : "/" + page)}{query}");

    /// <summary>Begins and gives the first page of questions.</summary>
    public async Task<TestPage> BeginAsync(string query = "") => await PressAsync(await OpenAsync(query: query), "next");

    /// <summary>Presses a button of the page's form with some fields filled in.</summary>
    public Task<TestPage> PressAsync(TestPage page, string go, params (string Name, string? Value)[] fields) =>
        Browser.SubmitAsync(page, "main form", [.. fields, ("go", go)]);

    public Task<HttpResponseMessage> PostAsync(TestPage page, string go, params (string Name, string? Value)[] fields) =>
        Browser.PostAsync(page, "main form", [.. fields, ("go", go)]);

    /// <summary>One value for every group of radio buttons, chosen by <paramref name="choose"/> from the values that are offered.</summary>
    public static (string, string?)[] Radios(TestPage page, Func<string, IReadOnlyList<string>, string> choose) =>
        [.. page.Document.QuerySelectorAll<IHtmlInputElement>("main input[type=radio]").GroupBy(input => input.Name!)
            .Select(group => (group.Key, (string?)choose(group.Key, [.. group.Select(input => input.Value)])))];

    /// <summary>Answers everything with the first offered value, but what <paramref name="choose"/> says, up to and with the submission.</summary>
    public async Task<TestPage> AnswerAllAsync(TestPage page, Func<string, IReadOnlyList<string>, string>? choose = null, string comment = "")
    {
        while (page.Document.QuerySelector("button[value=submit]") is null)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            var fields = Radios(page, choose ?? ((_, values) => values[0])).ToList();
            var points = page.Document.QuerySelectorAll<IHtmlInputElement>(".points input").ToList();
            for (var k = 0; k < points.Count; k++) fields.Add((points[k].Name!, k == 0 ? (100 - 10 * (points.Count - 1)).ToString(System.Globalization.CultureInfo.InvariantCulture) : "10"));
            if (page.Document.QuerySelector("textarea") is not null) fields.Add(("comment", comment));
            page = await PressAsync(page, "next", [.. fields]);
        }
        return await PressAsync(page, "submit");
    }

    public static string? Checked(TestPage page, string name) =>
        page.Document.QuerySelectorAll<IHtmlInputElement>("main input[type=radio]").SingleOrDefault(input => input.Name == name && input.IsChecked)?.Value;

    public static string Hidden(TestPage page, string name) => page.Document.QuerySelector($"input[type=hidden][name={name}]")!.GetAttribute("value")!;

    public void Dispose() => Browser.Dispose();
}
