using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Study;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Web.Features.Results;

/// <summary>
/// What the pages, the JSON and the report of a survey show. Figures come from the stored moments and the changes since, whatever the number of responses;
/// a complete study, and a filter with several conditions, need the responses themselves.
/// </summary>
internal sealed class ResultsReader(
    SurveyStore surveys, SurveyVersionStore versions, SurveyPopulationStore populations, CommentStore comments, OrganisationStore organisations, LiveMoments live, RowStudies rows,
    ResultsCache cache, TimeProvider time)
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
            Population = await populations.FindAsync(organisation, survey.SurveyId, cancel),
        };
        var published = new List<SurveyVersion>();
        foreach (var number in await versions.NumbersAsync(organisation, survey.SurveyId, cancel))
            published.Add((await versions.FindVersionAsync(organisation, survey.SurveyId, number, cancel))!);
        if (published.Count == 0) return view;
        try
        {
            return await ReadAsync(view, published, depth, cancel);
        }
        catch (InvalidDataException)
        {
            // Stored by another version of the program, or damaged.
            await live.DiscardAsync(organisation, survey.SurveyId, cancel);
            return await ReadAsync(view, published, depth, cancel);
        }
    }

    /// <summary>Some comments of a view's responses, newest first.</summary>
    public Task<IReadOnlyList<Comment>> CommentsAsync(ResultsView view, long offset, int most, CancellationToken cancel) => comments.ReadAsync(
        view.Survey.Organisation, view.Survey.SurveyId, new(view.Versions, view.Query.IncludePartial, view.Query.Attributes), offset, most, cancel);

    private async Task<ResultsView> ReadAsync(ResultsView view, List<SurveyVersion> published, StudyDepth depth, CancellationToken cancel)
    {
        var (organisation, surveyId, query) = (view.Survey.Organisation, view.Survey.SurveyId, view.Query);
        await using var reading = await live.OpenAsync(organisation, surveyId, cancel);
        if (reading is null) return view with { State = ResultsState.Computing, Progress = live.ProgressOf(surveyId) };
        view = view with { Counts = new() { Complete = Count(reading, ResponseRow.Complete), Partial = Count(reading, ResponseRow.Partial) } };

        // A version that is asked for stands alone; otherwise the newest one that somebody answered, with those that ask the same.
        var pools = VersionPool.Of(published.Select(version => (version, reading.Responses.GetValueOrDefault((version.Number, ResponseRow.Complete)))));
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

        var choice = new StudyChoice(view, pool, query with { Attributes = query.Attributes.Clear() }, reading.Stamp);
        var all = (await FiguresAsync(choice, reading, Segment.All, cancel))!;
        view = view with { Choices = Choices(view, all.Study) };
        if (all.Study.Responses == 0) return view;
        var (first, last) = await comments.TimesAsync(organisation, surveyId, pool.Versions, cancel);
        view = view with { First = first, Last = last };
        choice = choice with { View = view, Query = query };
        if (query.Attributes.Count == 0 && depth == StudyDepth.Figures) return view with { State = ResultsState.Ready, Results = all };
        if (query.Attributes.Count == 1)
        {
            var (attribute, value) = query.Attributes.First();
            if (Withheld(GroupCounts.OfOne(attribute, ValuesOf(all.Study, attribute), all.Study.Responses), view) is { } withheld) return view with { State = withheld };
            if (depth == StudyDepth.Figures && await FiguresAsync(choice, reading, new(attribute, value), cancel) is { } figures)
                return view with { State = ResultsState.Ready, Results = figures };
        }

        var (results, progress) = await rows.StudyAsync(choice, depth, all.Study.Responses, cancel);
        if (results is null) return view with { State = ResultsState.Computing, Progress = progress };
        if (query.Attributes.Count > 1 && Withheld(results.Groups!, view) is { } refused) return view with { State = refused };
        return view with { State = ResultsState.Ready, Results = results, IsEarlier = query.Attributes.Count == 0 && results.Study.Responses != all.Study.Responses };
    }

    /// <summary>Why a filter shows nothing; null when it may show its figures.</summary>
    private static ResultsState? Withheld(GroupCounts groups, ResultsView view) =>
        groups.Count(view.Query.Attributes) == 0 ? ResultsState.NothingMatches
        : groups.MayShow(view.Query.Attributes, view.Organisation.MinimumGroup) ? null : ResultsState.TooFew;

    /// <summary>The figures of a segment from its moments; null when it has none of its own.</summary>
    private async Task<ComputedResults?> FiguresAsync(StudyChoice choice, MomentsReading reading, Segment segment, CancellationToken cancel)
    {
        var key = choice.Key(StudyDepth.Figures);
        if (cache.Find(key) is { } kept) return await kept.WaitAsync(cancel);
        if (await reading.MomentsAsync(choice.Pool.Questionnaire, choice.Pool.Versions, choice.Query.IncludePartial, segment, cancel) is not { } moments) return null;
        return await cache.GetAsync(key, _ => Task.FromResult(new ComputedResults(
            Study.Evaluate(moments.Moments, choice.Options(StudyDepth.Figures)), moments.Comments, time.GetUtcNow())), cancel);
    }

    private static long Count(MomentsReading reading, string status) => reading.Responses.Where(part => part.Key.Status == status).Sum(part => part.Value);

    private static IEnumerable<KeyValuePair<string, long>> ValuesOf(StudyResult study, string attribute) =>
        study.Segments.First(segment => segment.Attribute == attribute).Groups.Select(group => KeyValuePair.Create(group.Value, group.Responses));

    private static ImmutableArray<AttributeChoice> Choices(ResultsView view, StudyResult study) =>
        [.. view.Questionnaire!.Attributes.Select(attribute =>
        {
            var given = ValuesOf(study, attribute.Id).ToList();
            var known = attribute.Options.Select(option => KeyValuePair.Create(option.Id, given.FirstOrDefault(value => value.Key == option.Id).Value));
            var further = given.Where(value => attribute.Options.All(option => option.Id != value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal);
            return new AttributeChoice(attribute, [.. known, .. further]);
        })];
}

/// <summary>One choice of responses of a survey at one state of them.</summary>
internal sealed record StudyChoice(ResultsView View, VersionPool Pool, ResultsQuery Query, long Stamp)
{
    public string Filter => Query.Attributes.Count == 0 ? View.Population.Key
        : string.Join('\u001F', Query.Attributes.Select(condition => condition.Key + '\u001E' + condition.Value));

    public ResultsKey Key(StudyDepth depth) => new(View.Survey.SurveyId, Pool.Key, Query.IncludePartial, Filter, View.Organisation.MinimumGroup, depth,
        Stamp.ToString(CultureInfo.InvariantCulture));

    public StudyOptions Options(StudyDepth depth) => new()
    {
        MinimumGroup = View.Organisation.MinimumGroup,
        Filter = Query.ToRecord(),
        // A filter leaves a part of the population, of which the margins say nothing.
        Population = Query.Attributes.Count == 0 ? View.Population.ToPopulation() : null,
        Depth = depth,
        Resamples = depth == StudyDepth.Complete ? StudyOptions.UsualResamples : 0,
    };
}
