using System.Net;
using Dapper;
using Survey.Tests.Commands;
using Survey.Tests.Support;
using Survey.Web.Features.Inviting;
using Survey.Web.Features.Respond;
using Survey.Web.Platform;
using Survey.Web.Storage;
using Survey.Web.Storage.Anonymity;

namespace Survey.Tests.Respond;

/// <summary>What an anonymous survey keeps of people, and that whoever tries to re-identify them finds every leak that is planted.</summary>
public sealed class AnonymityTests
{
    private static readonly SurveySettings Anonymous = RespondStudy.Bilingual with { Duplicates = DuplicateControl.Token, IsAnonymous = true };

    private static readonly DateTimeOffset Evening = new(2026, 11, 23, 21, 47, 31, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task After_people_have_answered_nothing_leads_to_them_and_the_transactions_are_mixed(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider, new ManualClock(Evening));
        var study = await AnsweredAsync(app, 6);

        var before = await TryAsync(app, study);
        // On PostgreSQL the row of an invitation and that of its response bear the same transaction until they are mixed.
        Assert.Equal(provider == "postgresql" ? 6 : 0, Of(before, AttackKind.Bookkeeping).Identified);
        await app.Service<InvitationMixing>().MixAsync(Cancel);

        var after = await TryAsync(app, study);
        Assert.Empty(after.Attacks.Where(attack => attack.Identified > 0 || attack.Narrowed > 0));
        Assert.True(after.IsPromised);
        Assert.Equal((6, 7), (after.Responses, after.Invitations));
        Assert.Equal(new InvitationCounts(1, 0, 6, 0), await app.Service<InvitationStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel));
        // In Tehran it is past midnight, and of the day only noon is kept.
        foreach (var stored in await study.StoredAsync(app))
            Assert.Equal((new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero)),
                (stored.Response.Started, stored.UpdatedAt));
    }

    [Theory, EveryDatabase]
    public async Task Every_planted_leak_is_found(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider, new ManualClock(Evening));
        var study = await AnsweredAsync(app, 6);
        await app.Service<InvitationMixing>().MixAsync(Cancel);
        await using var connection = await app.Service<Database>().OpenAsync(Cancel);
        var ids = (await study.StoredAsync(app)).Select(stored => stored.Response.Id).Order(StringComparer.Ordinal).ToList();

        await FindsAsync(AttackKind.Name, "update response set further = @Text where response_id = @Id", new { Id = ids[0], Text = """[["customer","person 3"]]""" });
        await FindsAsync(AttackKind.Token, "update response set further = (select '[[\"x\",\"' || min(token_hash) || '\"]]' from invitation) where response_id = @Id", new { Id = ids[0] });
        await FindsAsync(AttackKind.Token, "update invitation set return_hash = 'left' where token_hash = (select min(token_hash) from invitation where state = 'used')", null);
        await FindsAsync(AttackKind.Time, "update response set submitted_at = @At where response_id = @Id", new { Id = ids[1], At = Evening });
        await FindsAsync(AttackKind.Address, "update response set further = @Text where response_id = @Id", new { Id = ids[0], Text = """[["from","192.0.2.17"]]""" });
        await FindsAsync(AttackKind.Address, "update response set further = @Text where response_id = @Id", new { Id = ids[0], Text = """[["from","Mozilla/5.0"]]""" });
        await FindsAsync(AttackKind.Comment, "update response set comment = @Text where response_id = @Id", new { Id = ids[2], Text = "Please call ۰۹۱۲ ۳۴۵ ۶۷۸۹" });
        await FindsAsync(AttackKind.Comment, "update response set comment = @Text where response_id = @Id", new { Id = ids[2], Text = "I am person 2." });
        await FindsAsync(AttackKind.Cell, "update response set attributes = @Text where response_id = @Id", new { Id = ids[3], Text = """{"branch":"tehran"}""" });
        await FindsAsync(AttackKind.Receipt, "update response set receipt_hash = @Text where response_id = @Id", new { Id = ids[4], Text = OpeningCode.OfReceipt(study.SurveyId, ids[4]).Hash });
        await connection.ExecuteAsync("alter table invitation add column used_at text");
        var found = Of(await TryAsync(app, study), AttackKind.Column);
        Assert.Equal((1, "invitation.used_at"), (found.Identified, found.Detail));

        // Each leak is planted in a transaction of its own that is undone afterwards by writing back what was there.
        async Task FindsAsync(AttackKind kind, string sql, object? values)
        {
            await connection.ExecuteAsync("create table kept_response as select * from response");
            await connection.ExecuteAsync("create table kept_invitation as select * from invitation");
            Assert.Equal(0, Of(await TryAsync(app, study), kind).Identified);
            Assert.Equal(1, await connection.ExecuteAsync(sql, values));
            Assert.True(Of(await TryAsync(app, study), kind).Identified > 0, kind.ToString());
            await connection.ExecuteAsync("delete from response");
            await connection.ExecuteAsync("delete from invitation");
            await connection.ExecuteAsync("insert into response select * from kept_response");
            await connection.ExecuteAsync("insert into invitation select * from kept_invitation order by token_hash");
            await connection.ExecuteAsync("drop table kept_response");
            await connection.ExecuteAsync("drop table kept_invitation");
        }
    }

    [Theory, EveryDatabase]
    public async Task Who_is_the_only_one_invited_with_certain_attributes_is_found(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: Anonymous);
        var links = await InvitationTests.InviteAsync(app, study, new InvitedPerson("a", null, """{"branch":"tehran"}"""), new InvitedPerson("b", null, """{"branch":"shiraz"}"""));
        foreach (var link in links) await AnswerAsync(app, study, link);

        var result = await TryAsync(app, study);
        Assert.Equal(2, Of(result, AttackKind.InvitedCell).Identified);
        Assert.Equal(2, Of(result, AttackKind.Cell).Identified);
    }

    [Theory, EveryDatabase]
    public async Task The_command_and_the_page_say_what_was_tried_and_whether_it_led_to_somebody(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await AnsweredAsync(app, 5);
        await app.Service<InvitationMixing>().MixAsync(Cancel);
        var fine = await CommandRun.OfAsync("anonymity", study.Slug, "--database", app.Database.Options.ConnectionString);
        Assert.Equal((0, ""), (fine.Status, fine.Error));
        Assert.Contains("With 5 responses and 6 invitations, nobody could be recognised", fine.Output, StringComparison.Ordinal);

        await using (var connection = await app.Service<Database>().OpenAsync(Cancel))
            await connection.ExecuteAsync("update response set comment = 'me@example.org' where response_id = (select min(response_id) from response)");

        var found = await CommandRun.OfAsync("anonymity", study.Slug, "--language", "fa", "--database", app.Database.Options.ConnectionString);
        Assert.Equal((1, "از ۵ پاسخ و ۶ دعوت‌نامه، کسی قابل شناسایی بود"), (found.Status, found.Error.Trim()));
        Assert.Contains("۱ نظر یکی از این‌ها را دارند", found.Output, StringComparison.Ordinal);
        using var manager = await app.SignInAsync(organisation: study.Organisation);
        var page = await manager.SubmitAsync(await manager.OpenAsync($"/surveys/{study.Slug}/anonymity"), "main form");
        Assert.Contains("Of 5 responses and 6 invitations, somebody could be recognised", page.Text, StringComparison.Ordinal);
        Assert.Equal(Enum.GetValues<AttackKind>().Length, page.Document.QuerySelectorAll("tbody tr").Length);
    }

    [Fact]
    public async Task Under_a_promise_people_are_told_late_pages_and_corrections_are_taken_and_the_promise_stays()
    {
        var clock = new ManualClock(Evening);
        await using var app = await SurveyApp.StartAsync(time: clock);
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { IsAnonymous = true, CorrectionDays = 1 });
        using var one = new Respondent(app, study.Slug);
        var start = await one.OpenAsync(query: "?lang=en");
        Assert.Contains("Anonymous: of the time only the day is stored", start.Text, StringComparison.Ordinal);
        var first = await one.PressAsync(start, "next");
        await one.PressAsync(await one.OpenAsync("review"), "submit");
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.SeeOther, (await one.PostAsync(first, "next", ("t0", "tehran"))).StatusCode);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(HttpStatusCode.OK, (await one.OpenAsync("answers/about")).Status);

        using var manager = await app.SignInAsync(organisation: study.Organisation);
        await manager.SubmitAsync(await manager.OpenAsync($"/surveys/{study.Slug}/edit"), "#survey", ("anonymous", "no"), ("do", "save"));
        var refused = await manager.OpenAsync($"/surveys/{study.Slug}/publish");
        Assert.Contains("the promise cannot be taken back", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_a_program_sent_an_anonymous_response_stays_known_without_its_times()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { IsAnonymous = true });
        using var program = new Respondent(app, study.Slug);
        await program.AnswerAllAsync(await program.BeginAsync());

        var stored = Assert.Single(await study.StoredAsync(app)).Response;
        Assert.Equal(CoarseTime.TooFast, stored.Submitted - stored.Started);
        Assert.Equal(0, Of(await TryAsync(app, study), AttackKind.Time).Identified);
    }

    private static async Task<RespondStudy> AnsweredAsync(SurveyApp app, int people)
    {
        var study = await RespondStudy.PublishAsync(app, settings: Anonymous);
        var links = await InvitationTests.InviteAsync(app, study, [.. Enumerable.Range(1, people + 1).Select(k => new InvitedPerson($"person {k}", null, null))]);
        foreach (var link in links.Take(people)) await AnswerAsync(app, study, link);
        return study;
    }

    private static async Task AnswerAsync(SurveyApp app, RespondStudy study, string link)
    {
        using var one = new Respondent(app, study.Slug);
        await one.PressAsync(await one.OpenAsync(query: link), "next");
        await one.PressAsync(await one.OpenAsync("review"), "submit");
    }

    private static Task<Reidentification> TryAsync(SurveyApp app, RespondStudy study) =>
        new ReidentificationTest(app.Service<Database>(), app.Service<SurveyVersionStore>()).TryAsync(study.Organisation, study.SurveyId, Cancel);

    private static Attack Of(Reidentification result, AttackKind kind) => result.Attacks.Single(attack => attack.Kind == kind);
}
