using System.Diagnostics;
using Dapper;
using Survey.Scoring.Responses;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Respond;

public sealed class ResponseStoreTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, 123, TimeSpan.Zero);

    [Theory, EveryDatabase]
    public async Task A_response_comes_back_as_it_was_added(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        var full = Given("17") with
        {
            Comment = "Good, \"very\"\nخوب",
            Started = Noon,
            Submitted = Noon.AddMinutes(5),
            Language = "fa",
            Channel = "paper",
            Further = [new("b", "2"), new("a", "یک")],
        };
        var bare = Given("18") with { Status = ResponseRow.Partial, ImportancePoints = [null, null, null, null, null], Attributes = [null, null] };

        await AddAsync(app, study, [full, bare]);

        var stored = (await study.StoredAsync(app)).Select(response => response.Response).ToList();
        Assert.Equal([full with { Version = 1 }, bare with { Version = 1 }], stored);
    }

    [Theory, EveryDatabase]
    public async Task A_filter_takes_complete_answers_that_are_no_tests_unless_told_otherwise(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        await AddAsync(app, study, [Given("1"), Given("2") with { Status = ResponseRow.Partial }, Given("3") with { Attributes = ["shiraz", "m"] }]);
        await AddAsync(app, study, [Given("4")], isTest: true);
        var store = app.Service<ResponseStore>();

        Assert.Equal(["1", "3"], await IdsAsync(ResponseFilter.Counting));
        Assert.Equal(["1", "2", "3"], await IdsAsync(new() { IncludePartial = true }));
        Assert.Equal(["1", "3", "4"], await IdsAsync(new() { IncludeTests = true }));
        Assert.Equal(["3"], await IdsAsync(new() { Attributes = ResponseFilter.Counting.Attributes.Add("branch", "shiraz") }));
        Assert.Empty(await IdsAsync(new() { Version = 2 }));
        var table = Assert.Single(await store.ReadTableAsync(study.Organisation, study.SurveyId, ResponseFilter.Counting, TestContext.Current.CancellationToken));
        Assert.Equal((1, 2), (table.Version, table.Table.Count));

        async Task<List<string>> IdsAsync(ResponseFilter filter)
        {
            var ids = new List<string>();
            await foreach (var response in store.ReadAsync(study.Organisation, study.SurveyId, filter, TestContext.Current.CancellationToken)) ids.Add(response.Response.Id);
            return ids;
        }
    }

    [Theory, EveryDatabase]
    public async Task Another_organisation_sees_nothing(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        await AddAsync(app, study, [Given("1")]);
        var other = study with { Organisation = new OrganisationId("other") };
        var (reader, moments) = (app.Service<ResponseReader>(), app.Service<MomentsStore>());

        Assert.Empty(await other.StoredAsync(app));
        Assert.Null(await reader.FindAsync(new ResponseKey(other.Organisation, study.SurveyId, "1"), TestContext.Current.CancellationToken));
        Assert.Equal(0, await moments.StampAsync(other.Organisation, study.SurveyId, TestContext.Current.CancellationToken));
        Assert.NotNull(await reader.FindAsync(new ResponseKey(study.Organisation, study.SurveyId, "1"), TestContext.Current.CancellationToken));
        Assert.NotEqual(0, await moments.StampAsync(study.Organisation, study.SurveyId, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    public async Task However_many_responses_are_read_together_each_is_found_by_its_key(int number)
    {
        // Without statistics SQLite would rather go through all responses of the survey, for every page that is saved.
        await using var test = await TestDatabase.CreateAsync("sqlite");
        await using var connection = await test.Database.OpenAsync(TestContext.Current.CancellationToken);
        var keys = Enumerable.Range(0, number).Select(place => new ResponseKey(new OrganisationId("bank"), $"survey{place % 3}", $"r{place}")).ToList();
        var plan = await connection.QueryAsync<(int Id, int Parent, int Unused, string Detail)>("explain query plan " + ResponseReader.SelectSome(test.Database.Dialect), ResponseReader.ValuesOf(keys));
        Assert.Contains("(survey_id=? AND response_id=?)", Assert.Single(plan).Detail, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_stamp_changes_with_every_change(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        var store = app.Service<ResponseStore>();
        var stamps = new List<long> { await StampAsync() };

        await AddAsync(app, study, [Given("1")]);
        stamps.Add(await StampAsync());
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        stamps.Add(await StampAsync());
        await respondent.PressAsync(await respondent.OpenAsync("d1"), "next", ("a0", "5"));
        stamps.Add(await StampAsync());
        await app.Service<Database>().TransactAsync((connection, transaction) =>
            store.DeleteManyAsync(connection, transaction, study.Organisation, study.SurveyId, ["1", "nobody"], TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        stamps.Add(await StampAsync());

        Assert.Equal(stamps.Count, stamps.Distinct().Count());

        Task<long> StampAsync() => app.Service<MomentsStore>().StampAsync(study.Organisation, study.SurveyId, TestContext.Current.CancellationToken);
    }

    [Theory, EveryDatabase]
    public async Task Many_responses_are_added_quickly_and_existing_ids_are_found(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        var store = app.Service<ResponseStore>();
        var began = Stopwatch.StartNew();

        await AddAsync(app, study, Enumerable.Range(0, 20_000).Select(k => Given($"r{k}")));

        Assert.InRange(began.Elapsed.TotalSeconds, 0, 30);
        var existing = await app.Service<Database>().TransactAsync((connection, transaction) => store.ExistingIdsAsync(
            connection, transaction, study.Organisation, study.SurveyId, Enumerable.Range(19_990, 2_000).Select(k => $"r{k}"), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        Assert.Equal(10, existing.Count);
    }

    private static Response Given(string id) => new()
    {
        Id = id,
        Answers = [.. Enumerable.Range(0, 44).Select(k => (byte)(1 + k % 7))],
        Outcomes = [7, 6, 11],
        ImportancePoints = [20, 20.5, null, 0, 30],
        Attributes = ["tehran", "f"],
        Status = ResponseRow.Complete,
    };

    private static Task<int> AddAsync(SurveyApp app, RespondStudy study, IEnumerable<Response> responses, bool isTest = false)
    {
        var questionnaire = RespondStudy.Read("servqual");
        var rows = responses.Select(response => ResponseEncoding.ToRow(response, questionnaire, study.Organisation, study.SurveyId, 1, isTest, Noon));
        return app.Service<Database>().TransactAsync(
            (connection, transaction) => app.Service<ResponseStore>().AddManyAsync(connection, transaction, study.Organisation, study.SurveyId, rows, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
