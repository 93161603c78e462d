using Survey.Tests.Support;

namespace Survey.Tests.Respond;

/// <summary>A link may say how a response came, and where; nobody can make it say more than that.</summary>
public sealed class ChannelLinkTests
{
    [Theory, EveryDatabase]
    public async Task A_response_bears_the_channel_and_the_branch_of_its_link(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { LinkAttributes = ["branch"] });
        using var respondent = new Respondent(app, study.Slug);

        var page = await respondent.BeginAsync("?branch=shiraz&via=desk-3");

        Assert.Null(page.Document.QuerySelector("[name=t0]"));
        var stored = Assert.Single(await study.StoredAsync(app)).Response;
        Assert.Equal(("desk-3", "shiraz"), (stored.Channel, stored.Attributes[0]));
    }

    [Fact]
    public async Task Choosing_another_language_keeps_the_channel()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.OpenAsync(query: "?via=qr");
        var persian = await respondent.Browser.OpenAsync(start.Document.QuerySelector(".languages a[lang=fa]")!.GetAttribute("href")!);

        await respondent.PressAsync(persian, "next");

        Assert.Equal("qr", Assert.Single(await study.StoredAsync(app)).Response.Channel);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("phone")]
    [InlineData("kiosk")]
    [InlineData("QR!")]
    [InlineData("=1+1")]
    public async Task What_no_link_may_claim_is_the_web(string label)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);

        await respondent.PressAsync(await respondent.OpenAsync(), "next", ("via", label));

        Assert.Equal("web", Assert.Single(await study.StoredAsync(app)).Response.Channel);
    }

    [Fact]
    public async Task A_value_that_the_attribute_does_not_have_is_not_taken_from_a_link()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await RespondStudy.PublishAsync(app, settings: RespondStudy.Bilingual with { LinkAttributes = ["branch"] });
        using var respondent = new Respondent(app, study.Slug);

        var page = await respondent.PressAsync(await respondent.OpenAsync(query: "?branch=shiraz"), "next", ("l0", "mars"));

        Assert.NotNull(page.Document.QuerySelector("[name=t0]"));
        Assert.Null(Assert.Single(await study.StoredAsync(app)).Response.Attributes[0]);
    }
}
