using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Survey.Web.Platform.Localization;

/// <summary>The language of a request: <c>?lang=</c>, else the choice remembered in the cookie, else what the browser asks for.</summary>
/// <remarks>Only the language of texts changes; numbers and dates for programs stay invariant, those for people go through <see cref="Language"/>.</remarks>
internal static class RequestLanguage
{
    public static void UseRequestLanguage(this IApplicationBuilder application) => application.UseRequestLocalization(new RequestLocalizationOptions
    {
        DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, Language.English.Culture),
        SupportedCultures = [CultureInfo.InvariantCulture],
        SupportedUICultures = [.. Language.All.Select(language => language.Culture)],
        RequestCultureProviders =
        [
            new QueryStringRequestCultureProvider { QueryStringKey = "ui", UIQueryStringKey = "lang" },
            new CookieRequestCultureProvider { CookieName = LanguageCookie.Name },
            new AcceptLanguageHeaderRequestCultureProvider(),
        ],
    });

    /// <summary><c>/language/{tag}?return=/path</c> remembers the language in this browser and goes back.</summary>
    public static void MapLanguageChoice(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/language/{tag}", (string tag, string? @return, HttpContext context) =>
        {
            if (Language.Find(tag) is not { } language) return Results.NotFound();
            LanguageCookie.Remember(context, language);
            return Results.LocalRedirect(WithoutLanguage(LocalAddress.Or(@return, "/")));
        }).AllowAnonymous();

    // A "lang" in the address would overrule the choice just made.
    private static string WithoutLanguage(string address)
    {
        var parts = address.Split('?', 2);
        if (parts.Length == 1) return address;
        var kept = parts[1].Split('&').Where(pair => pair.Length > 0 && pair != "lang" && !pair.StartsWith("lang=", StringComparison.Ordinal)).ToList();
        return kept.Count == 0 ? parts[0] : $"{parts[0]}?{string.Join('&', kept)}";
    }
}
