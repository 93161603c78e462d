using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study.Waves;

namespace Survey.Web.Features.Waves;

/// <summary>Gathers the responses of a wave to one version: as moments batch by batch, so that memory does not grow with them, or all of them where respondents are to be linked.</summary>
internal sealed class WaveGathering(Questionnaire questionnaire, bool keepsResponses)
{
    private const int Batch = 8192;
    private readonly StudyMoments _moments = StudyMoments.Empty(questionnaire);
    private ResponseTable _table = new(questionnaire);

    public void Add(Response response)
    {
        _table.Add(response with { Comment = null });
        if (keepsResponses || _table.Count < Batch) return;
        _moments.Add(StudyMoments.Of(_table));
        _table = new ResponseTable(questionnaire);
    }

    /// <summary>The part with everything that was added.</summary>
    public WavePart Finish()
    {
        _moments.Add(StudyMoments.Of(_table));
        return new WavePart(_moments, keepsResponses ? _table : null);
    }
}
