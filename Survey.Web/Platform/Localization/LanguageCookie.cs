namespace Survey.Web.Platform.Localization;

/// <summary>The cookie that remembers the language a person chose.</summary>
internal static class LanguageCookie
{
    public const string Name = "language";
}
