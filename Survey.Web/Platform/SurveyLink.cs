namespace Survey.Web.Platform;

/// <summary>The addresses that are handed out: the survey's own, and one for each value of an attribute that links set.</summary>
internal static class SurveyLink
{
    /// <summary>The name in the address by which a response says how it came.</summary>
    public const string Via = "via";

    /// <param name="site">The site's address, with a slash at its end.</param>
    /// <param name="slug">The survey's slug.</param>
    /// <param name="attribute">The attribute that the link sets; null for the survey's own address.</param>
    /// <param name="option">The value that it sets.</param>
    /// <param name="via">The channel that responses to it bear; null for the usual one.</param>
    public static string To(string site, string slug, string? attribute = null, string? option = null, string? via = null)
    {
        var query = string.Join('&', new[] { Pair(attribute, option), Pair(Via, via) }.OfType<string>());
        return query.Length == 0 ? $"{site}s/{slug}" : $"{site}s/{slug}?{query}";
    }

    private static string? Pair(string? name, string? value) => name is null || value is null ? null : $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
}
