using System.Diagnostics;
using System.Net;
using System.Text;

namespace Survey.Benchmarks.Load;

/// <summary>One acknowledged post: whose, of which page, with which body.</summary>
internal sealed record AcknowledgedPost(string Token, string Page, string Body);

/// <summary>A person who answers a whole survey over plain HTTP, page after page, as a browser without script would.</summary>
internal sealed class PlayedRespondent(HttpClient http, LoadOptions options, LoadFigures figures, Random random)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(2);

    private string _cookie = "";

    /// <summary>Told of every post that the server has acknowledged.</summary>
    public Action<AcknowledgedPost>? Acknowledged { get; init; }

    /// <summary>Answers from the start to the receipt.</summary>
    /// <exception cref="InvalidDataException">The server answered otherwise than a survey does.</exception>
    public async Task AnswerAsync(CancellationToken cancel)
    {
        _cookie = "";
        var address = $"/s/{options.Survey}";
        for (var step = 0; step < 100; step++)
        {
            var html = await GetAsync(address, cancel);
            var form = PageForm.Read(html);
            if (!form.HasForm)
            {
                if (!address.EndsWith("/receipt", StringComparison.Ordinal)) throw new InvalidDataException($"{address} has no form.");
                figures.Completed();
                return;
            }
            address = await PostAsync(form, cancel);
        }
        throw new InvalidDataException("The survey does not end.");
    }

    private async Task<string> GetAsync(string address, CancellationToken cancel)
    {
        using var response = await SendAsync("get", () => new HttpRequestMessage(HttpMethod.Get, address), cancel);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancel)
            : throw new InvalidDataException($"GET {address} answered {(int)response.StatusCode}.");
    }

    private async Task<string> PostAsync(PageForm form, CancellationToken cancel)
    {
        var body = form.Answer(random.Next, "Quick, \"friendly\" – خوب بود");
        using var response = await SendAsync(form.Go == "submit" ? "submit" : "post", () => new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = FormOf(body) }, cancel);
        if (response.StatusCode != HttpStatusCode.SeeOther) throw new InvalidDataException($"POST {form.Action} answered {(int)response.StatusCode}.");
        Acknowledged?.Invoke(new AcknowledgedPost(form.Token, form.Action, body));
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies)) _cookie = cookies.First().Split(';')[0];
        return response.Headers.Location!.OriginalString;
    }

    private static ByteArrayContent FormOf(string body)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded");
        return content;
    }

    // The same request again, where that is wanted, until there is an answer: as people do who press the button once more.
    private async Task<HttpResponseMessage> SendAsync(string kind, Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await SendOnceAsync(kind, make, cancel);
            }
            catch (Exception exception) when (options.SendsAgain && waited.Elapsed < LongestAbsence
                && exception is HttpRequestException or IOException or TaskCanceledException or ServerAwayException)
            {
                figures.Again();
                await Task.Delay(Pause, cancel);
            }
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(string kind, Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        using var request = make();
        if (_cookie.Length > 0) request.Headers.TryAddWithoutValidation("Cookie", _cookie);
        var began = Stopwatch.GetTimestamp();
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
        if (options.SendsAgain && response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            response.Dispose();
            throw new ServerAwayException();
        }
        figures.Add(kind, Stopwatch.GetElapsedTime(began));
        return response;
    }

    private sealed class ServerAwayException() : Exception("The server says that it cannot serve just now.");
}
