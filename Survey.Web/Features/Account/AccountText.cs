namespace Survey.Web.Features.Account;

/// <summary>The texts of sign-in, set-up, people, account and settings.</summary>
internal sealed class AccountText;
