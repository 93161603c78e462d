using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Survey.Web.Platform.Localization;

/// <summary>The cookie that remembers the language a person chose.</summary>
internal static class LanguageCookie
{
    public const string Name = "language";

    public static void Remember(HttpContext context, Language language) => context.Response.Cookies.Append(
        Name,
        CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.InvariantCulture, language.Culture)),
        new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
}
