using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
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
    ResultsCache cache, GroupsCache groupsCache, TimeProvider time)
{
    // Of a request; the computation goes on, and the page asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The figures of a choice that a page shows at once; null where the organisation has no such survey.</summary>
    public Task<ResultsView?> ReadAsync(OrganisationId organisation, string slug, ResultsQuery query, CancellationToken cancel) =>
        ReadAsync(organisation, slug, query, StudyDepth.Figures, cancel);

    /// <summary>The view of a choice with as much computed as asked for; null where the organisation has no such survey.</summary>
    public Task<ResultsView?> ReadAsync(OrganisationId organisation, string slug, ResultsQuery query, StudyDepth depth, CancellationToken cancel) =>
        ReadAsync(organisation, slug, query, depth, mayLackResponses: false, cancel);

    /// <summary>
    /// The view of a choice; where a complete study of very many responses is still under way, everything that follows from the stored moments if that is enough
    /// for the page. Null where the organisation has no such survey.
    /// </summary>
    public async Task<ResultsView?> ReadAsync(OrganisationId organisation, string slug, ResultsQuery query, StudyDepth depth, bool mayLackResponses, CancellationToken cancel)
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
            return await ReadAsync(view, published, depth, mayLackResponses, cancel);
        }
        catch (InvalidDataException)
        {
            // Stored by another version of the program, or damaged.
            await live.DiscardAsync(organisation, survey.SurveyId, cancel);
            return await ReadAsync(view, published, depth, mayLackResponses, cancel);
        }
    }

    /// <summary>Some comments of a view's responses, newest first.</summary>
    public Task<IReadOnlyList<Comment>> CommentsAsync(ResultsView view, long offset, int most, CancellationToken cancel) => comments.ReadAsync(
        view.Survey.Organisation, view.Survey.SurveyId, new(view.Versions, view.Query.IncludePartial, view.Query.Attributes), offset, most, cancel);

    /// <summary>Some of what was written in answer to a further question, newest first.</summary>
    public Task<IReadOnlyList<Comment>> AnswersAsync(ResultsView view, string question, long offset, int most, CancellationToken cancel) => comments.AnswersAsync(
        view.Survey.Organisation, view.Survey.SurveyId, new(view.Versions, view.Query.IncludePartial, view.Query.Attributes), question, offset, most, cancel);

    private async Task<ResultsView> ReadAsync(ResultsView view, List<SurveyVersion> published, StudyDepth depth, bool mayLackResponses, CancellationToken cancel)
    {
        var (organisation, surveyId, query) = (view.Survey.Organisation, view.Survey.SurveyId, view.Query);
        await using var reading = await live.OpenAsync(organisation, surveyId, cancel);
        if (reading is null) return view with { State = ResultsState.Computing, Progress = live.ProgressOf(surveyId) };
        view = view with { Counts = new() { Complete = Count(reading, ResponseRow.Complete), Partial = Count(reading, ResponseRow.Partial) } };

        // A version that is asked for stands alone; otherwise the newest one that somebody answered, with those that ask the same.
        var pools = VersionPool.Of(published.Select(version => (version, reading.Responses.GetValueOrDefault((version.Number, ResponseRow.Complete)))));
        var pool = (query.Version is { } wanted ? pools.FirstOrDefault(candidate => candidate.Versions.Contains(wanted)) : null)
            ?? pools.FirstOrDefault(candidate => candidate.Complete > 0) ?? pools[0];
        // Those that ask the same but were not chosen ask nothing else.
        var whole = pool;
        if (query.Version is { } only && pool.Versions.Contains(only)) pool = pool with { Versions = [only] };
        else query = query with { Version = null };
        query = query.Within(pool.Questionnaire);
        var groups = await GroupsAsync(surveyId, whole, query.IncludePartial, reading, cancel);
        view = view with
        {
            Query = query,
            State = ResultsState.NoResponses,
            Questionnaire = pool.Questionnaire,
            Versions = pool.Versions,
            Duplicates = published.Where(version => pool.Versions.Contains(version.Number)).Min(version => version.Settings.Duplicates),
            IsAnonymous = published.Where(version => pool.Versions.Contains(version.Number)).All(version => version.Settings.KeepsAnonymous),
            Reworded = pool.Versions.Length > 1 ? pool.Reworded : [],
            OtherVersions = [.. pools.Where(other => other.Complete > 0).SelectMany(other => other.Versions).Except(whole.Versions).Order()],
            Choices = Choices(pool.Questionnaire, groups),
        };
        view = view with { Broken = view.OtherVersions.ToImmutableDictionary(number => number, number => pool.Broken(published.First(version => version.Number == number), published)) };

        var choice = new StudyChoice(view, pool, whole.Versions, query, reading.Stamp);
        var all = groups.Count(choice.Conditions.RemoveRange(query.Attributes.Keys));
        if (all == 0) return view;
        var (first, last) = await comments.TimesAsync(organisation, surveyId, pool.Versions, cancel);
        view = view with { First = first, Last = last };
        choice = choice with { View = view };
        if (groups.Knows(choice.Conditions) && Withheld(groups, choice) is { } withheld) return view with { State = withheld };
        if (depth == StudyDepth.Figures && query.Attributes.Count <= 1)
        {
            var segment = query.Attributes.Count == 0 ? Segment.All : new Segment(query.Attributes.First().Key, query.Attributes.First().Value);
            if (await FiguresAsync(choice, groups, reading, segment, cancel) is { } figures) return view with { State = ResultsState.Ready, Results = figures };
        }

        var (results, progress) = await rows.StudyAsync(choice, depth, all, cancel);
        if (results is null)
        {
            var known = mayLackResponses && query.Attributes.Count == 0 ? await WithoutResponsesAsync(choice, groups, reading, cancel) : null;
            return view with { State = known is null ? ResultsState.Computing : ResultsState.Ready, Results = known, IsWithoutResponses = known is not null, Progress = progress };
        }
        if (Withheld(results.Groups!, choice) is { } refused) return view with { State = refused };
        return view with { State = ResultsState.Ready, Results = results, IsEarlier = query.Attributes.Count == 0 && results.Study.Responses != all };
    }

    /// <summary>Why a choice shows nothing; null when it may show its figures.</summary>
    private static ResultsState? Withheld(GroupCounts groups, StudyChoice choice) =>
        groups.Count(choice.Conditions) == 0 ? ResultsState.NothingMatches
        : groups.MayShow(choice.Conditions, choice.View.Organisation.MinimumGroup) ? null : ResultsState.TooFew;

    private async Task<GroupCounts> GroupsAsync(string surveyId, VersionPool pool, bool includePartial, MomentsReading reading, CancellationToken cancel)
    {
        var key = new GroupsKey(surveyId, pool.Key, includePartial, reading.Stamp);
        if (groupsCache.Find(key) is { } kept) return await kept.WaitAsync(cancel);
        var groups = await reading.GroupsAsync(pool.Questionnaire, pool.Versions, includePartial, cancel);
        return await groupsCache.GetAsync(key, _ => Task.FromResult(groups), cancel);
    }

    /// <summary>The figures of a segment from its moments; null when it has none of its own.</summary>
    private async Task<ComputedResults?> FiguresAsync(StudyChoice choice, GroupCounts groups, MomentsReading reading, Segment segment, CancellationToken cancel)
    {
        var key = choice.Key(StudyDepth.Figures);
        if (cache.Find(key) is { } kept) return await kept.WaitAsync(cancel);
        if (await reading.MomentsAsync(choice.Pool.Questionnaire, choice.Pool.Versions, choice.Query.IncludePartial, segment, cancel) is not { } moments) return null;
        return await cache.GetAsync(key, _ => Task.FromResult(new ComputedResults(
            Study.Evaluate(moments.Moments, choice.Options(StudyDepth.Figures, groups)), moments.Comments, time.GetUtcNow())), cancel);
    }

    /// <summary>All figures that need no single response, intervals by the bootstrap among them; null while they take longer than anybody should wait.</summary>
    private async Task<ComputedResults?> WithoutResponsesAsync(StudyChoice choice, GroupCounts groups, MomentsReading reading, CancellationToken cancel)
    {
        var key = choice.Key(StudyDepth.Complete);
        if (cache.Find(key) is not { } computing)
        {
            var (questionnaire, versions, includePartial) = (choice.Pool.Questionnaire, choice.Pool.Versions, choice.Query.IncludePartial);
            var moments = (await reading.MomentsAsync(questionnaire, versions, includePartial, Segment.All, cancel))!;
            var units = await reading.ResamplingGroupsAsync(questionnaire, versions, includePartial, cancel);
            computing = cache.GetAsync(key, _ => Task.FromResult(new ComputedResults(
                Study.Evaluate(moments.Moments, units, choice.Options(StudyDepth.Complete, groups)), moments.Comments, time.GetUtcNow())), CancellationToken.None);
        }

        await Task.WhenAny(computing, Task.Delay(Patience, cancel));
        return computing.IsCompleted ? await computing : null;
    }

    private static long Count(MomentsReading reading, string status) => reading.Responses.Where(part => part.Key.Status == status).Sum(part => part.Value);

    private static ImmutableArray<AttributeChoice> Choices(Questionnaire questionnaire, GroupCounts groups) =>
        [.. questionnaire.Attributes.Select(attribute =>
        {
            var given = groups.Values(attribute.Id).ToDictionary(value => value.Key, value => value.Value, StringComparer.Ordinal);
            var known = attribute.Options.Select(option => KeyValuePair.Create(option.Id, given.GetValueOrDefault(option.Id)));
            var further = given.Where(value => attribute.Options.All(option => option.Id != value.Key)).OrderBy(value => value.Key, StringComparer.Ordinal);
            return new AttributeChoice(attribute, [.. known, .. further]);
        })];
}

/// <summary>One choice of responses of a survey at one state of them.</summary>
/// <param name="View">The view that asks.</param>
/// <param name="Pool">The versions that are meant.</param>
/// <param name="AllVersions">These with the others that ask the same: together they are the default view.</param>
/// <param name="Query">What was chosen.</param>
/// <param name="Stamp">The state of the responses.</param>
internal sealed record StudyChoice(ResultsView View, VersionPool Pool, ImmutableArray<int> AllVersions, ResultsQuery Query, long Stamp)
{
    public string Filter => Query.Attributes.Count == 0 ? View.Population.Key
        : string.Join('\u001F', Query.Attributes.Select(condition => condition.Key + '\u001E' + condition.Value));

    /// <summary>What the responses were chosen by from those of the default view.</summary>
    public ImmutableSortedDictionary<string, string> Conditions =>
        Query.Version is { } version ? Query.Attributes.SetItem(GroupCounts.Version, version.ToString(CultureInfo.InvariantCulture)) : Query.Attributes;

    public ResultsKey Key(StudyDepth depth) => new(View.Survey.SurveyId, Pool.Key, Query.IncludePartial, Filter, View.Organisation.MinimumGroup, depth,
        Stamp.ToString(CultureInfo.InvariantCulture));

    public StudyOptions Options(StudyDepth depth, GroupCounts groups) => new()
    {
        MinimumGroup = View.Organisation.MinimumGroup,
        Groups = groups,
        Conditions = Conditions,
        Filter = Query.ToRecord(),
        // A filter leaves a part of the population, of which the margins say nothing.
        Population = Query.Attributes.Count == 0 ? View.Population.ToPopulation() : null,
        Depth = depth,
        Resamples = depth == StudyDepth.Complete ? StudyOptions.UsualResamples : 0,
    };
}
