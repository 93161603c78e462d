using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Instrument;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Features.Import;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Tests.Import;

/// <summary>A published survey in a database of its own, and the parts that bring responses in and take them out.</summary>
internal sealed class ImportStudy : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly SurveyVersionStore _versions;

    private ImportStudy(TestDatabase database)
    {
        _database = database;
        _versions = new(database.Database);
        Responses = new(database.Database, _versions);
        Surveys = new(database.Database, _versions, TimeProvider.System);
        Import = new(database.Database, _versions, Responses, TimeProvider.System);
        Export = new(Surveys, _versions, Responses, new OrganisationStore(database.Database));
    }

    public string Connection => _database.Options.ConnectionString;

    public ResponseStore Responses { get; }

    public SurveyStore Surveys { get; }

    public ResponseImport Import { get; }

    public ResponseExport Export { get; }

    public OrganisationId Organisation { get; } = new(Guid.CreateVersion7().ToString());

    public FieldedSurvey Survey { get; private set; } = null!;

    public Questionnaire Questionnaire { get; private set; } = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ImportStudy> CreateAsync(string provider, Questionnaire? questionnaire = null)
    {
        var study = new ImportStudy(await TestDatabase.CreateAsync(provider));
        await RespondStudy.AddOrganisationAsync(study._database.Database, study.Organisation);
        study.Questionnaire = questionnaire ?? QuestionnaireFiles.ReadReference("servqual");
        var draft = new SurveyDraft { Questionnaire = study.Questionnaire, Settings = new() { Languages = ["en"] } };
        var (surveyId, _) = await study.Surveys.CreateAsync(study.Organisation, "bank", draft, null, Cancel);
        var published = await study.Surveys.PublishAsync(study.Organisation, surveyId, 1, null, Cancel);
        study.Survey = new(study.Organisation, surveyId, published.Version!.Value);
        return study;
    }

    /// <summary>Publishes another version.</summary>
    public async Task PublishAsync(Questionnaire questionnaire)
    {
        var survey = (await Surveys.FindAsync(Organisation, "bank", Cancel))!;
        var draft = survey.Draft with { Questionnaire = questionnaire };
        var saved = await Surveys.SaveDraftAsync(Organisation, survey.SurveyId, survey.DraftRevision, draft, "bank", null, null, null, Cancel);
        var published = await Surveys.PublishAsync(Organisation, survey.SurveyId, saved.Revision, null, Cancel);
        (Survey, Questionnaire) = (Survey with { NewestVersion = published.Version!.Value }, questionnaire);
    }

    public async Task<ImportResult> ImportAsync(byte[] csv, OnDuplicate onDuplicate = OnDuplicate.Refuse)
    {
        using var file = new MemoryStream(csv);
        return await Import.RunAsync(Survey, file, onDuplicate, null, Cancel);
    }

    public async Task<ImportCheck> CheckAsync(string csv)
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        return await Import.CheckAsync(Survey, file, null, Cancel);
    }

    public async Task<byte[]> ExportAsync(bool includePartial = true)
    {
        using var file = new MemoryStream();
        await Export.WriteCsvAsync(Survey, includePartial, file, null, Cancel);
        return file.ToArray();
    }

    /// <summary>All stored responses, in the order of their ids.</summary>
    public async Task<List<Response>> StoredAsync()
    {
        var found = new List<Response>();
        await foreach (var stored in Responses.ReadAsync(Organisation, Survey.SurveyId, new ResponseFilter { IncludePartial = true, IncludeTests = true }, Cancel)) found.Add(stored.Response);
        return [.. found.OrderBy(response => response.Id, StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
