using Survey.Web.Platform.Localization;
using Survey.Web.Shell;

namespace Survey.Web.Features.Account;

/// <summary>A new password as posted, typed twice.</summary>
public sealed class NewPassword
{
    public string? First { get; set; }

    public string? Second { get; set; }

    /// <summary>Adds what is wrong under the ids of <see cref="NewPasswordFields"/>.</summary>
    internal void Check(FormErrors errors, Texts<AccountText> texts, string email)
    {
        if (Passwords.Refusal(First ?? "", email) is { } refusal) errors.Add("new-password", texts[refusal, Passwords.Shortest, Passwords.Longest]);
        else if (First != Second) errors.Add("new-password-again", texts["PasswordsDiffer"]);
    }
}
