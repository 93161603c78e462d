using Survey.Scoring.Instrument;
using Survey.Scoring.Study.Resampling;

namespace Survey.Web.Storage.Live;

/// <summary>What entries of the change log add to and take from the moments.</summary>
internal sealed class MomentsDelta : IMomentsChange
{
    private readonly Dictionary<(int Version, string Status), ResponseBatch> _added = [];
    private readonly Dictionary<(int Version, string Status), ResponseBatch> _removed = [];
    private readonly Func<int, Questionnaire> _questionnaireOf;

    /// <param name="entries">The entries.</param>
    /// <param name="questionnaireOf">What a version asks.</param>
    /// <param name="counts">Which responses are meant; null for all.</param>
    public MomentsDelta(IEnumerable<ChangeEntry> entries, Func<int, Questionnaire> questionnaireOf, Func<CountedResponse, bool>? counts = null)
    {
        _questionnaireOf = questionnaireOf;
        foreach (var entry in entries)
        {
            if (entry.New is { } now && counts?.Invoke(now) != false) Add(_added, now);
            if (entry.Old is { } old && counts?.Invoke(old) != false) Add(_removed, old);
        }

        void Add(Dictionary<(int, string), ResponseBatch> batches, CountedResponse response)
        {
            var part = (response.Version, response.Status);
            if (!batches.TryGetValue(part, out var batch)) batches.Add(part, batch = new ResponseBatch(questionnaireOf(response.Version)));
            batch.Add(response);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<MomentsKey> Keys => MomentsKey.InOrder(_added.Concat(_removed)
        .SelectMany(part => part.Value.Segments.Prepend(Segment.All).Select(segment => new MomentsKey(part.Key.Version, part.Key.Status, segment))).Distinct());

    /// <inheritdoc/>
    public IReadOnlyDictionary<(int Version, string Status), GroupedMoments> Groups => _added.Keys.Union(_removed.Keys).ToDictionary(part => part, part =>
    {
        var groups = _added.TryGetValue(part, out var added) ? added.Groups() : GroupedMoments.Empty(_questionnaireOf(part.Version));
        if (_removed.TryGetValue(part, out var removed)) groups.Subtract(removed.Groups());
        return groups;
    });

    /// <inheritdoc/>
    public void AddTo(SegmentMoments moments, MomentsKey key)
    {
        if (_added.TryGetValue((key.Version, key.Status), out var added)) moments.Add(added.MomentsOf(key.Segment));
        if (_removed.TryGetValue((key.Version, key.Status), out var removed)) moments.Subtract(removed.MomentsOf(key.Segment));
    }
}
