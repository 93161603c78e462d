using System.Text;

namespace Survey.Web.Features.Account;

/// <summary>E-mail addresses as people type them.</summary>
internal static class EmailAddress
{
    private const int Longest = 254;

    /// <summary>The form in which addresses are compared.</summary>
    public static string Key(string email) => email.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>Something before and a domain behind one @, without spaces: whether mail arrives only mail can tell.</summary>
    public static bool IsPlausible(string email)
    {
        var text = email.Trim();
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return text.Length <= Longest && at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));
    }
}
