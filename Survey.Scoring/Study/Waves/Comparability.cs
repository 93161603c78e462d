using Survey.Scoring.Instrument;

namespace Survey.Scoring.Study.Waves;

/// <summary>Which main scores of two versions of a questionnaire mean the same.</summary>
internal static class Comparability
{
    /// <summary>Whether a score means the same in both versions (<see cref="VersionComparability"/>).</summary>
    public static bool IsComparable(ScoreKey key, Questionnaire one, Questionnaire other)
    {
        if (ReferenceEquals(one, other)) return true;
        var versions = VersionComparability.Of(one, other);
        return key.Kind switch
        {
            ScoreKind.Overall => versions.Overall,
            ScoreKind.Dimension or ScoreKind.BatteryDimension => versions.Dimension(key.Id),
            ScoreKind.Item => versions.Item(key.Id),
            _ => versions.Outcome(key.Id),
        };
    }

    /// <summary>The newest of some versions.</summary>
    public static Questionnaire Newest(IEnumerable<Questionnaire> questionnaires) => questionnaires.MaxBy(questionnaire => questionnaire.Version)!;

    /// <summary>What differs between the newest and each other version, oldest first; versions that ask the same are left out.</summary>
    public static IEnumerable<VersionDifference> Differences(IEnumerable<Questionnaire> questionnaires)
    {
        var all = questionnaires.Distinct().OrderBy(questionnaire => questionnaire.Version).ToArray();
        foreach (var older in all.SkipLast(1))
        {
            var versions = VersionComparability.Of(older, all[^1]);
            if (versions.Items.Length == 0 && versions.Outcomes.Length == 0) continue;
            yield return new VersionDifference(older.Version, all[^1].Version, versions.Items, versions.Outcomes,
                [.. all[^1].Dimensions.Select(dimension => dimension.Id).Where(id => !versions.Dimension(id))]);
        }
    }
}
