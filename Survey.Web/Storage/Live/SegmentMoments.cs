using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;

namespace Survey.Web.Storage.Live;

/// <summary>The moments of some responses, and how many of them have a comment. Adding changes the instance.</summary>
internal sealed class SegmentMoments(StudyMoments moments, long comments)
{
    public StudyMoments Moments { get; } = moments;

    public long Comments { get; private set; } = comments;

    public long Responses => Moments.Responses;

    public static SegmentMoments Empty(Questionnaire questionnaire) => new(StudyMoments.Empty(questionnaire), 0);

    /// <exception cref="InvalidDataException">The bytes are damaged, or of another version of the program.</exception>
    public static SegmentMoments Read(byte[] bytes, long comments, Questionnaire questionnaire) =>
        new(StudyMoments.Read(new MemoryStream(bytes), questionnaire), comments);

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        Moments.Write(bytes);
        return bytes.ToArray();
    }

    public void Add(SegmentMoments other)
    {
        Moments.Add(other.Moments);
        Comments += other.Comments;
    }

    public void Subtract(SegmentMoments other)
    {
        Moments.Subtract(other.Moments);
        Comments -= other.Comments;
    }

    public bool SameAs(SegmentMoments other) => Comments == other.Comments && Moments.SameAs(other.Moments);
}
