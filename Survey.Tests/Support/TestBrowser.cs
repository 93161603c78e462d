using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Survey.Tests.Support;

/// <summary>A browser without script: keeps cookies and posts forms as they stand on the page, hidden fields included.</summary>
internal sealed class TestBrowser : IDisposable
{
    private readonly HttpClientHandler handler;

    public TestBrowser(Uri address, string language)
    {
        handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies, AutomaticDecompression = DecompressionMethods.All };
        Client = new HttpClient(handler) { BaseAddress = address };
        Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        Client.DefaultRequestHeaders.Accept.ParseAdd("text/html,*/*;q=0.8");
    }

    public HttpClient Client { get; }

    public CookieContainer Cookies { get; } = new();

    /// <summary>The page, redirects followed.</summary>
    public async Task<TestPage> OpenAsync(string address)
    {
        for (var step = 0; ; step++)
        {
            var response = await Client.GetAsync(new Uri(Client.BaseAddress!, address), TestContext.Current.CancellationToken);
            if (response.Headers.Location is not { } next || step == 10) return await TestPage.ReadAsync(response);
            address = new Uri(response.RequestMessage!.RequestUri!, next).PathAndQuery;
        }
    }

    /// <summary>Posts a form of the page with the given fields set, and follows the redirect.</summary>
    /// <param name="page">The page that holds the form.</param>
    /// <param name="form">A selector of the form.</param>
    /// <param name="fields">The fields that a person changes; null takes a field away.</param>
    public async Task<TestPage> SubmitAsync(TestPage page, string form, params (string Name, string? Value)[] fields)
    {
        var response = await PostAsync(page, form, fields);
        return response.Headers.Location is { } next
            ? await OpenAsync(new Uri(response.RequestMessage!.RequestUri!, next).PathAndQuery)
            : await TestPage.ReadAsync(response);
    }

    /// <summary>Posts a form and gives the answer itself, a redirect for instance.</summary>
    public async Task<HttpResponseMessage> PostAsync(TestPage page, string form, params (string Name, string? Value)[] fields)
    {
        var element = page.Document.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"The page has no form '{form}':\n{page.Html}");
        var values = FieldsOf(element).Where(pair => fields.All(field => field.Name != pair.Key)).ToList();
        values.AddRange(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value!)));
        var target = element.GetAttribute("action") is { Length: > 0 } action ? new Uri(page.Address, action) : page.Address;
        return await Client.PostAsync(target, new FormUrlEncodedContent(values), TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            var field = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "submit" or "button" or "file" } => default,
                IHtmlInputElement input => (input.Name, input.Value),
                IHtmlSelectElement select => (select.Name, select.Value),
                IHtmlTextAreaElement area => (area.Name, area.Value),
                _ => default((string? Name, string? Value)),
            };
            if (!string.IsNullOrEmpty(field.Name)) yield return KeyValuePair.Create(field.Name, field.Value ?? "");
        }
    }
}

/// <summary>An answer as a person sees it.</summary>
internal sealed record TestPage(Uri Address, HttpStatusCode Status, string Html, IHtmlDocument Document, HttpResponseMessage Response)
{
    public string Title => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public string Text => Document.Body?.TextContent ?? "";

    public string Language => Document.DocumentElement.GetAttribute("lang") ?? "";

    /// <summary>The texts of the cells of a table row, its header left out.</summary>
    public string[] Cells(string row) => [.. Document.QuerySelector(row)!.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];

    public static async Task<TestPage> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new(response.RequestMessage!.RequestUri!, response.StatusCode, html, new HtmlParser().ParseDocument(html), response);
    }
}
