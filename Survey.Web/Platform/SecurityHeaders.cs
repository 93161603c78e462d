namespace Survey.Web.Platform;

/// <summary>Headers that every answer carries: nothing is loaded from elsewhere, no inline script or style, no framing by others, no referrer to other sites.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'";

    /// <summary>The script that pages of others load beside a survey that stands in them.</summary>
    private const string ForOthers = "/embed.js";

    /// <summary>The policy of a page that pages of these origins, and our own, may hold.</summary>
    public static string FramedBy(IEnumerable<string> origins) => string.Join(' ', [Policy, .. origins]);

    // Set when the answer starts, so that an error page, which clears the headers, carries them as well.
    public static void UseSecurityHeaders(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = Policy;
            headers.Remove("blazor-enhanced-nav");
            headers.XContentTypeOptions = "nosniff";
            if (headers["Referrer-Policy"].Count == 0) headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = ((HttpResponse)state).HttpContext.Request.Path == ForOthers ? "cross-origin" : "same-origin";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });
}
