using System.Globalization;
using System.Resources;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Web.Reports;

/// <summary>The reasons why a figure does not exist, in words: the resources of the scoring library.</summary>
internal static class UndefinedReasonText
{
    private static readonly ResourceManager Reasons = new("Survey.Scoring.Study.Reasons", typeof(StudyResult).Assembly);

    public static string In(UndefinedReason reason, CultureInfo culture) => Reasons.GetString(reason.ToString(), culture)
        ?? throw new MissingManifestResourceException($"There is no text for the reason '{reason}'.");
}
