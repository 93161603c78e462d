using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>Several servers on one database: what one remembers of a response may have been changed by another.</summary>
public sealed class TwoServersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_change_begins_from_what_another_server_has_written_since(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var first = await SurveyApp.StartAsync(database);
        await using var second = await SurveyApp.StartAsync(database);
        var (study, key) = await BegunAsync(first);

        await second.Service<ResponseWriter>().SaveAsync(key, row => row! with { Comment = "second" }, Cancel);
        var after = await first.Service<ResponseWriter>().SaveAsync(key, row => row! with { Comment = $"{row.Comment}, first" }, Cancel);

        Assert.Equal("second, first", after!.Comment);
        Assert.Equal("second, first", Assert.Single(await study.StoredAsync(first)).Response.Comment);
    }

    [Theory, EveryDatabase]
    public async Task Where_nothing_is_to_be_stored_the_row_of_the_database_decides(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using var first = await SurveyApp.StartAsync(database);
        await using var second = await SurveyApp.StartAsync(database);
        var (_, key) = await BegunAsync(first);

        await second.Service<ResponseWriter>().SaveAsync(key, row => row!.Erased(), Cancel);
        var after = await first.Service<ResponseWriter>().SaveAsync(key, row => row, Cancel);

        Assert.True(after!.IsWithdrawn);
    }

    [Theory, EveryDatabase]
    public async Task A_response_that_was_deleted_meanwhile_does_not_come_back(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var (study, key) = await BegunAsync(app);

        await app.Service<Database>().TransactAsync((connection, transaction) =>
            app.Service<ResponseStore>().DeleteManyAsync(connection, transaction, study.Organisation, study.SurveyId, [key.ResponseId], Cancel), Cancel);
        var after = await app.Service<ResponseWriter>().SaveAsync(key, row => row is null ? null : row with { Comment = "late" }, Cancel);

        Assert.Null(after);
        Assert.Empty(await study.StoredAsync(app));
    }

    [Theory, EveryDatabase]
    public async Task A_response_that_was_imported_in_place_of_another_is_not_taken_for_it(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var (study, key) = await BegunAsync(app);
        var begun = await app.Service<ResponseReader>().FindAsync(key, Cancel);

        await app.Service<Database>().TransactAsync(async (connection, transaction) =>
        {
            await app.Service<ResponseStore>().DeleteManyAsync(connection, transaction, study.Organisation, study.SurveyId, [key.ResponseId], Cancel);
            return await app.Service<ResponseStore>().AddManyAsync(
                connection, transaction, study.Organisation, study.SurveyId, [begun! with { Comment = "imported", UpdatedAt = begun.UpdatedAt.AddDays(-1) }], Cancel);
        }, Cancel);
        var after = await app.Service<ResponseWriter>().SaveAsync(key, row => row! with { Comment = $"{row.Comment}, changed" }, Cancel);

        Assert.Equal("imported, changed", after!.Comment);
    }

    private static async Task<(RespondStudy Study, ResponseKey Key)> BegunAsync(SurveyApp app)
    {
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        await respondent.BeginAsync();
        return (study, new ResponseKey(study.Organisation, study.SurveyId, Assert.Single(await study.StoredAsync(app)).Response.Id));
    }
}
