using Dapper;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Storage;

public sealed class LiveMomentsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_slow_transactions_the_one_with_the_earlier_entries_may_commit_last_and_nothing_is_lost_or_counted_twice()
    {
        Assert.SkipWhen(PostgresCluster.MissingReason is not null, PostgresCluster.MissingReason ?? "");
        await using var study = await LiveStudy.CreateAsync("postgresql", 100);
        await study.BuildAsync();

        await using var early = await study.BeginAsync(Enumerable.Range(100, 50).Select(row => study.Row(row)));
        await using var late = await study.BeginAsync(Enumerable.Range(150, 25).Select(row => study.Row(row)));
        await late.CommitAsync();
        Assert.Equal(125, (await study.ReadAsync()).Responses);
        Assert.Equal(25, await study.FoldAsync());
        Assert.Equal(125, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();

        await early.CommitAsync();
        Assert.Equal(175, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();
        Assert.Equal(50, await study.FoldAsync());
        Assert.Equal(0, await study.FoldAsync());
        await study.VerifyAsync();
        Assert.True((await study.ReadAsync()).Moments.SameAs(Expected(Enumerable.Range(0, 175))));
    }

    [Fact]
    public async Task A_transaction_that_was_open_while_the_moments_were_built_is_counted_once()
    {
        Assert.SkipWhen(PostgresCluster.MissingReason is not null, PostgresCluster.MissingReason ?? "");
        await using var study = await LiveStudy.CreateAsync("postgresql", 100);
        await using var slow = await study.BeginAsync(Enumerable.Range(100, 50).Select(row => study.Row(row)));
        await study.BuildAsync();
        await slow.CommitAsync();
        Assert.Equal(150, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();
        Assert.Equal(50, await study.FoldAsync());
        await study.VerifyAsync();
    }

    [Fact]
    public async Task Folding_and_writing_at_once_loses_nothing()
    {
        Assert.SkipWhen(PostgresCluster.MissingReason is not null, PostgresCluster.MissingReason ?? "");
        await using var study = await LiveStudy.CreateAsync("postgresql", 20);
        await study.BuildAsync();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 10; round++)
                await study.AddAsync(Enumerable.Range(0, 5).Select(row => study.Row(20 + row, $"w{writer}-{round}-{row}")));
        }, Cancel)).ToArray();
        var folders = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!writers.All(writer => writer.IsCompleted)) await study.FoldAsync();
        }, Cancel));
        await Task.WhenAll([.. writers, .. folders]);
        await study.VerifyAsync();
        await study.FoldAsync();
        Assert.Equal(220, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();
    }

    [Theory, EveryDatabase]
    public async Task The_result_from_stored_moments_is_the_result_from_the_rows_after_every_kind_of_change(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 200);
        await study.BuildAsync();
        await study.AddAsync([study.Row(200) with { Status = ResponseRow.Partial }, study.Row(201), study.Row(202) with { IsTest = true }, study.Row(203) with { Status = ResponseRow.Excluded }]);
        await study.Database.TransactAsync((connection, transaction) =>
            study.Responses.DeleteManyAsync(connection, transaction, study.Organisation, study.SurveyId, ["r3", "r4", "nobody"], Cancel), Cancel);
        await SameAsync();
        await study.FoldAsync();
        await study.AddAsync([study.Row(204) with { Comment = "More counters, please" }]);
        await SameAsync();
        Assert.Equal(1, (await study.ReadAsync()).Comments - Enumerable.Range(0, 205).Count(row => row is not (3 or 4 or 200 or 202 or 203 or 204) && LiveStudy.Reference.GetResponse(row).Comment is not null));

        async Task SameAsync()
        {
            await study.VerifyAsync();
            var branch = LiveStudy.Reference.GetResponse(0).Attributes[0]!;
            foreach (var segment in new[] { Segment.All, new Segment(LiveStudy.Questionnaire.Attributes[0].Id, branch) })
            {
                foreach (var includePartial in new[] { false, true })
                {
                    var filter = new ResponseFilter { IncludePartial = includePartial };
                    if (!segment.IsAll) filter = filter with { Attributes = filter.Attributes.Add(segment.Attribute, segment.Value) };
                    var rows = Assert.Single(await study.Responses.ReadTableAsync(study.Organisation, study.SurveyId, filter, Cancel)).Table;
                    var live = await study.ReadAsync(segment, includePartial);
                    Assert.Equal(Json(Study.Evaluate(rows, Figures)), Json(Study.Evaluate(live.Moments, Figures)));
                }
            }
        }
    }

    [Theory, EveryDatabase]
    public async Task A_change_takes_its_entry_with_it_when_it_is_rolled_back(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 10);
        await study.BuildAsync();
        await using (await study.BeginAsync([study.Row(11)])) { }
        Assert.Equal(0, await study.LoggedAsync());
        Assert.Equal(10, (await study.ReadAsync()).Responses);
    }

    [Theory, EveryDatabase]
    public async Task A_large_import_changes_the_moments_in_its_own_transaction_and_logs_nothing(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 10);
        await study.BuildAsync();
        await study.AddAsync(Enumerable.Range(10, 5).Select(row => study.Row(row)));
        await using (await study.BeginAsync(Many("undone"))) { }
        Assert.Equal(15, (await study.ReadAsync()).Responses);

        await study.AddAsync(Many("import"));
        Assert.Equal(5, await study.LoggedAsync());
        Assert.Equal(BulkChanges.MostLogged + 16, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();

        // What the log still holds is taken out again before it was ever counted.
        await study.Database.TransactAsync((connection, transaction) => study.Responses.DeleteManyAsync(
            connection, transaction, study.Organisation, study.SurveyId, [.. Many("import").Select(row => row.ResponseId), "r12"], Cancel), Cancel);
        Assert.Equal(14, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();
        Assert.Equal(5, await study.FoldAsync());
        await study.VerifyAsync();

        IEnumerable<ResponseRow> Many(string name) => Enumerable.Range(0, BulkChanges.MostLogged + 1).Select(number => study.Row(number % 400, $"{name}-{number}"));
    }

    [Theory, EveryDatabase]
    public async Task A_large_import_before_there_are_moments_has_them_made_from_the_responses(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 10);
        await study.AddAsync(Enumerable.Range(0, BulkChanges.MostLogged + 1).Select(number => study.Row(number % 400, $"import-{number}")));
        Assert.Contains(await study.Store.PendingAsync(Cancel), pending => pending.SurveyId == study.SurveyId && !pending.IsBuilt);
        await study.BuildAsync();
        Assert.Equal(BulkChanges.MostLogged + 11, (await study.ReadAsync()).Responses);
        await study.VerifyAsync();
    }

    [Fact]
    public async Task Large_imports_and_folding_at_once_lose_nothing()
    {
        Assert.SkipWhen(PostgresCluster.MissingReason is not null, PostgresCluster.MissingReason ?? "");
        await using var study = await LiveStudy.CreateAsync("postgresql", 20);
        await study.BuildAsync();
        var writers = Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            await study.AddAsync(Enumerable.Range(0, 5).Select(row => study.Row(20 + row, $"few{writer}-{row}")));
            await study.AddAsync(Enumerable.Range(0, BulkChanges.MostLogged + 1).Select(row => study.Row(row % 400, $"many{writer}-{row}")));
        }, Cancel)).ToArray();
        while (!writers.All(writer => writer.IsCompleted)) await study.FoldAsync();
        await Task.WhenAll(writers);
        await study.FoldAsync();
        Assert.Equal(20 + 3 * (5 + BulkChanges.MostLogged + 1), (await study.ReadAsync()).Responses);
        await study.VerifyAsync();
    }

    [Theory, EveryDatabase]
    public async Task The_nightly_check_of_a_survey_is_taken_by_one_server(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 10);
        await study.BuildAsync();
        var (night, lease, day) = (new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(2), TimeSpan.FromHours(20));

        Assert.True(await TakeAsync(night));
        Assert.False(await TakeAsync(night.AddMinutes(1)));
        // The server died; another one takes over.
        Assert.True(await TakeAsync(night.AddHours(3)));
        await study.Store.FinishVerificationAsync(study.Organisation, study.SurveyId, night.AddHours(3.5), Cancel);
        Assert.False(await TakeAsync(night.AddHours(6)));
        Assert.True(await TakeAsync(night.AddDays(1)));

        Task<bool> TakeAsync(DateTimeOffset now) => study.Store.TakeVerificationAsync(study.Organisation, study.SurveyId, now, lease, day, Cancel);
    }

    [Theory, EveryDatabase]
    public async Task The_stamp_changes_with_every_change_and_with_no_folding(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 10);
        await study.BuildAsync();
        var first = await StampAsync();
        await study.AddAsync([study.Row(11)]);
        var second = await StampAsync();
        Assert.NotEqual(first, second);
        await study.FoldAsync();
        Assert.Equal(second, await StampAsync());

        async Task<long> StampAsync()
        {
            await using var reading = await study.Store.ReadAsync(study.Organisation, study.SurveyId, Cancel);
            return reading.Stamp;
        }
    }

    [Theory, EveryDatabase]
    public async Task Verification_finds_what_was_changed_behind_the_back_of_the_log(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 30);
        await study.BuildAsync();
        await using (var connection = await study.Database.OpenAsync(Cancel))
            await connection.ExecuteAsync("delete from response where organisation_id = @Organisation and response_id = 'r7'", new { Organisation = study.Organisation.Value });
        var differences = (await study.Builder.VerifyAsync(study.Organisation, study.SurveyId, null, Cancel))!;
        Assert.Contains(new MomentsDifference(new(1, ResponseRow.Complete, Segment.All), 30, 29), differences);
        await study.Store.DiscardAsync(study.Organisation, study.SurveyId, Cancel);
        await study.BuildAsync();
        await study.VerifyAsync();
    }

    [Theory, EveryDatabase]
    public async Task Intervals_from_stored_groups_are_those_of_the_rows_after_every_kind_of_change(string provider)
    {
        // More responses than are drawn singly.
        await using var study = await LiveStudy.CreateAsync(provider, 0);
        await study.AddAsync(Enumerable.Range(0, 4_100).Select(number => study.Row(number % 400, $"n{number}")));
        await study.BuildAsync();
        await SameAsync();

        // Edited and withdrawn ones, of which some groups have no others.
        await study.Database.TransactAsync((connection, transaction) => study.Responses.DeleteManyAsync(
            connection, transaction, study.Organisation, study.SurveyId, [.. Enumerable.Range(0, 30).Select(number => $"n{number}")], Cancel), Cancel);
        await study.AddAsync(Enumerable.Range(0, 10).Select(number => study.Row(399 - number, $"n{number}")));
        await study.AddAsync([study.Row(7, "unfinished") with { Status = ResponseRow.Partial }, study.Row(8, "test") with { IsTest = true }]);
        await SameAsync();
        await study.FoldAsync();
        await SameAsync();

        // Many at once go into the stored groups in the transaction of the changes.
        await study.Database.TransactAsync((connection, transaction) => study.Responses.DeleteManyAsync(
            connection, transaction, study.Organisation, study.SurveyId, [.. Enumerable.Range(4_000, 100).Select(number => $"n{number}")], Cancel), Cancel);
        await study.AddAsync(Enumerable.Range(0, BulkChanges.MostLogged + 1).Select(number => study.Row(number % 400, $"import-{number}")));
        var (rows, moments, groups) = await SameAsync();

        var options = new StudyOptions { Resamples = 20 };
        Assert.Equal(Uncertainty(Study.Evaluate(rows, options)), Uncertainty(Study.Evaluate(moments, groups, options)));

        async Task<(ResponseTable, StudyMoments, GroupedMoments)> SameAsync()
        {
            await study.VerifyAsync();
            var table = Assert.Single(await study.Responses.ReadTableAsync(study.Organisation, study.SurveyId, new ResponseFilter(), Cancel)).Table;
            await using var reading = await study.Store.ReadAsync(study.Organisation, study.SurveyId, Cancel);
            var found = (await reading.MomentsAsync(LiveStudy.Questionnaire, [1], false, Segment.All, Cancel))!.Moments;
            var units = await reading.ResamplingGroupsAsync(LiveStudy.Questionnaire, [1], false, Cancel);
            Assert.True(units.SameAs(GroupedMoments.Of(table)));
            return (table, found, units);
        }

        static string Uncertainty(StudyResult result) => ReferenceStudy.Json(result)["uncertainty"]!.ToJsonString();
    }

    [Theory, EveryDatabase]
    public async Task Verification_finds_groups_that_are_not_those_of_the_responses(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 30);
        await study.BuildAsync();
        await using (var connection = await study.Database.OpenAsync(Cancel))
            await connection.ExecuteAsync("delete from group_moments where organisation_id = @Organisation and part = (select min(part) from group_moments)", new { Organisation = study.Organisation.Value });
        Assert.Equal([new MomentsDifference(new(1, ResponseRow.Complete, Segment.All), 30, 30)], await study.Builder.VerifyAsync(study.Organisation, study.SurveyId, null, Cancel));
        await study.Store.DiscardAsync(study.Organisation, study.SurveyId, Cancel);
        await study.BuildAsync();
        await study.VerifyAsync();
    }

    [Theory, EveryDatabase]
    public async Task An_attribute_with_too_many_values_has_no_segments_and_says_so(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 0);
        var attribute = LiveStudy.Questionnaire.Attributes[0].Id;
        await study.AddAsync(Enumerable.Range(0, MomentsStore.MostSegments).Select(number => Branch(number)));
        await study.BuildAsync();
        Assert.Equal(1, (await study.ReadAsync(new(attribute, "branch-7"))).Responses);
        await study.AddAsync([Branch(MomentsStore.MostSegments)]);
        await study.FoldAsync();
        await study.VerifyAsync();
        await using (var reading = await study.Store.ReadAsync(study.Organisation, study.SurveyId, Cancel))
        {
            Assert.Null(await reading.MomentsAsync(LiveStudy.Questionnaire, [1], false, new(attribute, "branch-7"), Cancel));
            Assert.Equal(MomentsStore.MostSegments + 1, (await reading.MomentsAsync(LiveStudy.Questionnaire, [1], false, Segment.All, Cancel))!.Responses);
        }
        await study.Store.DiscardAsync(study.Organisation, study.SurveyId, Cancel);
        await study.BuildAsync();
        await study.VerifyAsync();

        ResponseRow Branch(int number)
        {
            var response = LiveStudy.Reference.GetResponse(number % 400);
            return ResponseEncoding.ToRow(response with { Id = $"n{number}", Attributes = response.Attributes.SetItem(0, $"branch-{number}") },
                LiveStudy.Questionnaire, study.Organisation, study.SurveyId, 1, isTest: false, DateTimeOffset.UnixEpoch);
        }
    }

    [Fact]
    public void What_the_log_keeps_of_a_response_comes_back_as_it_was()
    {
        var response = new CountedResponse("یک-1", 3, ResponseRow.Partial, [0, 1, 250], [1, 2, 3, 4, 5, 6, 7, 8], null, """{"branch":"تهران"}""", HasComment: true);
        var back = CountedResponse.Read(response.ToBytes());
        Assert.Equal(response with { Answers = back.Answers, Importance = back.Importance }, back);
        Assert.Equal(response.Answers, back.Answers);
        Assert.Equal(response.Importance, back.Importance);
    }

    private static StudyOptions Figures { get; } = new() { MinimumGroup = 5, Depth = StudyDepth.Figures };

    private static string Json(StudyResult result) => ReferenceStudy.Json(result).ToJsonString();

    private static StudyMoments Expected(IEnumerable<int> rows)
    {
        var table = new ResponseTable(LiveStudy.Questionnaire);
        foreach (var row in rows) table.Add(LiveStudy.Reference.GetResponse(row) with { Id = $"r{row}" });
        return StudyMoments.Of(table);
    }
}
