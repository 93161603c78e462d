using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Results;

/// <summary>Studies that need the responses themselves: read for each state of them, or in the background where there are very many.</summary>
internal sealed class RowStudies(ResponseStore responses, LiveMoments live, ResultsCache cache, LargeStudies large, TimeProvider time)
{
    // With one condition a segment is a pair, and pairs are counted; with more, every combination is.
    private const int MostConditionsOfPairs = 1;

    /// <summary>The study of a choice, or how far it is.</summary>
    /// <param name="choice">Which responses.</param>
    /// <param name="depth">How much is computed.</param>
    /// <param name="all">How many responses have to be read.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<(ComputedResults? Results, ReadingProgress? Progress)> StudyAsync(StudyChoice choice, StudyDepth depth, long all, CancellationToken cancel)
    {
        if (all < LiveMoments.Many)
            return (await cache.GetAsync(choice.Key(depth), stopped => ComputeAsync(choice, depth, null, stopped), cancel), null);
        var key = new LargeStudyKey(choice.View.Survey.SurveyId, choice.Pool.Key, choice.Query.IncludePartial, choice.Filter, choice.View.Organisation.MinimumGroup, depth == StudyDepth.Complete);
        return large.Ask(key, choice.Stamp, (progress, stopped) => ComputeAsync(choice, depth, done => progress(done, Math.Max(done, all)), stopped));
    }

    private async Task<ComputedResults> ComputeAsync(StudyChoice choice, StudyDepth depth, Action<long>? progress, CancellationToken cancel)
    {
        var (organisation, surveyId, questionnaire) = (choice.View.Survey.Organisation, choice.View.Survey.SurveyId, choice.Pool.Questionnaire);
        // Groups and responses at one moment.
        await using var reading = await live.OpenBuiltAsync(organisation, surveyId, cancel);
        var groups = choice.Query.Attributes.Count <= MostConditionsOfPairs
            ? await reading.GroupsAsync(questionnaire, choice.AllVersions, choice.Query.IncludePartial, cancel)
            : await ResponseStore.GroupsAsync(reading.Connection, reading.Transaction, organisation, surveyId, questionnaire, choice.AllVersions, choice.Query.IncludePartial, cancel);
        var conditions = choice.Query.Attributes
            .Select(condition => (Place: questionnaire.Attributes.ToList().FindIndex(attribute => attribute.Id == condition.Key), condition.Value)).ToArray();
        var table = new ResponseTable(questionnaire, keepsFurther: false);
        long read = 0, comments = 0;
        foreach (var version in choice.Pool.Versions)
        {
            var wish = new ResponseFilter { IncludePartial = choice.Query.IncludePartial, Version = version };
            await foreach (var stored in responses.ReadAsync(reading.Connection, reading.Transaction, organisation, surveyId, wish, cancel))
            {
                if (++read % 4_096 == 0) progress?.Invoke(read);
                if (conditions.Any(condition => stored.Response.Attributes[condition.Place] != condition.Value)) continue;
                if (stored.Response.Comment is not null) comments++;
                table.Add(stored.Response);
            }
        }
        return new ComputedResults(Study.Evaluate(table, choice.Options(depth, groups)), comments, time.GetUtcNow()) { Groups = groups };
    }
}
