using System.CommandLine;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Commands;

/// <summary>The language of a command's messages: asked for, else that of the environment, else English.</summary>
internal static class LanguageOption
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static Option<string> Create()
    {
        var option = new Option<string>("--language")
        {
            Description = "en or fa; otherwise the language of the environment (LANG).",
            DefaultValueFactory = _ => OfEnvironment(),
        };
        option.AcceptOnlyFromAmong("en", "fa");
        return option;
    }

    public static Language Of(ParseResult parsed, Option<string> option) => Language.Of(parsed.GetValue(option));

    private static string OfEnvironment()
    {
        var set = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return set?.StartsWith("fa", StringComparison.OrdinalIgnoreCase) == true ? "fa" : "en";
    }
}
