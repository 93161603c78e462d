namespace Survey.Web.Platform;

/// <summary>Headers that every answer carries: nothing is loaded from elsewhere, no inline script or style, no framing by others, no referrer to other sites.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'";

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
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });
}
