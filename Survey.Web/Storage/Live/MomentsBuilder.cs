using Survey.Scoring.Study.Resampling;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>Makes stored moments from the responses, and holds them against the responses.</summary>
internal sealed class MomentsBuilder(Database database, SurveyVersionStore versions, MomentsStore store)
{
    private const int Attempts = 5;

    /// <summary>Makes the moments of a survey that has none which can be relied on. Responses may change meanwhile: what the snapshot does not see stays in the log.</summary>
    /// <exception cref="InvalidOperationException">Large imports came between, again and again.</exception>
    public async Task BuildAsync(OrganisationId organisation, string surveyId, Action<long, long>? progress, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if ((await store.EnsureStateAsync(organisation, surveyId, cancel)).IsBuilt) return;
            int generation;
            IReadOnlyList<string> counted;
            MomentsSum moments;
            await using (var reading = await store.ReadAsync(organisation, surveyId, cancel))
            {
                if (reading.IsBuilt) return;
                (generation, counted) = (reading.State.Generation, reading.ChangeIds);
                moments = await OfRowsAsync(reading, organisation, surveyId, progress, cancel);
            }
            if (await store.ReplaceAsync(organisation, surveyId, generation, moments, counted, cancel)) return;
        }
        throw new InvalidOperationException($"The responses of survey {surveyId} were replaced in bulk {Attempts} times while they were counted.");
    }

    /// <summary>
    /// Recomputes everything from the responses and compares it with what is stored and logged, at one moment. Nothing is stored or mended.
    /// </summary>
    /// <returns>The differences; null when there are no stored moments to compare.</returns>
    public async Task<IReadOnlyList<MomentsDifference>?> VerifyAsync(OrganisationId organisation, string surveyId, Action<long, long>? progress, CancellationToken cancel)
    {
        await using var reading = await store.ReadAsync(organisation, surveyId, cancel);
        if (!reading.IsBuilt) return null;
        var questionnaires = await versions.QuestionnairesAsync(organisation, surveyId, cancel);
        Dictionary<MomentsKey, SegmentMoments?> stored;
        Dictionary<(int Version, string Status), GroupedMoments> storedGroups;
        try
        {
            stored = await reading.AllAsync(questionnaires, cancel);
            storedGroups = await reading.AllGroupsAsync(questionnaires, cancel);
        }
        catch (InvalidDataException)
        {
            return [new MomentsDifference(null, 0, 0)];
        }
        var counted = await OfRowsAsync(reading, organisation, surveyId, progress, cancel);
        var (actual, actualGroups) = (counted.ToDictionary(), counted.Groups);
        // Attributes with too many values have no moments to compare; they may have been given up on one side only, since values can become fewer again.
        var givenUp = stored.Concat(actual).Where(one => one.Value is null).Select(one => (one.Key.Version, one.Key.Status, one.Key.Segment.Attribute)).ToHashSet();
        var otherGroups = storedGroups.Keys.Union(actualGroups.Keys)
            .Where(part => !SameGroups(storedGroups.GetValueOrDefault(part), actualGroups.GetValueOrDefault(part)))
            .Select(part => new MomentsKey(part.Version, part.Status, Segment.All)).ToHashSet();
        return [.. MomentsKey.InOrder(stored.Keys.Union(actual.Keys).Union(otherGroups).Where(key => !givenUp.Contains((key.Version, key.Status, key.Segment.Attribute))))
            .Select(key => (Key: key, Stored: stored.GetValueOrDefault(key), Actual: actual.GetValueOrDefault(key)))
            .Where(one => one.Stored is null || one.Actual is null || !one.Stored.SameAs(one.Actual) || otherGroups.Contains(one.Key))
            .Select(one => new MomentsDifference(one.Key, one.Stored?.Responses ?? 0, one.Actual?.Responses ?? 0))];
    }

    private static bool SameGroups(GroupedMoments? left, GroupedMoments? right) =>
        left is null || left.IsEmpty ? right is null || right.IsEmpty : right is not null && left.SameAs(right);

    private async Task<MomentsSum> OfRowsAsync(
        MomentsReading reading, OrganisationId organisation, string surveyId, Action<long, long>? progress, CancellationToken cancel) =>
        await new RowMoments(database.Dialect, organisation, surveyId, await versions.QuestionnairesAsync(organisation, surveyId, cancel))
            .ReadAsync(reading.Connection, reading.Transaction, progress, cancel);
}

/// <summary>Stored moments that are not those of the responses.</summary>
/// <param name="Key">Which; null when they cannot be read at all.</param>
/// <param name="Stored">How many responses they count, with the changes since.</param>
/// <param name="Actual">How many responses there are.</param>
internal sealed record MomentsDifference(MomentsKey? Key, long Stored, long Actual);
