using System.Collections.Immutable;
using System.Net;
using Dapper;
using Survey.Tests.Support;
using Survey.Web.Features.Inviting;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

/// <summary>Surveys that are answered by invitation: an access code opens them once, whoever comes from wherever, and nothing leads from it to the answers.</summary>
public sealed class InvitationTests
{
    private static readonly SurveySettings ByToken = RespondStudy.Bilingual with { Duplicates = DuplicateControl.Token };
    private static readonly SurveySettings ByIdentity = RespondStudy.Bilingual with { Duplicates = DuplicateControl.Identity };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task An_invitation_is_used_once_and_leads_nowhere_then(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: ByToken);
        var access = Assert.Single(await InviteAsync(app, study, new InvitedPerson("Sara", "fa", """{"branch":"shiraz"}""")));
        using var sara = new Respondent(app, study.Slug);

        Assert.Equal("This survey is open by invitation", (await sara.OpenAsync()).Title);
        Assert.Equal("This survey is open by invitation", (await sara.OpenAsync(query: "?access=BBBB-BBBB-BBBB-BBBB")).Title);
        var start = await sara.OpenAsync(query: access);
        Assert.Equal("fa", start.Document.DocumentElement.GetAttribute("lang"));
        // Looking at the link uses nothing: programs that look into letters for people do so.
        Assert.Equal(Invitation.Unused, (await OnlyAsync(app, study)).State);
        await sara.PressAsync(start, "next");
        var begun = await OnlyAsync(app, study);
        Assert.Equal(Invitation.Started, begun.State);
        await sara.PressAsync(await sara.OpenAsync("review"), "submit");

        var used = await OnlyAsync(app, study);
        Assert.Equal((Invitation.Used, null, null), (used.State, used.SealedSecret, used.ReturnHash));
        var response = Assert.Single(await study.StoredAsync(app));
        Assert.True(response.IsComplete);
        Assert.Equal("shiraz", response.Response.Attributes[0]);
        Assert.Empty(response.Response.Further);
        Assert.DoesNotContain(response.Response.Id, new[] { begun.TokenHash, begun.ReturnHash });
        using var other = new Respondent(app, study.Slug);
        Assert.Equal("This invitation has been used", (await other.OpenAsync(query: access + "&lang=en")).Title);
        Assert.EndsWith("/receipt", (await sara.OpenAsync(query: access)).Address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task Two_devices_with_one_code_at_once_give_one_response(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: ByToken);
        var links = await InviteAsync(app, study, [.. Enumerable.Range(0, 4).Select(_ => new InvitedPerson(null, null, null))]);
        using var devices = new Devices([.. links.SelectMany(link => Enumerable.Range(0, 5).Select(_ => (link, new Respondent(app, study.Slug))))]);
        var starts = new List<(Respondent Device, TestPage Page)>();
        foreach (var (link, device) in devices.All) starts.Add((device, await device.OpenAsync(query: link)));

        var answers = await Task.WhenAll(starts.Select(start => start.Device.PostAsync(start.Page, "next")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(4, (await study.StoredAsync(app)).Count);
        // All five devices of a person go on with the one response.
        foreach (var (_, device) in devices.All) Assert.Equal(HttpStatusCode.OK, (await device.OpenAsync("review")).Status);
        await Task.WhenAll(devices.All.Select(async one => await one.Device.PressAsync(await one.Device.OpenAsync("review"), "submit")));
        Assert.Equal(4, (await study.StoredAsync(app)).Count(response => response.IsComplete));
        Assert.Equal(new InvitationCounts(0, 0, 4, 0), await app.Service<InvitationStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Who_has_begun_comes_back_by_the_personal_link_on_another_device_even_after_the_survey_has_closed(string provider)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        await using var app = await SurveyApp.StartAsync(provider, clock);
        var study = await RespondStudy.PublishAsync(app, settings: ByToken, closesAt: clock.GetUtcNow().AddHours(1));
        var links = await InviteAsync(app, study, new InvitedPerson("a", null, null), new InvitedPerson("b", null, null));
        using var phone = new Respondent(app, study.Slug);
        await phone.PressAsync(await phone.OpenAsync(query: links[0]), "next");
        clock.Advance(TimeSpan.FromHours(2));
        await app.Service<InvitationStore>().RevokeAsync(study.Organisation, study.SurveyId, 1, Cancel);

        using var computer = new Respondent(app, study.Slug);
        var resumed = await computer.OpenAsync(query: links[0]);
        Assert.Equal(HttpStatusCode.OK, resumed.Status);
        await computer.PressAsync(await computer.OpenAsync("review"), "submit");

        Assert.True(Assert.Single(await study.StoredAsync(app)).IsComplete);
        using var late = new Respondent(app, study.Slug);
        Assert.Equal(HttpStatusCode.Gone, (await late.OpenAsync(query: links[1])).Status);
    }

    [Theory, EveryDatabase]
    public async Task What_was_taken_back_opens_nothing_and_what_was_withdrawn_stays_used(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: ByToken);
        var links = await InviteAsync(app, study, new InvitedPerson("a", null, null), new InvitedPerson("b", null, null));
        using var one = new Respondent(app, study.Slug);
        var early = await one.OpenAsync(query: links[0]);
        Assert.Equal(1, await app.Service<InvitationStore>().RevokeAsync(study.Organisation, study.SurveyId, 1, Cancel));

        Assert.Equal("This invitation was taken back", (await one.OpenAsync(query: links[0])).Title);
        Assert.Equal(HttpStatusCode.Forbidden, (await one.PostAsync(early, "next")).StatusCode);
        Assert.Empty(await study.StoredAsync(app));
        using var two = new Respondent(app, study.Slug);
        await two.PressAsync(await two.OpenAsync(query: links[1]), "next");
        await two.Browser.SubmitAsync(await two.OpenAsync("withdraw"), "main form");
        Assert.Equal("This invitation has been used", (await two.OpenAsync(query: links[1])).Title);
        Assert.Equal(new InvitationCounts(0, 0, 1, 1), await app.Service<InvitationStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Where_people_are_named_they_are_told_so_and_the_name_stands_with_the_response_until_it_is_withdrawn(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: ByIdentity);
        var link = Assert.Single(await InviteAsync(app, study, new InvitedPerson("customer 4711", null, null)));
        using var one = new Respondent(app, study.Slug);
        var start = await one.OpenAsync(query: link);
        Assert.Contains("not anonymous", start.Text, StringComparison.Ordinal);
        await one.PressAsync(start, "next");
        await one.PressAsync(await one.OpenAsync("review"), "submit");

        Assert.Equal(KeyValuePair.Create("invited", "customer 4711"), Assert.Single(Assert.Single(await study.StoredAsync(app)).Response.Further));
        await one.Browser.SubmitAsync(await one.OpenAsync("withdraw"), "main form");
        await using var connection = await app.Service<Database>().OpenAsync(Cancel);
        Assert.Null(await connection.ExecuteScalarAsync<string?>("select further from response where survey_id = @SurveyId", new { study.SurveyId }));
    }

    [Theory, EveryDatabase]
    public async Task A_beginning_that_is_sent_twice_is_one(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: ByToken);
        var link = Assert.Single(await InviteAsync(app, study, new InvitedPerson(null, null, null)));
        using var one = new Respondent(app, study.Slug);
        var start = await one.OpenAsync(query: link);
        await one.PostAsync(start, "next");

        Assert.Equal(HttpStatusCode.SeeOther, (await one.PostAsync(start, "next")).StatusCode);
        Assert.Single(await study.StoredAsync(app));
    }

    [Theory, EveryDatabase]
    public async Task A_manager_makes_codes_sees_them_once_and_takes_them_back(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: ByToken);
        using var manager = await app.SignInAsync(organisation: study.Organisation);
        var address = $"/surveys/{study.Slug}/invitations";
        var wrong = await manager.SubmitAsync(await manager.OpenAsync(address), "form:has(textarea)", ("list", "name,branch\nAli,Rome"));
        Assert.Contains("Line 2: “Rome” is none of the choices.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Rome", wrong.Document.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);

        var made = await manager.SubmitAsync(wrong, "form:has(textarea)", ("list", "name,branch\nAli,Tehran\nSara,shiraz"));
        var code = made.Document.QuerySelector(".link-card .mono")!.TextContent;
        var file = Convert.FromBase64String(made.Document.QuerySelector("a[download]")!.GetAttribute("href")!.Split(',')[1]);
        Assert.Contains($"1,\"Ali\",{code},{app.Address}s/{study.Slug}?access={code}", System.Text.Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        await manager.SubmitAsync(await manager.OpenAsync(address), "form:has(#number)", ("number", "۳"));
        var page = await manager.OpenAsync(address);
        Assert.DoesNotContain(code, page.Html, StringComparison.Ordinal);
        Assert.Equal(5, page.Document.QuerySelectorAll("tbody tr").Length);
        using var one = new Respondent(app, study.Slug);
        Assert.Equal(HttpStatusCode.OK, (await one.OpenAsync(query: "?access=" + code)).Status);
        await manager.SubmitAsync(page, "form:has(table)", ("serial", "1"));
        await manager.SubmitAsync(page, "form:has(table)", ("serial", "all"));
        Assert.Equal(new InvitationCounts(0, 0, 0, 5), await app.Service<InvitationStore>().CountsAsync(study.Organisation, study.SurveyId, Cancel));
        using var stranger = await app.SignInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.OpenAsync(address)).Status);
    }

    [Fact]
    public void A_list_names_people_languages_and_attributes_and_every_line_that_is_wrong()
    {
        var questionnaire = RespondStudy.Read("servqual");
        Assert.Equal(["Sara", "علی، رضایی"], InvitationList.Read("Sara\n\nعلی، رضایی\n", questionnaire, ["fa"]).People.Select(person => person.Label));
        var list = InvitationList.Read("name;language;branch\n\"Sara\";fa;شیراز\nAli;;tehran", questionnaire, ["fa"]);
        Assert.Empty(list.Problems);
        Assert.Equal([new("Sara", "fa", """{"branch":"shiraz"}"""), new("Ali", null, """{"branch":"tehran"}""")], list.People);
        Assert.Equal([(2, "ListLanguage"), (3, "ListOption"), (4, "ListNobody")],
            InvitationList.Read("name,language,branch\nA,de,\nB,,Rome\n,fa,tehran", questionnaire, ["fa"]).Problems.Select(problem => (problem.Line, problem.Text)));
        Assert.Equal("ListColumn", Assert.Single(InvitationList.Read("name,age\nA,4", questionnaire, ["fa"]).Problems).Text);
        Assert.Equal("ListEmpty", Assert.Single(InvitationList.Read(" \n", questionnaire, ["fa"]).Problems).Text);
    }

    [Fact]
    public void A_spreadsheet_takes_no_name_for_a_formula() =>
        Assert.Contains("1,\"'=1+1\"\"\",C,L", System.Text.Encoding.UTF8.GetString(NewInvitations.ToCsv([new(1, "=1+1\"", "C", "L")])), StringComparison.Ordinal);

    internal static async Task<ImmutableArray<string>> InviteAsync(SurveyApp app, RespondStudy study, params IReadOnlyList<InvitedPerson> people)
    {
        var survey = (await study.Surveys.FindAsync(study.Organisation, study.Slug, Cancel))!;
        var made = await NewInvitations.MakeAsync(app.Service<InvitationStore>(), survey, people, "https://example.org/", Cancel);
        return [.. made.Select(one => new Uri(one.Link).Query)];
    }

    private static async Task<Invitation> OnlyAsync(SurveyApp app, RespondStudy study) =>
        Assert.Single(await app.Service<InvitationStore>().ListAsync(study.Organisation, study.SurveyId, "", 0, 10, Cancel));

    private sealed record Devices((string Link, Respondent Device)[] All) : IDisposable
    {
        public void Dispose()
        {
            foreach (var (_, device) in All) device.Dispose();
        }
    }
}
