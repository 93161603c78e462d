using System.Data.Common;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Reference;
using Survey.Tests.Respond;
using Survey.Tests.Support;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Tests.Storage;

/// <summary>A published survey with the responses of a reference study and everything that keeps its moments; no server beside it.</summary>
internal sealed class LiveStudy : IAsyncDisposable
{
    private LiveStudy(TestDatabase test)
    {
        Test = test;
        Versions = new SurveyVersionStore(Database);
        Responses = new ResponseStore(Database, Versions);
        Store = new MomentsStore(Database, Versions);
        Builder = new MomentsBuilder(Database, Versions, Store);
    }

    public static ResponseTable Reference { get; } = ReferenceStudy.Responses("servqual");

    public static Questionnaire Questionnaire => Reference.Questionnaire;

    public TestDatabase Test { get; }

    public Database Database => Test.Database;

    public OrganisationId Organisation { get; } = new("bank");

    public string SurveyId { get; private set; } = "";

    public SurveyVersionStore Versions { get; }

    public ResponseStore Responses { get; }

    public MomentsStore Store { get; }

    public MomentsBuilder Builder { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The survey with the first responses of the reference study.</summary>
    public static async Task<LiveStudy> CreateAsync(string provider, int responses)
    {
        var study = new LiveStudy(await TestDatabase.CreateAsync(provider));
        await RespondStudy.AddOrganisationAsync(study.Database, study.Organisation);
        var surveys = new SurveyStore(study.Database, study.Versions, TimeProvider.System);
        var draft = new SurveyDraft { Questionnaire = Questionnaire, Settings = RespondStudy.Bilingual };
        (study.SurveyId, _) = await surveys.CreateAsync(study.Organisation, "bank", draft, null, Cancel);
        await surveys.PublishAsync(study.Organisation, study.SurveyId, 1, null, Cancel);
        if (responses > 0) await study.AddAsync(Enumerable.Range(0, responses).Select(row => study.Row(row)));
        return study;
    }

    /// <summary>Publishes a second version that asks the same in other words.</summary>
    public async Task PublishAgainAsync()
    {
        var surveys = new SurveyStore(Database, Versions, TimeProvider.System);
        var survey = (await surveys.FindAsync(Organisation, "bank", Cancel))!;
        var title = new LocalizedText([new("en", "Your bank"), new("fa", "بانک شما")]);
        var saved = await surveys.SaveDraftAsync(Organisation, SurveyId, survey.DraftRevision,
            survey.Draft with { Questionnaire = survey.Draft.Questionnaire with { Title = title } }, "bank", null, null, null, Cancel);
        Assert.Equal(2, (await surveys.PublishAsync(Organisation, SurveyId, saved.Revision, null, Cancel)).Version);
    }

    /// <summary>A response of the reference study as a row.</summary>
    public ResponseRow Row(int place, string? id = null) => ResponseEncoding.ToRow(
        Reference.GetResponse(place) with { Id = id ?? $"r{place}" }, Questionnaire, Organisation, SurveyId, 1, isTest: false, DateTimeOffset.UnixEpoch);

    public Task AddAsync(IEnumerable<ResponseRow> rows) =>
        Database.TransactAsync((connection, transaction) => Responses.AddManyAsync(connection, transaction, Organisation, SurveyId, rows, Cancel), Cancel);

    /// <summary>Starts a transaction that adds responses and lets the caller decide when it is committed.</summary>
    public async Task<SlowWriter> BeginAsync(IEnumerable<ResponseRow> rows)
    {
        var connection = await Database.OpenAsync(Cancel);
        var transaction = await connection.BeginTransactionAsync(Cancel);
        await Responses.AddManyAsync(connection, transaction, Organisation, SurveyId, rows, Cancel);
        return new SlowWriter(connection, transaction);
    }

    public Task BuildAsync() => Builder.BuildAsync(Organisation, SurveyId, null, Cancel);

    public Task<int> FoldAsync() => Store.FoldAsync(Organisation, SurveyId, Cancel);

    /// <summary>What a page would show of all complete responses, or of a segment: stored moments and changes since.</summary>
    public async Task<SegmentMoments> ReadAsync(Segment? segment = null, bool includePartial = false)
    {
        await using var reading = await Store.ReadAsync(Organisation, SurveyId, Cancel);
        Assert.True(reading.IsBuilt);
        return (await reading.MomentsAsync(Questionnaire, [1], includePartial, segment ?? Segment.All, Cancel))!;
    }

    /// <summary>The number of entries in the change log.</summary>
    public async Task<int> LoggedAsync()
    {
        await using var reading = await Store.ReadAsync(Organisation, SurveyId, Cancel);
        return reading.ChangeIds.Count;
    }

    /// <summary>Holds everything that is stored against the responses.</summary>
    public async Task VerifyAsync() => Assert.Empty((await Builder.VerifyAsync(Organisation, SurveyId, null, Cancel))!);

    public ValueTask DisposeAsync() => Test.DisposeAsync();

    /// <summary>A transaction under way.</summary>
    internal sealed class SlowWriter(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        public Task CommitAsync() => transaction.CommitAsync(Cancel);

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
