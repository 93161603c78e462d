using Microsoft.AspNetCore.Http.Features;

namespace Survey.Web.Features.Respond;

/// <summary>Reads what a browser posts and sends it on.</summary>
internal static class RespondRequests
{
    /// <summary>More than any page of questions with its longest comment; what is larger is not read.</summary>
    public const int LargestBody = 256 * 1024;

    private static readonly FormOptions Options = new() { ValueCountLimit = 16 * 1024, KeyLengthLimit = 128, ValueLengthLimit = LargestBody };

    /// <summary>The posted fields.</summary>
    /// <exception cref="BadHttpRequestException">Too large (413) or not a form (400).</exception>
    public static async Task<IFormCollection> ReadFormAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestBody) throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LargestBody;
        if (!http.Request.HasFormContentType) throw new BadHttpRequestException("Not a form.");
        try
        {
            return await http.Request.ReadFormAsync(Options, http.RequestAborted);
        }
        catch (InvalidDataException exception)
        {
            throw new BadHttpRequestException("Not a form.", exception);
        }
    }

    /// <summary>After a post, on to a page that can be refreshed.</summary>
    public static void SeeOther(HttpContext http, string address)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = address;
        http.Response.ContentLength = 0;
    }
}
