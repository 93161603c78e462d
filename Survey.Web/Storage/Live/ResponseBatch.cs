using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;

namespace Survey.Web.Storage.Live;

/// <summary>Some responses in the form in which they are counted, with the rows of every segment.</summary>
internal sealed class ResponseBatch
{
    /// <summary>Different texts of attributes whose reading is remembered.</summary>
    private const int MostRemembered = 4_096;

    private readonly ResponseTable _table;
    private readonly ImmutableArray<string> _attributes;
    private readonly double[] _importance;
    private readonly byte[] _noOutcomes;
    private readonly Dictionary<Segment, List<int>> _rows = [];
    private readonly List<bool> _comments = [];
    private readonly Dictionary<string, string?[]> _read;

    /// <param name="questionnaire">What all of them answered.</param>
    /// <param name="remembered">Attributes that were read before, to be shared by the batches of one questionnaire.</param>
    public ResponseBatch(Questionnaire questionnaire, Dictionary<string, string?[]>? remembered = null)
    {
        _table = new ResponseTable(questionnaire);
        _attributes = [.. questionnaire.Attributes.Select(attribute => attribute.Id)];
        _importance = new double[questionnaire.Importance is null ? 0 : questionnaire.Dimensions.Length];
        _noOutcomes = new byte[questionnaire.Outcomes.Length];
        _read = remembered ?? new(StringComparer.Ordinal);
    }

    public int Count => _table.Count;

    /// <summary>The segments that the responses are in, without that of all.</summary>
    public IReadOnlyCollection<Segment> Segments => _rows.Keys;

    /// <exception cref="ArgumentException">The response cannot be an answer to the questionnaire.</exception>
    public void Add(CountedResponse response)
    {
        var values = Values(response.Attributes);
        for (var dimension = 0; dimension < _importance.Length; dimension++)
            _importance[dimension] = response.Importance is null ? double.NaN
                : BinaryPrimitives.ReadDoubleLittleEndian(response.Importance.AsSpan(dimension * sizeof(double)));
        _table.Add(response.ResponseId, response.Answers, _importance, response.Outcomes ?? _noOutcomes, values);
        for (var attribute = 0; attribute < values.Length; attribute++)
        {
            if (values[attribute] is not { Length: > 0 } value) continue;
            ref var rows = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, new Segment(_attributes[attribute], value), out _);
            (rows ??= []).Add(_comments.Count);
        }
        _comments.Add(response.HasComment);
    }

    /// <summary>The moments of all, or of a segment.</summary>
    public SegmentMoments MomentsOf(Segment segment)
    {
        if (segment.IsAll) return new(StudyMoments.Of(_table), GroupPairs.Of(_table), _comments.Count(hasComment => hasComment));
        var rows = _rows.GetValueOrDefault(segment) ?? [];
        return new(StudyMoments.Of(_table, CollectionsMarshal.AsSpan(rows)), null, rows.Count(row => _comments[row]));
    }

    /// <summary>The moments of the groups of respondents that the bootstrap draws from.</summary>
    public GroupedMoments Groups() => GroupedMoments.Of(_table);

    private string?[] Values(string? json)
    {
        if (_read.TryGetValue(json ?? "", out var known)) return known;
        var given = ResponseEncoding.Attributes(json);
        string?[] values = [.. _attributes.Select(attribute => given.GetValueOrDefault(attribute))];
        if (_read.Count < MostRemembered) _read.Add(json ?? "", values);
        return values;
    }
}
