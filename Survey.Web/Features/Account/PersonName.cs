using Survey.Web.Platform.Localization;
using Survey.Web.Shell;

namespace Survey.Web.Features.Account;

/// <summary>The name under which a person appears.</summary>
internal static class PersonName
{
    public const int Longest = 100;

    public static void Check(string? name, FormErrors errors, Texts<AccountText> texts)
    {
        var text = (name ?? "").Trim();
        if (text.Length == 0) errors.Add("display-name", texts["DisplayNameMissing"]);
        else if (text.Length > Longest) errors.Add("display-name", texts["TooLong", Longest]);
    }
}
