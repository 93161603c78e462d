using System.Globalization;
using System.Resources;
using System.Text.Json;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The words for why a figure does not exist, from <c>Reasons.resx</c> and <c>Reasons.fa.resx</c>.</summary>
public static class Reasons
{
    private static readonly ResourceManager Resources = new(typeof(Reasons));

    /// <summary>The stable code, <c>too-few-respondents</c>.</summary>
    public static string CodeOf(UndefinedReason reason) => JsonNamingPolicy.KebabCaseLower.ConvertName(reason.ToString());

    /// <summary>One sentence in a language (en or fa).</summary>
    public static string TextOf(UndefinedReason reason, string language) =>
        Resources.GetString(reason.ToString(), CultureInfo.GetCultureInfo(language)) ?? reason.ToString();
}
