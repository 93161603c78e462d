using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Web.Storage;

namespace Survey.Web.Features.Import;

/// <summary>Takes responses and results out of a survey.</summary>
internal sealed class ResponseExport(SurveyStore surveys, SurveyVersionStore versions, ResponseStore responses, OrganisationStore organisations)
{
    private const int FlushAt = 1 << 16;

    /// <summary>Streams the responses as CSV, in constant memory; importing the file gives equal responses. Returns their number.</summary>
    /// <param name="survey">Whose responses.</param>
    /// <param name="includeAll">Also the unfinished responses (status <c>partial</c>) and those that were left out (<c>excluded</c>).</param>
    /// <param name="output">Where the file goes.</param>
    /// <param name="progress">Told how many are written, of how many.</param>
    /// <param name="cancel">Stops between responses.</param>
    public async Task<long> WriteCsvAsync(FieldedSurvey survey, bool includeAll, Stream output, Action<long, long>? progress, CancellationToken cancel)
    {
        var asked = new Dictionary<int, Questionnaire>();
        foreach (var version in await versions.AllAsync(survey.Organisation, survey.SurveyId, cancel))
            asked[version.Number] = (await versions.FindVersionAsync(survey.Organisation, survey.SurveyId, version.Number, cancel))!.Questionnaire;
        var further = await responses.FurtherColumnsAsync(survey.Organisation, survey.SurveyId, cancel);

        using var writer = new ResponseCsvWriter([.. asked.OrderByDescending(version => version.Key).Select(version => version.Value)], output, further) { FlushesItself = false };
        var counts = await surveys.CountsAsync(survey.Organisation, survey.SurveyId, cancel);
        var total = counts.Complete + (includeAll ? counts.Partial + counts.Excluded : 0);
        long written = 0;
        await foreach (var stored in responses.ReadAsync(survey.Organisation, survey.SurveyId, new ResponseFilter { IncludePartial = includeAll, IncludeExcluded = includeAll }, cancel))
        {
            writer.Write(stored.Response, asked[stored.Response.Version!.Value]);
            written++;
            if (writer.Waiting < FlushAt) continue;
            await writer.FlushAsync(cancel);
            progress?.Invoke(written, total);
        }
        await writer.FlushAsync(cancel);
        return written;
    }

    /// <summary>The result of the complete responses to one version, small groups suppressed as the organisation says; null when there are none.</summary>
    public async Task<StudyResult?> EvaluateAsync(FieldedSurvey survey, int version, CancellationToken cancel)
    {
        var tables = await responses.ReadTableAsync(survey.Organisation, survey.SurveyId, new ResponseFilter { Version = version }, cancel);
        if (tables.Count == 0) return null;
        var organisation = await organisations.FindAsync(survey.Organisation, cancel);
        return Study.Evaluate(tables[0].Table, new StudyOptions { MinimumGroup = organisation?.MinimumGroup });
    }
}
