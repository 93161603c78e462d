using Survey.Web.Features.Fielding;
using Survey.Web.Features.Import;
using Survey.Web.Platform;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;
using Survey.Web.Storage.Anonymity;
using Survey.Web.Storage.Live;

namespace Survey.Web.Commands;

/// <summary>The database of a command that takes responses into or out of a survey, brought up to date first.</summary>
internal sealed class SurveyFiles : IAsyncDisposable
{
    private readonly Database _database;

    private SurveyFiles(Database database)
    {
        _database = database;
        var versions = new SurveyVersionStore(database);
        var responses = new ResponseStore(database, versions);
        Reidentification = new(database, versions);
        Moments = new(database, versions);
        Builder = new(database, versions, Moments);
        Simulation = new(database, responses, Builder, TimeProvider.System);
        Surveys = new(database, versions, TimeProvider.System);
        Import = new(database, versions, responses, TimeProvider.System);
        Export = new(Surveys, versions, responses, new OrganisationStore(database));
    }

    public ResponseImport Import { get; }

    public ResponseExport Export { get; }

    public ResponseSimulation Simulation { get; }

    public ReidentificationTest Reidentification { get; }

    /// <summary>The stored moments behind live results.</summary>
    public MomentsStore Moments { get; }

    public MomentsBuilder Builder { get; }

    public SurveyStore Surveys { get; }

    public static async Task<SurveyFiles> OpenAsync(string? connection, CancellationToken cancel)
    {
        var database = new Database(Dialect.Create(DatabaseOptions.From(connection)));
        try
        {
            await new Migrations(database).ApplyAsync(TimeProvider.System, cancel);
            return new(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The published survey with this address.</summary>
    /// <exception cref="Failure">There is none.</exception>
    public async Task<PublishedSurvey> FindAsync(string slug, Texts<CommandText> texts, CancellationToken cancel) =>
        await Surveys.FindPublishedAsync(slug, cancel) ?? throw new Failure(texts["Survey.Unknown", slug]);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
