using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Results;

/// <summary>A published survey of the installation's organisation with the responses of a reference study.</summary>
internal sealed record ResultsStudy(SurveyApp App, OrganisationId Organisation, string SurveyId, string Slug, Questionnaire Questionnaire)
{
    public static SurveySettings Settings { get; } = new() { Languages = ["en", "fa"] };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ResultsStudy> PublishAsync(SurveyApp app, Questionnaire questionnaire, string slug = "bank")
    {
        var organisation = (await app.OrganisationAsync()).Id;
        var surveys = app.Service<SurveyStore>();
        var draft = new SurveyDraft { Questionnaire = questionnaire, Settings = Settings };
        var (surveyId, actual) = await surveys.CreateAsync(organisation, slug, draft, null, Cancel);
        var study = new ResultsStudy(app, organisation, surveyId, actual, questionnaire);
        await study.PublishAgainAsync(questionnaire);
        return study;
    }

    /// <summary>Publishes one more version.</summary>
    public async Task PublishAgainAsync(Questionnaire questionnaire, IReadOnlyDictionary<string, TextEdit>? declared = null)
    {
        var surveys = App.Service<SurveyStore>();
        var survey = (await surveys.FindAsync(Organisation, Slug, Cancel))!;
        var draft = survey.Draft with { Questionnaire = questionnaire };
        var saved = await surveys.SaveDraftAsync(Organisation, SurveyId, survey.DraftRevision, draft, Slug, null, null, null, Cancel);
        await surveys.PublishAsync(Organisation, SurveyId, saved.Revision, declared ?? new Dictionary<string, TextEdit>(), null, Cancel);
    }

    /// <summary>A study of the reference with all its responses, changed as a test wants.</summary>
    public static async Task<ResultsStudy> WithReferenceAsync(SurveyApp app, string name = "servqual", Func<Response, int, Response>? change = null)
    {
        var table = ReferenceStudy.Responses(name);
        var study = await PublishAsync(app, table.Questionnaire);
        await study.AddAsync(table.Responses().Select((response, row) => change is null ? response : change(response, row)));
        return study;
    }

    public async Task AddAsync(IEnumerable<Response> responses, int version = 1)
    {
        var now = new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero);
        var rows = responses.Select(response => ResponseEncoding.ToRow(response with { Submitted = response.Status == "partial" ? null : now }, Questionnaire, Organisation, SurveyId, version, false, now)).ToList();
        await App.Service<Database>().TransactAsync((connection, transaction) => App.Service<ResponseStore>().AddManyAsync(connection, transaction, Organisation, SurveyId, rows, Cancel), Cancel);
        await CountedAsync();
    }

    /// <summary>Waits until the responses are counted: on a busy machine a page would otherwise say that it is still computing.</summary>
    public async Task CountedAsync()
    {
        await using var reading = await App.Service<LiveMoments>().OpenBuiltAsync(Organisation, SurveyId, Cancel);
    }

    public string At(string part) => $"/surveys/{Slug}/{part}";
}
