using System.Collections.Immutable;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>A published survey of an organisation of its own, for the tests of answering.</summary>
internal sealed record RespondStudy(SurveyStore Surveys, OrganisationId Organisation, string SurveyId, string Slug)
{
    public static SurveySettings Bilingual { get; } = new() { Languages = ["fa", "en"], Unanswered = Unanswered.Leave };

    /// <summary>A questionnaire of the reference studies with Persian texts, words at every point of the scale and two branches.</summary>
    public static Questionnaire Read(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Reference", "studies", $"{name}.questionnaire.json");
        var questionnaire = QuestionnaireFile.Read(File.ReadAllBytes(path)).Questionnaire!;
        return questionnaire with
        {
            Title = Both("Service of our bank", "خدمات بانک ما"),
            Scale = questionnaire.Scale with
            {
                Labels = Enumerable.Range(questionnaire.Scale.From, questionnaire.Scale.Points)
                    .ToImmutableSortedDictionary(point => point, point => Both($"Level {point}", $"سطح {point}")),
            },
            Attributes =
            [
                new("branch", Both("Branch", "شعبه"), [new("tehran", Both("Tehran", "تهران")), new("shiraz", Both("Shiraz", "شیراز"))]),
                .. questionnaire.Attributes.Where(attribute => attribute.Id != "branch"),
            ],
        };
    }

    public static async Task<RespondStudy> PublishAsync(
        SurveyApp app, string questionnaire = "servqual", SurveySettings? settings = null, string slug = "bank", DateTimeOffset? opensAt = null, DateTimeOffset? closesAt = null,
        Func<Questionnaire, Questionnaire>? change = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var organisation = new OrganisationId(Guid.CreateVersion7().ToString());
        await AddOrganisationAsync(app.Service<Database>(), organisation);
        var surveys = app.Service<SurveyStore>();
        var draft = new SurveyDraft { Questionnaire = (change ?? (own => own))(Read(questionnaire)), Settings = settings ?? Bilingual };
        var (surveyId, actual) = await surveys.CreateAsync(organisation, slug, draft, null, cancel);
        var saved = await surveys.SaveDraftAsync(organisation, surveyId, 1, draft, actual, opensAt, closesAt, null, cancel);
        await surveys.PublishAsync(organisation, surveyId, saved.Revision, null, cancel);
        return new RespondStudy(surveys, organisation, surveyId, actual);
    }

    public static async Task AddOrganisationAsync(Database database, OrganisationId organisation)
    {
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("""
            insert into organisation (organisation_id, name, language, time_zone, calendar, first_day_of_week, minimum_group, created_at)
            values (@Id, 'Test', 'fa', 'Asia/Tehran', 'jalali', 6, 5, @Now)
            """, new { Id = organisation.Value, Now = DateTimeOffset.UtcNow });
    }

    /// <summary>All stored responses, unfinished ones and tests included.</summary>
    public async Task<List<StoredResponse>> StoredAsync(SurveyApp app)
    {
        var found = new List<StoredResponse>();
        var filter = new ResponseFilter { IncludePartial = true, IncludeTests = true };
        await foreach (var response in app.Service<ResponseStore>().ReadAsync(Organisation, SurveyId, filter, TestContext.Current.CancellationToken)) found.Add(response);
        return found;
    }

    public static LocalizedText Both(string english, string persian) => new([new("en", english), new("fa", persian)]);
}
