namespace Survey.Web.Platform;

/// <summary>The files of wwwroot: found from the build output and after publishing, kept by browsers for good under their fingerprinted addresses.</summary>
internal static class StaticFiles
{
    public static void AddStaticFiles(this WebApplicationBuilder builder)
    {
        // The build output holds a manifest that leads to the sources, in any environment and working directory; published files need none.
        builder.WebHost.UseStaticWebAssets();
        // Outside development a build is served like a published program: cached, not looked up on disk again for every request.
        if (!builder.Environment.IsDevelopment()) builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        builder.Services.AddSingleton<AssetUrls>();
    }

    /// <summary>Style sheets name fonts without a fingerprint; their file names carry the version instead, so they may be kept as well.</summary>
    public static void UseFontCaching(this IApplicationBuilder application) => application.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/fonts"))
        {
            context.Response.OnStarting(static state =>
            {
                var response = (HttpResponse)state;
                if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified) response.Headers.CacheControl = "max-age=31536000, immutable";
                return Task.CompletedTask;
            }, context.Response);
        }

        return next(context);
    });
}
