using Survey.Scoring.Instrument;
using Survey.Scoring.Study.Resampling;

namespace Survey.Web.Storage.Live;

/// <summary>The moments of many responses that come and go, in memory that does not grow with their number.</summary>
internal sealed class MomentsSum(Func<int, Questionnaire> questionnaireOf) : IMomentsChange
{
    private const int BatchRows = 32_768;

    private readonly Dictionary<(int Version, string Status, bool IsGone), ResponseBatch> _batches = [];
    private readonly Dictionary<int, Dictionary<string, string?[]>> _remembered = [];
    private readonly Dictionary<MomentsKey, SegmentMoments> _sums = [];
    private readonly Dictionary<(int Version, string Status), GroupedMoments> _groups = [];
    private readonly HashSet<(int Version, string Status, string Attribute)> _tooMany = [];

    /// <inheritdoc/>
    public IEnumerable<MomentsKey> Keys
    {
        get
        {
            CountAll();
            return MomentsKey.InOrder([.. _sums.Keys, .. _tooMany.Select(part => new MomentsKey(part.Version, part.Status, new Segment(part.Attribute, "")))]);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<(int Version, string Status), GroupedMoments> Groups
    {
        get
        {
            CountAll();
            return _groups;
        }
    }

    /// <summary>Everything that was added; null for an attribute that has too many values to be kept.</summary>
    public Dictionary<MomentsKey, SegmentMoments?> ToDictionary() => Keys.ToDictionary(key => key, key => _sums.GetValueOrDefault(key));

    /// <inheritdoc/>
    public void AddTo(SegmentMoments moments, MomentsKey key) => moments.Add(_sums[key]);

    /// <summary>Counts a response.</summary>
    public void Add(CountedResponse response) => Add(response, isGone: false);

    /// <summary>Counts a response out.</summary>
    public void Remove(CountedResponse response) => Add(response, isGone: true);

    private void Add(CountedResponse response, bool isGone)
    {
        var part = (response.Version, response.Status, isGone);
        if (!_batches.TryGetValue(part, out var batch))
        {
            if (!_remembered.TryGetValue(response.Version, out var remembered)) _remembered.Add(response.Version, remembered = new(StringComparer.Ordinal));
            _batches.Add(part, batch = new ResponseBatch(questionnaireOf(response.Version), remembered));
        }
        batch.Add(response);
        if (batch.Count == BatchRows) Count(part);
    }

    private void CountAll()
    {
        foreach (var part in _batches.Keys.ToList()) Count(part);
    }

    /// <summary>Counts a batch and forgets its responses.</summary>
    private void Count((int Version, string Status, bool IsGone) part)
    {
        _batches.Remove(part, out var batch);
        var (version, status) = (part.Version, part.Status);
        var segments = batch!.Segments.Where(segment => !_tooMany.Contains((version, status, segment.Attribute))).ToList();
        foreach (var attribute in segments.Select(segment => segment.Attribute).Distinct().ToList())
        {
            var known = _sums.Keys.Where(key => key.Version == version && key.Status == status && key.Segment.Attribute == attribute).Select(key => key.Segment);
            if (known.Concat(segments.Where(segment => segment.Attribute == attribute)).Distinct().Count() <= MomentsStore.MostSegments) continue;
            _tooMany.Add((version, status, attribute));
            segments.RemoveAll(segment => segment.Attribute == attribute);
            foreach (var key in _sums.Keys.Where(key => key.Version == version && key.Status == status && key.Segment.Attribute == attribute).ToList()) _sums.Remove(key);
        }
        if (!_groups.TryGetValue((version, status), out var groups)) _groups.Add((version, status), groups = GroupedMoments.Empty(questionnaireOf(version)));
        if (part.IsGone) groups.Subtract(batch.Groups());
        else groups.Add(batch.Groups());
        foreach (var segment in segments.Append(Segment.All)) _sums.TryAdd(new(version, status, segment), SegmentMoments.Empty(questionnaireOf(version), segment.IsAll));
        Parallel.ForEach(segments.Append(Segment.All), segment =>
        {
            var (sum, moments) = (_sums[new(version, status, segment)], batch.MomentsOf(segment));
            if (part.IsGone) sum.Subtract(moments);
            else sum.Add(moments);
        });
    }
}
