using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Study;

namespace Survey.Web.Storage.Live;

/// <summary>The moments of some responses, and how many of them have a comment; of all, also how they divide into groups. Adding changes the instance.</summary>
internal sealed class SegmentMoments(StudyMoments moments, GroupPairs? pairs, long comments)
{
    public StudyMoments Moments { get; } = moments;

    /// <summary>How the responses divide by values, and pairs of values, of their attributes; null for a segment.</summary>
    public GroupPairs? Pairs { get; } = pairs;

    public long Comments { get; private set; } = comments;

    public long Responses => Moments.Responses;

    /// <summary>Whether nothing is left. Less than nothing may be for a while, where a change is counted before the one that it changes.</summary>
    public bool IsNothing => Responses == 0 && SameAs(Empty(Moments.Questionnaire, Pairs is not null));

    public static SegmentMoments Empty(Questionnaire questionnaire, bool isAll) =>
        new(StudyMoments.Empty(questionnaire), isAll ? new GroupPairs(questionnaire.Attributes.Length) : null, 0);

    /// <exception cref="InvalidDataException">The bytes are damaged, or of another version of the program.</exception>
    public static SegmentMoments Read(byte[] moments, byte[]? pairs, long comments, Questionnaire questionnaire) => new(
        StudyMoments.Read(new MemoryStream(moments), questionnaire), pairs is null ? null : GroupPairs.Read(new MemoryStream(pairs), questionnaire.Attributes.Length), comments);

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        Moments.Write(bytes);
        return bytes.ToArray();
    }

    public byte[]? PairsToBytes()
    {
        if (Pairs is null) return null;
        var bytes = new MemoryStream();
        Pairs.Write(bytes);
        return bytes.ToArray();
    }

    public void Add(SegmentMoments other)
    {
        Moments.Add(other.Moments);
        if (other.Pairs is not null) Pairs?.Add(other.Pairs);
        Comments += other.Comments;
    }

    public void Subtract(SegmentMoments other)
    {
        Moments.Subtract(other.Moments);
        if (other.Pairs is not null) Pairs?.Subtract(other.Pairs);
        Comments -= other.Comments;
    }

    public bool SameAs(SegmentMoments other) => Comments == other.Comments && Moments.SameAs(other.Moments)
        && (Pairs is null ? other.Pairs is null : other.Pairs is not null && Pairs.SameAs(other.Pairs));
}
