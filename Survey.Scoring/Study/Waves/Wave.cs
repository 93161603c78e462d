using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Waves;

/// <summary>A period, or a version, of a survey.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Parts">Its responses by version of the questionnaire; one part when a single version was asked.</param>
public sealed record Wave(string Name, ImmutableArray<WavePart> Parts)
{
    /// <summary>A wave that asked a single version.</summary>
    public Wave(string name, ResponseTable responses) : this(name, [new WavePart(StudyMoments.Of(responses), responses)])
    {
    }

    /// <summary>The responses of all parts.</summary>
    public long Responses => Parts.Sum(part => part.Moments.Responses);

    internal IEnumerable<Questionnaire> Questionnaires => Parts.Select(part => part.Moments.Questionnaire);

    /// <summary>A score over the parts that ask something comparable to a version.</summary>
    internal Sample SampleOf(ScoreKey key, Func<Questionnaire, bool> isComparable) => Parts
        .Where(part => isComparable(part.Moments.Questionnaire))
        .SelectMany(part => KeyScore.Of(part.Moments.Plan).Where(score => score.Key == key).Select(score => score.Sample(part.Moments)))
        .Aggregate(new Sample(0, 0, 0), Statistics.Sample.Merge);
}

/// <summary>The responses of a wave to one version of the questionnaire.</summary>
/// <param name="Moments">Their moments.</param>
/// <param name="Responses">The responses themselves; only needed to link respondents.</param>
public sealed record WavePart(StudyMoments Moments, ResponseTable? Responses = null);
