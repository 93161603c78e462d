namespace Survey.Web.Features.Fielding;

/// <summary>The addresses that are handed out: the survey's own, and one for each value of an attribute that links set.</summary>
internal static class SurveyLink
{
    /// <param name="site">The site's address, with a slash at its end.</param>
    /// <param name="slug">The survey's slug.</param>
    /// <param name="attribute">The attribute that the link sets; null for the survey's own address.</param>
    /// <param name="option">The value that it sets.</param>
    public static string To(string site, string slug, string? attribute = null, string? option = null) =>
        attribute is null || option is null ? $"{site}s/{slug}" : $"{site}s/{slug}?{Uri.EscapeDataString(attribute)}={Uri.EscapeDataString(option)}";
}
