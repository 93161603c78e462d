using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Web.Storage;

namespace Survey.Web.Features.Results;

/// <summary>
/// Published versions whose responses can be taken together: they have the same items on the same scales, and where a wording changed from one to the
/// next, its author declared that it asks the same.
/// </summary>
/// <param name="Questionnaire">The newest version's, whose wordings stand in the results.</param>
internal sealed record VersionPool(Questionnaire Questionnaire, ImmutableArray<int> Versions, long Complete)
{
    /// <summary>What was reworded between these versions and still asks the same.</summary>
    public ImmutableArray<ItemDifference> Reworded { get; init; } = [];

    public string Key => string.Join(',', Versions.Select(version => version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>All versions of a survey, newest first, pooled where they ask the same.</summary>
    public static ImmutableArray<VersionPool> Of(IEnumerable<(SurveyVersion Version, long Complete)> versions)
    {
        var pools = new List<List<(SurveyVersion Version, long Complete)>>();
        foreach (var entry in versions.OrderByDescending(entry => entry.Version.Number))
        {
            // With the member that came right after it: what was declared of an edit holds from one version to the next.
            var pool = pools.Find(members => Shape(members[^1].Version.Questionnaire) == Shape(entry.Version.Questionnaire) && Between(entry.Version, members[^1].Version).IsWhole);
            if (pool is null) pools.Add([entry]);
            else pool.Add(entry);
        }

        return [.. pools.Select(members => new VersionPool(
            members[0].Version.Questionnaire, [.. members.Select(entry => entry.Version.Number).Order()], members.Sum(entry => entry.Complete))
        {
            Reworded = [.. members.Zip(members.Skip(1), (newer, older) => Between(older.Version, newer.Version)).SelectMany(Differences).DistinctBy(difference => difference.Id)],
        })];
    }

    /// <summary>Why a version is not among these: what breaks the comparison with the nearest of them; empty where it has other questions, scales or models.</summary>
    public ImmutableArray<ItemDifference> Broken(SurveyVersion other, IEnumerable<SurveyVersion> published)
    {
        var nearest = published.Where(version => Versions.Contains(version.Number)).MinBy(version => Math.Abs(version.Number - other.Number))!;
        return [.. Differences(Between(other, nearest)).Where(difference => !VersionComparability.IsComparable(difference.Change))];
    }

    private static IEnumerable<ItemDifference> Differences(VersionComparability versions) => versions.Items.Concat(versions.Outcomes);

    // The survey counts its own versions; the number in the file is the instrument's.
    private static VersionComparability Between(SurveyVersion first, SurveyVersion second) =>
        VersionComparability.Of(first.Questionnaire with { Version = first.Number }, second.Questionnaire with { Version = second.Number });

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
        // What is drawn is scored by other rules.
        .. questionnaire.Dimensions.Where(dimension => dimension.Draw is not null).Select(dimension => "drawn " + dimension.Id),
        .. questionnaire.Batteries.Where(battery => battery.Share is not null).Select(battery => "of some " + battery.Id),
    ]);

    private static string Scale(RatingScale scale) => string.Create(CultureInfo.InvariantCulture, $"[{scale.From}–{scale.To}]");
}
