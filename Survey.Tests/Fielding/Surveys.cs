using System.Collections.Immutable;
using Dapper;
using Survey.Scoring.Instrument;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

/// <summary>A database with two organisations, and drafts to put into it.</summary>
internal sealed class Surveys : IAsyncDisposable
{
    private Surveys(TestDatabase database, TimeProvider time)
    {
        Database = database;
        Versions = new SurveyVersionStore(database.Database);
        Store = new SurveyStore(database.Database, Versions, time);
    }

    public static OrganisationId Bank { get; } = new("bank");

    public static OrganisationId Library { get; } = new("library");

    public TestDatabase Database { get; }

    public SurveyVersionStore Versions { get; }

    public SurveyStore Store { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<Surveys> OpenAsync(string provider, TimeProvider? time = null)
    {
        var surveys = new Surveys(await TestDatabase.CreateAsync(provider), time ?? TimeProvider.System);
        await using var connection = await surveys.Database.Database.OpenAsync(Cancel);
        foreach (var organisation in new[] { Bank, Library })
            await connection.ExecuteAsync("""
                insert into organisation (organisation_id, name, language, time_zone, calendar, first_day_of_week, minimum_group, created_at)
                values (@Id, @Id, 'en', 'Asia/Tehran', 'persian', 6, 5, @Now)
                """, new { Id = organisation.Value, Now = DateTimeOffset.UtcNow });
        return surveys;
    }

    /// <summary>A small questionnaire in both languages that lacks nothing.</summary>
    public static Questionnaire Questionnaire(string title = "Our service", string persian = "خدمات ما") => new()
    {
        Id = "small",
        Version = 1,
        Title = Text(title, persian),
        Batteries = [new("expectation", "E", Text("Expected", "انتظار"), null), new("perception", "P", Text("Received", "دریافت"), null)],
        Scale = new RatingScale(1, 5, Enumerable.Range(1, 5).ToImmutableSortedDictionary(point => point, point => Text($"Point {point}", $"گزینه {point}"))),
        AllowsNotApplicable = true,
        Dimensions =
        [
            new("reliability", Text("Reliability", "اعتماد"), null, [Item("1"), Item("2")]),
            new("empathy", Text("Empathy", "همدلی"), null, [Item("3")]),
        ],
        Importance = new Importance("W", 100, Text("Share 100 points", "۱۰۰ امتیاز را تقسیم کنید")),
        Outcomes = [new("overall", Text("Overall", "در مجموع"), new RatingScale(0, 10, ImmutableSortedDictionary<int, LocalizedText>.Empty.Add(0, Text("Bad", "بد")).Add(10, Text("Good", "خوب"))))],
        Attributes = [new("branch", Text("Branch", "شعبه"), [new("north", Text("North", "شمال")), new("south", Text("South", "جنوب"))])],
        Comment = Text("Anything else?", "چیز دیگری؟"),
        Models = ["servqual", "weighted-servqual", "servperf"],
    };

    public static SurveyDraft Draft(string title = "Our service") => new()
    {
        Questionnaire = Questionnaire(title),
        Settings = new SurveySettings { Languages = ["fa", "en"], LinkAttributes = ["branch"] },
    };

    public static LocalizedText Text(string english, string persian) => new([new("en", english), new("fa", persian)]);

    public async Task<ManagedSurvey> CreateAsync(string slug = "our-service")
    {
        var created = await Store.CreateAsync(Bank, slug, Draft(), null, Cancel);
        return (await Store.FindAsync(Bank, created.Slug, Cancel))!;
    }

    public async Task<ManagedSurvey> PublishedAsync(string slug = "our-service")
    {
        var survey = await CreateAsync(slug);
        await Store.PublishAsync(Bank, survey.SurveyId, survey.DraftRevision, null, Cancel);
        return (await Store.FindAsync(Bank, survey.Slug, Cancel))!;
    }

    /// <summary>Stores a response as bare as it can be.</summary>
    public async Task AddResponseAsync(string surveyId, int version, string status, bool isTest, DateTimeOffset? submitted = null)
    {
        await using var connection = await Database.Database.OpenAsync(Cancel);
        await connection.ExecuteAsync("""
            insert into response (survey_id, response_id, organisation_id, version_number, status, is_test, answers, revision, submitted_at, updated_at)
            values (@SurveyId, @Id, @Organisation, @Version, @Status, @IsTest, @Answers, 1, @Submitted, @Now)
            """, new
        {
            SurveyId = surveyId,
            Id = Guid.NewGuid().ToString(),
            Organisation = Bank.Value,
            Version = version,
            Status = status,
            IsTest = isTest,
            Answers = new byte[6],
            Submitted = submitted,
            Now = DateTimeOffset.UtcNow,
        });
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private static Item Item(string id) =>
        new(id, ImmutableDictionary<string, LocalizedText>.Empty.Add("", Text($"Item {id}", $"گویه {id}")), false);
}
