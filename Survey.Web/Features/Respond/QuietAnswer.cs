using System.Globalization;
using System.Text;

namespace Survey.Web.Features.Respond;

/// <summary>
/// Answers for the module, which posts in the background: a status and a word instead of a page. Where a person must see something, the module lets the
/// browser post the form again, which gets the page.
/// </summary>
internal static class QuietAnswer
{
    /// <summary>The header of the module's posts.</summary>
    public const string Header = "Respond-Module";

    /// <summary>The header that says how many seconds ago a post was made.</summary>
    public const string AgeHeader = "Respond-Age";

    /// <summary>The header that asks the module for work: the zero bits and the seal.</summary>
    public const string WorkHeader = "Respond-Work";

    /// <summary>The header's value for what waited in the browser and may belong to somebody who answered before: it does not take over the cookie.</summary>
    public const string Background = "background";

    private const int OldestSeconds = 7 * 24 * 3600;

    /// <summary>Whether nobody looks at the answer.</summary>
    public static bool IsWanted(HttpContext http, IFormCollection? form = null) =>
        http.Request.Headers.ContainsKey(Header) || form?[FieldNames.Go].ToString() == PagePost.Keep;

    /// <summary>How long a post has waited in the browser, which says it by its own clock: answers given in time are taken late. More than a week is not believed.</summary>
    public static TimeSpan AgeOf(HttpContext http) =>
        int.TryParse(http.Request.Headers[AgeHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, OldestSeconds)) : TimeSpan.Zero;

    public static bool IsBackground(HttpContext http) => http.Request.Headers[Header] == Background;

    /// <summary>It is stored; the address is where a press of the button would lead.</summary>
    public static void Stored(HttpContext http, string? next)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        if (next is not null) http.Response.Headers.Location = next;
    }

    /// <summary>It is not, or only beside what is stored; the word says why.</summary>
    public static Task SendAsync(HttpContext http, int status, string word)
    {
        var body = Encoding.ASCII.GetBytes(word);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.Body.WriteAsync(body, http.RequestAborted).AsTask();
    }
}
