using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Storage;

namespace Survey.Web.Features.Results;

/// <summary>Published versions that ask the same items on the same scales, so that their responses can be taken together.</summary>
/// <param name="Questionnaire">The newest version's, whose wordings stand in the results.</param>
internal sealed record VersionPool(Questionnaire Questionnaire, ImmutableArray<int> Versions, long Complete)
{
    public string Key => string.Join(',', Versions.Select(version => version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>All versions of a survey, newest first, pooled where they ask the same.</summary>
    public static ImmutableArray<VersionPool> Of(IEnumerable<(SurveyVersion Version, long Complete)> versions) =>
        [.. versions.OrderByDescending(entry => entry.Version.Number)
            .GroupBy(entry => Shape(entry.Version.Questionnaire), StringComparer.Ordinal)
            .Select(pool => new VersionPool(pool.First().Version.Questionnaire, [.. pool.Select(entry => entry.Version.Number).Order()], pool.Sum(entry => entry.Complete)))];

    // Everything that decides what a stored answer means; wordings may differ.
    private static string Shape(Questionnaire questionnaire) => string.Join('|',
    [
        .. new AnswerLayout(questionnaire).Columns.Select(column => $"{column.Battery}:{column.Item}"),
        .. questionnaire.Dimensions.Select(dimension => $"{dimension.Id}({string.Join(',', dimension.Items.Select(item => item.IsReversed ? "-" + item.Id : item.Id))})"),
        Scale(questionnaire.Scale),
        questionnaire.Importance is null ? "" : "importance",
        .. questionnaire.Outcomes.Select(outcome => outcome.Id + Scale(outcome.Scale)),
        .. questionnaire.Attributes.Select(attribute => attribute.Id),
        .. questionnaire.Models,
    ]);

    private static string Scale(RatingScale scale) => string.Create(CultureInfo.InvariantCulture, $"[{scale.From}–{scale.To}]");
}
