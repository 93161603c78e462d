using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Survey.Web.Storage;

/// <summary>The part of a survey's address that names it: <c>/s/{slug}</c>. Lower-case Latin letters, digits and single hyphens; easy to print, say and type.</summary>
internal static partial class Slug
{
    public const int MinimumLength = 3;
    public const int MaximumLength = 60;

    /// <summary>Letters and digits that are not mistaken for one another in print.</summary>
    private const string Unambiguous = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Words that stand for pages beside <c>/surveys/{slug}</c>.</summary>
    private static readonly string[] Reserved = ["new", "deleted"];

    public static bool IsValid(string slug) =>
        slug.Length is >= MinimumLength and <= MaximumLength && Form().IsMatch(slug) && !Reserved.Contains(slug, StringComparer.Ordinal);

    /// <summary>A slug from a title's Latin letters and digits; a short random one where there are too few.</summary>
    public static string From(string? title)
    {
        var result = new StringBuilder();
        foreach (var character in (title ?? "").Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsAsciiLetterOrDigit(character)) result.Append(char.ToLowerInvariant(character));
            else if (character is not ('\'' or '’') && result is [.., not '-']) result.Append('-');
        }
        var slug = (result.Length > 40 ? result.ToString(0, 40) : result.ToString()).Trim('-');
        return IsValid(slug) && slug.Any(char.IsAsciiLetterLower) ? slug : Random();
    }

    public static string Random(int length = 7) => RandomNumberGenerator.GetString(Unambiguous, length);

    [GeneratedRegex(@"^[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
