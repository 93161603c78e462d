namespace Survey.Web.Platform;

/// <summary>Answers HEAD wherever GET is answered: pages are mapped for GET and POST only, and the server leaves the body out by itself.</summary>
internal static class HeadRequests
{
    public static void UseHeadRequests(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}
