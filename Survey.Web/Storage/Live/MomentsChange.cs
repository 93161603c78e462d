using Survey.Scoring.Instrument;
using Survey.Scoring.Study.Resampling;

namespace Survey.Web.Storage.Live;

/// <summary>What responses that came and went change of the moments.</summary>
internal interface IMomentsChange
{
    /// <summary>The moments that change, in one order everywhere. One without a value gives up the segments of its attribute.</summary>
    IEnumerable<MomentsKey> Keys { get; }

    /// <summary>Brings moments up to date.</summary>
    void AddTo(SegmentMoments moments, MomentsKey key);

    /// <summary>What changes of the groups of respondents that the bootstrap draws from, by version and status.</summary>
    IReadOnlyDictionary<(int Version, string Status), GroupedMoments> Groups { get; }
}

/// <summary>Moments after a change: what is to be put in the place of what was there.</summary>
/// <param name="Put">Moments by key; null stands for an attribute that has too many values to be kept.</param>
/// <param name="Removed">What is no more: of an attribute without a value all segments, before <paramref name="Put"/>.</param>
internal sealed record MomentsUpdate(IReadOnlyDictionary<MomentsKey, SegmentMoments?> Put, IReadOnlyList<MomentsKey> Removed)
{
    /// <summary>The groups of respondents, as they are to be stored; null where nothing is left.</summary>
    public IReadOnlyDictionary<GroupsPart, byte[]?> Groups { get; init; } = new Dictionary<GroupsPart, byte[]?>();

    /// <summary>Applies a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="stored">The keys of what is stored.</param>
    /// <param name="find">What is stored for a key that is.</param>
    /// <param name="questionnaireOf">What a version asks.</param>
    public static async Task<MomentsUpdate> OfAsync(
        IMomentsChange change, IReadOnlyCollection<MomentsKey> stored, Func<MomentsKey, Task<SegmentMoments?>> find, Func<int, Questionnaire> questionnaireOf)
    {
        var (put, removed, known, kept) = (new Dictionary<MomentsKey, SegmentMoments?>(), new List<MomentsKey>(), stored.ToHashSet(), new KeptSegments(stored));
        foreach (var key in change.Keys)
        {
            if (!kept.Takes(key))
            {
                if (!kept.Drop(key)) continue;
                var attribute = key with { Segment = new(key.Segment.Attribute, "") };
                foreach (var other in put.Keys.Where(attribute.Covers).ToList()) put.Remove(other);
                removed.Add(attribute);
                put.Add(attribute, null);
                continue;
            }

            var moments = (known.Contains(key) ? await find(key) : null) ?? SegmentMoments.Empty(questionnaireOf(key.Version), key.Segment.IsAll);
            change.AddTo(moments, key);
            if (moments.IsNothing) removed.Add(key);
            else put.Add(key, moments);
        }

        return new(put, removed);
    }
}
