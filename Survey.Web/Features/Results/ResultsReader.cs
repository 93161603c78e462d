using System.Collections.Immutable;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Results;

/// <summary>Reads responses and computes what the pages, the JSON and the report of a survey show.</summary>
internal sealed class ResultsReader(
    SurveyStore surveys, SurveyVersionStore versions, ResponseStore responses, OrganisationStore organisations, ResultsCache cache, TimeProvider time)
{
    /// <summary>The figures of a choice that a page shows at once; null where the organisation has no such survey.</summary>
    public Task<ResultsView?> ReadAsync(OrganisationId organisation, string slug, ResultsQuery query, CancellationToken cancel) =>
        ReadAsync(organisation, slug, query, StudyDepth.Figures, cancel);

    /// <summary>The view of a choice with as much computed as asked for; null where the organisation has no such survey.</summary>
    public async Task<ResultsView?> ReadAsync(OrganisationId organisation, string slug, ResultsQuery query, StudyDepth depth, CancellationToken cancel)
    {
        if (await surveys.FindAsync(organisation, slug, cancel) is not { } survey) return null;
        var view = new ResultsView
        {
            Survey = survey,
            Organisation = await organisations.FindAsync(organisation, cancel) ?? throw new InvalidDataException("The organisation of a session does not exist."),
            Query = query,
            State = ResultsState.NotPublished,
            Counts = await surveys.CountsAsync(organisation, survey.SurveyId, cancel),
        };
        var pools = await PoolsAsync(organisation, survey.SurveyId, cancel);
        if (pools.Length == 0) return view;

        // A version that is asked for stands alone; otherwise the newest one that somebody answered, with those that ask the same.
        var pool = (query.Version is { } wanted ? pools.FirstOrDefault(candidate => candidate.Versions.Contains(wanted)) : null)
            ?? pools.FirstOrDefault(candidate => candidate.Complete > 0) ?? pools[0];
        if (query.Version is { } only && pool.Versions.Contains(only)) pool = pool with { Versions = [only] };
        else query = query with { Version = null };
        query = query.Within(pool.Questionnaire);
        view = view with
        {
            Query = query,
            State = ResultsState.NoResponses,
            Questionnaire = pool.Questionnaire,
            Versions = pool.Versions,
            OtherVersions = [.. pools.Where(other => other.Complete > 0).SelectMany(other => other.Versions).Except(pool.Versions).Order()],
        };

        var all = await ComputeAsync(view, pool, query with { Attributes = query.Attributes.Clear() }, query.Attributes.Count == 0 ? depth : StudyDepth.Figures, cancel);
        view = view with { Choices = Choices(view, all.Groups) };
        if (all.Groups.Total == 0) return view;
        if (query.Attributes.Count == 0) return view with { State = ResultsState.Ready, Results = all };
        if (all.Groups.Count(query.Attributes) == 0) return view with { State = ResultsState.NothingMatches };
        if (!all.Groups.MayShow(query.Attributes, view.Organisation.MinimumGroup)) return view with { State = ResultsState.TooFew };
        return view with { State = ResultsState.Ready, Results = await ComputeAsync(view, pool, query, depth, cancel) };
    }

    private async Task<ImmutableArray<VersionPool>> PoolsAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var all = new List<(SurveyVersion, long)>();
        foreach (var summary in await versions.AllAsync(organisation, surveyId, cancel))
            all.Add(((await versions.FindVersionAsync(organisation, surveyId, summary.Number, cancel))!, summary.Complete));
        return VersionPool.Of(all);
    }

    private async Task<ComputedResults> ComputeAsync(ResultsView view, VersionPool pool, ResultsQuery query, StudyDepth depth, CancellationToken cancel)
    {
        var organisation = view.Survey.Organisation;
        var stamp = await responses.StampAsync(organisation, view.Survey.SurveyId, cancel);
        var filter = string.Join('\u001F', query.Attributes.Select(condition => condition.Key + '\u001E' + condition.Value));
        var key = new ResultsKey(view.Survey.SurveyId, pool.Key, query.IncludePartial, filter, view.Organisation.MinimumGroup, depth, stamp);
        return await cache.GetAsync(key, async background =>
        {
            var questionnaire = pool.Questionnaire;
            var table = new ResponseTable(questionnaire);
            var groups = new ResponseGroups(questionnaire.Attributes.Select(attribute => attribute.Id));
            var comments = new List<Comment>();
            DateTimeOffset? first = null, last = null;
            foreach (var version in pool.Versions)
            {
                var wish = new ResponseFilter { IncludePartial = query.IncludePartial, Version = version, Attributes = query.Attributes.ToImmutableDictionary() };
                await foreach (var stored in responses.ReadAsync(organisation, view.Survey.SurveyId, wish, background))
                {
                    table.Add(stored.Response);
                    groups.Add(stored.Response.Attributes);
                    var at = stored.Response.Submitted ?? stored.UpdatedAt;
                    if (first is null || at < first) first = at;
                    if (last is null || at > last) last = at;
                    if (!string.IsNullOrWhiteSpace(stored.Response.Comment)) comments.Add(new Comment(stored.Response.Comment, at));
                }
            }
            var study = Study.Evaluate(table, new StudyOptions
            {
                MinimumGroup = view.Organisation.MinimumGroup,
                Filter = query.ToRecord(),
                Depth = depth,
                Resamples = depth == StudyDepth.Complete ? StudyOptions.UsualResamples : 0,
            });
            return new ComputedResults(study, groups, [.. comments.OrderByDescending(comment => comment.At)], first, last, time.GetUtcNow());
        }, cancel);
    }

    private static ImmutableArray<AttributeChoice> Choices(ResultsView view, ResponseGroups groups) =>
        [.. view.Questionnaire!.Attributes.Select(attribute =>
        {
            var given = groups.Values(attribute.Id, ImmutableDictionary<string, string>.Empty);
            var known = attribute.Options.Select(option => KeyValuePair.Create(option.Id, given.FirstOrDefault(value => value.Key == option.Id).Value));
            var further = given.Where(value => attribute.Options.All(option => option.Id != value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal);
            return new AttributeChoice(attribute, [.. known, .. further]);
        })];
}
