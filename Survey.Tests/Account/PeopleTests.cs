using System.Net;
using AngleSharp.Html.Dom;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Account;

public sealed class PeopleTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task An_invited_person_joins_with_the_given_role_and_the_link_works_once(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var administrator = await app.SignInAsync();
        var invited = await InviteAsync(administrator, "bob@example.org", Roles.Viewer);
        var link = LinkOn(invited);

        using var bob = app.NewBrowser();
        var page = await bob.OpenAsync(link);
        var answer = await bob.PostAsync(page, "main form", ("Input.Password.First", "bob's long password"), ("Input.Password.Second", "bob's long password"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var account = await app.Service<AccountStore>().FindByEmailAsync("bob@example.org", Cancel);
        Assert.Equal((Roles.Viewer, "Bob"), (account!.Role, account.DisplayName));
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.OpenAsync("/people")).Status);

        using var eve = app.NewBrowser();
        Assert.Equal(HttpStatusCode.Gone, (await eve.OpenAsync(link)).Status);
        Assert.Contains("Bob", (await administrator.OpenAsync("/people")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_can_be_renewed_and_revoked()
    {
        await using var app = await SurveyApp.StartAsync();
        using var administrator = await app.SignInAsync();
        using var guest = app.NewBrowser();
        var first = LinkOn(await InviteAsync(administrator, "bob@example.org", Roles.Manager));
        Assert.Equal(HttpStatusCode.BadRequest, (await InviteAsync(administrator, "BOB@example.org", Roles.Manager)).Status);

        var people = await administrator.OpenAsync("/people");
        var renewed = await administrator.SubmitAsync(people, "main form", ("renew", Button(people, "renew")));
        var second = LinkOn(renewed);
        Assert.Equal(HttpStatusCode.Gone, (await guest.OpenAsync(first)).Status);
        Assert.Equal(HttpStatusCode.OK, (await guest.OpenAsync(second)).Status);

        var revoked = await administrator.SubmitAsync(renewed, "main form", ("revoke", Button(renewed, "revoke")));
        Assert.Equal("/people?done=revoked", revoked.Address.PathAndQuery);
        Assert.Equal(HttpStatusCode.Gone, (await guest.OpenAsync(second)).Status);
    }

    [Theory, EveryDatabase]
    public async Task A_reset_link_sets_a_new_password_once_and_replaces_earlier_ones(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var administrator = await app.SignInAsync();
        var bob = await app.AddAccountAsync(Roles.Manager, "bob@example.org");
        using var session = await app.SignInAsAsync(bob.Email);
        var person = await administrator.OpenAsync($"/people/{bob.AccountId}");
        var first = LinkOn(await administrator.SubmitAsync(person, "form:nth-of-type(2)"));
        var second = LinkOn(await administrator.SubmitAsync(person, "form:nth-of-type(2)"));

        using var browser = app.NewBrowser();
        Assert.Equal(HttpStatusCode.Gone, (await browser.OpenAsync(first)).Status);
        var page = await browser.OpenAsync(second);
        var answer = await browser.PostAsync(page, "main form", ("Input.First", "a brand new password"), ("Input.Second", "a brand new password"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/account")).Status);
        Assert.Equal("/sign-in", (await session.OpenAsync("/account")).Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.Gone, (await browser.OpenAsync(second)).Status);
    }

    [Fact]
    public async Task A_disabled_person_is_out_at_once_and_a_new_role_holds_at_once()
    {
        await using var app = await SurveyApp.StartAsync();
        using var administrator = await app.SignInAsync();
        var bob = await app.AddAccountAsync(Roles.Viewer, "bob@example.org");
        using var session = await app.SignInAsAsync(bob.Email);
        Assert.Equal(HttpStatusCode.Forbidden, (await session.OpenAsync("/settings")).Status);

        var person = await administrator.OpenAsync($"/people/{bob.AccountId}");
        await administrator.SubmitAsync(person, "form:has(#role)", ("Role", Roles.Administrator));
        Assert.Equal(HttpStatusCode.OK, (await session.OpenAsync("/settings")).Status);

        await administrator.SubmitAsync(person, "form#state", ("State", "disable"));
        Assert.Equal("/sign-in", (await session.OpenAsync("/settings")).Address.AbsolutePath);
        using var again = app.NewBrowser();
        var refused = await again.PostAsync(await again.OpenAsync("/sign-in"), "main form", ("Input.Email", bob.Email), ("Input.Password", SurveyApp.Password));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task The_last_administrator_keeps_the_role_and_the_account()
    {
        await using var app = await SurveyApp.StartAsync();
        var ada = await app.AddAccountAsync(Roles.Administrator, "ada@example.org");
        using var browser = await app.SignInAsAsync(ada.Email);
        var person = await browser.OpenAsync($"/people/{ada.AccountId}");
        var demoted = await browser.SubmitAsync(person, "form:has(#role)", ("Role", Roles.Viewer));
        Assert.Equal(HttpStatusCode.BadRequest, demoted.Status);
        Assert.Contains("last active administrator", demoted.Text, StringComparison.Ordinal);
        var disabled = await browser.SubmitAsync(person, "form#state", ("State", "disable"));
        Assert.Equal(HttpStatusCode.BadRequest, disabled.Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.OpenAsync("/people")).Status);
    }

    [Theory, EveryDatabase]
    public async Task Two_administrators_who_dismiss_each_other_at_once_leave_one(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var organisation = (await app.OrganisationAsync()).Id;
        var store = app.Service<AccountStore>();
        for (var round = 0; round < 10; round++)
        {
            var first = await app.AddAccountAsync(Roles.Administrator, $"first{round}@example.org");
            var second = await app.AddAccountAsync(Roles.Administrator, $"second{round}@example.org");
            foreach (var other in (await store.ListAsync(organisation, Cancel)).Where(account => account.AccountId != first.AccountId && account.AccountId != second.AccountId))
                await store.SetRoleAsync(organisation, other.AccountId, Roles.Viewer, Cancel);
            var done = await Task.WhenAll(
                Task.Run(() => store.DisableAsync(organisation, first.AccountId, "stamp", Cancel), Cancel),
                Task.Run(() => store.SetRoleAsync(organisation, second.AccountId, Roles.Viewer, Cancel), Cancel));
            Assert.Single(done, true);
            Assert.True(await store.HasAdministratorAsync(organisation, Cancel));
        }
    }

    [Theory, EveryDatabase]
    public async Task An_administrator_reaches_nothing_of_another_organisation(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var own = (await app.OrganisationAsync()).Id;
        var other = new Organisation { OrganisationId = Guid.CreateVersion7().ToString("N"), Name = "Other", CreatedAt = DateTimeOffset.UtcNow };
        await app.Service<OrganisationStore>().AddAsync(other, Cancel);
        var bob = await app.AddAccountAsync(Roles.Manager, "bob@example.org", other.Id);
        await app.AddAccountAsync(Roles.Administrator, "chief@example.org", other.Id);
        var invitation = LinkOn(await InviteAsync(await app.SignInAsAsync("chief@example.org"), "guest@example.org", Roles.Viewer));
        var invitationHash = (await app.Service<AccountLinkStore>().InvitationsAsync(other.Id, Cancel)).Single().TokenHash;

        using var browser = await app.SignInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.OpenAsync($"/people/{bob.AccountId}")).Status);
        var people = await browser.OpenAsync("/people");
        Assert.DoesNotContain("bob@example.org", people.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("guest@example.org", people.Text, StringComparison.Ordinal);
        await browser.PostAsync(people, "main form", ("revoke", invitationHash));
        await browser.PostAsync(people, "main form", ("renew", invitationHash));
        using var guest = app.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await guest.OpenAsync(invitation)).Status);

        var (accounts, links) = (app.Service<AccountStore>(), app.Service<AccountLinkStore>());
        Assert.Null(await accounts.FindAsync(own, bob.AccountId, Cancel));
        Assert.DoesNotContain(await accounts.ListAsync(own, Cancel), account => account.AccountId == bob.AccountId);
        Assert.False(await accounts.SetRoleAsync(own, bob.AccountId, Roles.Administrator, Cancel));
        Assert.False(await accounts.DisableAsync(own, bob.AccountId, "stamp", Cancel));
        Assert.False(await accounts.EnableAsync(own, bob.AccountId, Cancel));
        Assert.False(await accounts.RenameAsync(own, bob.AccountId, "Mallory", Cancel));
        Assert.False(await accounts.SetPasswordAsync(own, bob.AccountId, "hash", "stamp", Cancel));
        Assert.False(await links.RevokeInvitationAsync(own, invitationHash, Cancel));
        Assert.Null(await links.ReissueInvitationAsync(own, invitationHash, "new", DateTimeOffset.UtcNow.AddDays(1), Cancel));
        Assert.Empty(await links.InvitationsAsync(own, Cancel));
        await links.DeleteOutdatedAsync(own, DateTimeOffset.UtcNow.AddYears(1), Cancel);
        Assert.Single(await links.InvitationsAsync(other.Id, Cancel));
        Assert.Equal(bob with { }, await accounts.FindAsync(other.Id, bob.AccountId, Cancel) is { } found ? found with { CreatedAt = bob.CreatedAt, SignedInAt = bob.SignedInAt } : null);
    }

    [Theory]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Manager)]
    public async Task Only_administrators_see_people_and_settings(string role)
    {
        await using var app = await SurveyApp.StartAsync();
        using var browser = await app.SignInAsync(role);
        foreach (var address in new[] { "/people", "/people/invite", "/settings" })
        {
            var page = await browser.OpenAsync(address);
            Assert.Equal(HttpStatusCode.Forbidden, page.Status);
            Assert.Equal("You do not have access to this page", page.Title);
        }

        Assert.Null((await browser.OpenAsync("/account")).Document.QuerySelector("a[href='/people']"));
    }

    [Theory, EveryDatabase]
    public async Task Settings_are_kept_and_wrong_ones_refused_with_what_was_typed(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        using var browser = await app.SignInAsync();
        var page = await browser.OpenAsync("/settings");
        var refused = await browser.SubmitAsync(page, "main form", ("Input.Name", "Nordbank"), ("Input.TimeZone", "Atlantis/Deep"), ("Input.MinimumGroup", "0"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("Atlantis/Deep", ((IHtmlInputElement)refused.Document.QuerySelector("#organisation-time-zone")!).Value);
        Assert.Equal(2, refused.Document.QuerySelectorAll(".error-summary li").Length);
        var saved = await browser.SubmitAsync(refused, "main form", ("Input.TimeZone", "Europe/Berlin"), ("Input.MinimumGroup", "۷"), ("Input.FirstDayOfWeek", "6"), ("Input.Calendar", "jalali"));
        Assert.Equal("/settings?done=saved", saved.Address.PathAndQuery);
        var organisation = await app.OrganisationAsync();
        Assert.Equal(("Nordbank", "Europe/Berlin", 7, 6, "jalali"), (organisation.Name, organisation.TimeZone, organisation.MinimumGroup, organisation.FirstDayOfWeek, organisation.Calendar));
    }

    private static async Task<TestPage> InviteAsync(TestBrowser administrator, string email, string role) => await administrator.SubmitAsync(
        await administrator.OpenAsync("/people/invite"), "main form", ("Input.DisplayName", "Bob"), ("Input.Email", email), ("Input.Role", role));

    private static string LinkOn(TestPage page) =>
        new Uri((page.Document.QuerySelector("#one-time-link") as IHtmlInputElement)?.Value ?? throw new InvalidOperationException(page.Html)).PathAndQuery;

    private static string Button(TestPage page, string name) => page.Document.QuerySelector($"main form button[name={name}]")!.GetAttribute("value")!;
}
