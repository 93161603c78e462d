using Survey.Scoring.Responses;
using Survey.Tests.Respond;
using Survey.Tests.Results;
using Survey.Tests.Support;
using Survey.Web.Features.Import;
using Survey.Web.Storage;

namespace Survey.Tests.Storage;

public sealed class ResponseExclusionsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task An_excluded_response_counts_nowhere_until_it_is_restored_and_keeps_its_answers(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        var account = await app.AddAccountAsync("manager", "mina@example.org");
        var exclusions = app.Service<ResponseExclusions>();
        var before = await CompleteAsync(study);

        Assert.Equal(2, await exclusions.ExcludeAsync(study.Organisation, study.SurveyId, ["r00001", "r00002", "r00002", "nobody"], " Same answer throughout ", account.AccountId, Cancel));
        Assert.Equal(0, await exclusions.ExcludeAsync(study.Organisation, study.SurveyId, ["r00001"], "again", account.AccountId, Cancel));

        var after = await CompleteAsync(study);
        Assert.Equal(before.Keys.Except(["r00001", "r00002"]), after.Keys);
        var counts = await app.Service<SurveyStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel);
        Assert.Equal((before.Count - 2, 0, 2), (counts.Complete, counts.Partial, counts.Excluded));
        var listed = await exclusions.ExcludedAsync(study.Organisation, study.SurveyId, 0, 10, Cancel);
        Assert.Equal(["r00001", "r00002"], listed.Select(response => response.ResponseId));
        Assert.All(listed, response => Assert.Equal(("Same answer throughout", account.DisplayName), (response.Reason, response.ExcludedBy)));
        Assert.Equal(2, await exclusions.CountAsync(study.Organisation, study.SurveyId, Cancel));

        Assert.Equal(2, await exclusions.RestoreAsync(study.Organisation, study.SurveyId, ["r00001", "r00002"], Cancel));
        Assert.Equal(before, await CompleteAsync(study));
        Assert.Empty(await exclusions.ExcludedAsync(study.Organisation, study.SurveyId, 0, 10, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Excluded_responses_are_exported_with_their_status_and_come_back_with_it(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        await app.Service<ResponseExclusions>().ExcludeAsync(study.Organisation, study.SurveyId, ["r00003"], "A test of ours", null, Cancel);
        var target = new FieldedSurvey(study.Organisation, study.SurveyId, 1);
        using var all = new MemoryStream();
        Assert.Equal(400, await app.Service<ResponseExport>().WriteCsvAsync(target, includeAll: true, all, null, Cancel));
        using var counting = new MemoryStream();
        Assert.Equal(399, await app.Service<ResponseExport>().WriteCsvAsync(target, includeAll: false, counting, null, Cancel));

        all.Position = 0;
        await app.Service<ResponseImport>().RunAsync(target, all, OnDuplicate.Replace, null, Cancel);
        Assert.Equal(399, (await CompleteAsync(study)).Count);
        Assert.Equal(1, (await app.Service<SurveyStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel)).Excluded);
    }

    [Theory, EveryDatabase]
    public async Task Of_a_withdrawn_response_nothing_remains_but_its_id(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app, change: (response, row) => row == 4 ? response with { Comment = "Ask for Mr Karimi" } : response);
        var exclusions = app.Service<ResponseExclusions>();
        var target = new FieldedSurvey(study.Organisation, study.SurveyId, 1);
        using var file = new MemoryStream();
        await app.Service<ResponseExport>().WriteCsvAsync(target, includeAll: true, file, null, Cancel);

        Assert.True(await exclusions.WithdrawAsync(study.Organisation, study.SurveyId, "r00005", Cancel));
        Assert.False(await exclusions.WithdrawAsync(study.Organisation, study.SurveyId, "r00005", Cancel));

        Assert.DoesNotContain("r00005", (await CompleteAsync(study)).Keys);
        Assert.Null(await app.Service<ResponseReader>().FindAsync(new ResponseKey(study.Organisation, study.SurveyId, "r00005"), Cancel));
        var counts = await app.Service<SurveyStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel);
        Assert.Equal((399, 0, 0), (counts.Complete, counts.Partial, counts.Excluded));
        Assert.Equal(0, await exclusions.RestoreAsync(study.Organisation, study.SurveyId, ["r00005"], Cancel));

        // The file still has the response; importing it does not bring it back.
        file.Position = 0;
        Assert.Equal(new ImportResult(0, 399, 1), await app.Service<ResponseImport>().RunAsync(target, file, OnDuplicate.Replace, null, Cancel));
        Assert.Equal(399, (await CompleteAsync(study)).Count);
    }

    [Theory, EveryDatabase]
    public async Task Who_has_withdrawn_is_treated_as_if_nothing_had_been_begun(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        var page = await respondent.OpenAsync("d1");
        var id = Assert.Single(await study.StoredAsync(app)).Response.Id;

        await app.Service<ResponseExclusions>().WithdrawAsync(study.Organisation, study.SurveyId, id, Cancel);

        await respondent.PressAsync(page, "next", ("a0", "5"));
        Assert.Empty(await study.StoredAsync(app));
    }

    [Fact]
    public async Task An_exclusion_needs_a_reason()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        await Assert.ThrowsAsync<ArgumentException>(() => app.Service<ResponseExclusions>().ExcludeAsync(study.Organisation, study.SurveyId, ["r00001"], "  ", null, Cancel));
    }

    private static async Task<SortedDictionary<string, Response>> CompleteAsync(ResultsStudy study)
    {
        var found = new SortedDictionary<string, Response>(StringComparer.Ordinal);
        await foreach (var stored in study.App.Service<ResponseStore>().ReadAsync(study.Organisation, study.SurveyId, ResponseFilter.Counting, Cancel))
            found.Add(stored.Response.Id, stored.Response);
        return found;
    }
}
