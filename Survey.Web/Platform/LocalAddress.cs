namespace Survey.Web.Platform;

/// <summary>Addresses that visitors bring along to be sent back to: only paths of this site are followed.</summary>
internal static class LocalAddress
{
    /// <summary>The address when it is a path of this site, otherwise <paramref name="fallback"/>.</summary>
    public static string Or(string? address, string fallback) => IsLocal(address) ? address! : fallback;

    /// <remarks>"//host" and "/\host" lead to other sites; control characters are dropped by browsers and could hide them.</remarks>
    public static bool IsLocal(string? address) =>
        address is ['/', ..] && !(address.Length > 1 && address[1] is '/' or '\\') && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal);
}
