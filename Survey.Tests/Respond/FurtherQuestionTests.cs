using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Support;

namespace Survey.Tests.Respond;

public sealed class FurtherQuestionTests
{
    [Theory, EveryDatabase]
    public async Task Every_kind_of_question_is_answered_without_script_and_stored_in_one_form(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await QuestionStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var about = await respondent.BeginAsync("?lang=en");

        var start = await respondent.PressAsync(about, "next", ("t0", "shiraz"));
        Assert.Contains("How often were you in Shiraz?", start.Text, StringComparison.Ordinal);
        var page = await respondent.PressAsync(start, "next", ("q0", "12.50"), ("q1", "card"), ("q1", "loan"));
        page = await ThroughAsync(respondent, page, "reliability");
        page = await respondent.PressAsync(page, "next", Ranking(page, "2", "1", ""));
        page = await ThroughAsync(respondent, page, "overall", "2");
        Assert.NotNull(page.Document.QuerySelector("#q3"));
        page = await respondent.PressAsync(page, "next", ("q3", "It took\nlong"), ("q4", "2026-03-21"), ("q5", "9"));
        var receipt = await respondent.PressAsync(page, "submit");

        Assert.Equal("Thank you", receipt.Title);
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.True(stored.IsComplete);
        Assert.Equal(
            [new("visits", "12.5"), new("services", "loan card"), new("order", "time price"), new("why", "It took\nlong"), new("last", "2026-03-21"), new("again", "9")],
            stored.Response.Further);
    }

    [Fact]
    public async Task Who_came_once_is_not_asked_the_dimension_of_those_who_came_again()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.PressAsync(await respondent.PressAsync(await respondent.BeginAsync(), "next"), "next", ("q0", "1"));
        Assert.Contains("Step 3 of 10", page.Text, StringComparison.Ordinal);

        page = await ThroughAsync(respondent, page, "reliability");
        page = await respondent.PressAsync(page, "next", Ranking(page, "1", "2", "3"));
        var seen = new List<string>();
        page = await ThroughAsync(respondent, page, "overall", "6", seen);

        Assert.DoesNotContain("Assurance", seen);
        Assert.Null(page.Document.QuerySelector("#q3"));
        Assert.Equal(HttpStatusCode.OK, (await respondent.PressAsync(await respondent.PressAsync(page, "next"), "submit")).Status);
        var stored = Assert.Single(await study.StoredAsync(app));
        var questionnaire = QuestionStudy.With(RespondStudy.Read("servqual"));
        var assurance = questionnaire.Items.Select((item, k) => (item, k)).Where(one => questionnaire.Dimensions.Single(dimension => dimension.Id == "assurance").Items.Contains(one.item)).Select(one => one.k).ToList();
        Assert.All(assurance, place => Assert.Equal((AnswerCode.NotSeen, AnswerCode.NotSeen), (stored.Response.Answers[place], stored.Response.Answers[22 + place])));
        Assert.Equal(22 - assurance.Count, stored.Response.Answers.Take(22).Count(AnswerCode.IsAnswer));
    }

    [Fact]
    public async Task A_changed_mind_finds_its_answers_again_until_the_response_counts()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.PressAsync(await respondent.BeginAsync(), "next");
        var page = await respondent.PressAsync(start, "next", ("q0", "5"));
        page = await ThroughAsync(respondent, page, "reliability");
        page = await respondent.PressAsync(page, "next", Ranking(page, "1", "2", "3"));
        page = await ThroughAsync(respondent, page, "overall", "2");
        await respondent.PressAsync(page, "next", ("q3", "Because"));

        page = await respondent.PressAsync(await respondent.OpenAsync("q0"), "to:overall", ("q0", "1"));
        Assert.Equal("/s/bank/q0", new Uri((await respondent.OpenAsync("d4")).Address.ToString()).AbsolutePath.Replace("review", "q0", StringComparison.Ordinal));
        await respondent.PressAsync(await respondent.OpenAsync("q0"), "next", ("q0", "4"));
        Assert.Equal("2", Respondent.Checked(await respondent.OpenAsync("overall"), "o0"));
        Assert.NotNull(Respondent.Checked(await respondent.OpenAsync("d4"), "a13"));

        await respondent.PressAsync(await respondent.OpenAsync("overall"), "next", ("o0", "7"));
        await respondent.PressAsync(await respondent.OpenAsync("review"), "submit");
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.DoesNotContain(stored.Response.Further, column => column.Key == "why");
    }

    [Theory]
    [InlineData("q0", "many", "Please write a number")]
    [InlineData("q0", "367", "Please write a number")]
    [InlineData("q1", "gold", "The answer cannot be read")]
    public async Task What_cannot_be_read_is_said_beside_a_link_and_stays_as_typed(string field, string text, string expected)
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.PressAsync(await respondent.BeginAsync(), "next");

        var again = await respondent.PressAsync(start, "next", (field, text));

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains(expected, again.Document.QuerySelector($"#problem a[href='#{field}']")!.TextContent, StringComparison.Ordinal);
        if (field == "q0") Assert.Equal(text, again.Document.QuerySelector<IHtmlInputElement>("#q0")!.Value);
    }

    [Fact]
    public async Task A_needed_answer_holds_the_page_and_the_submission_and_an_open_one_is_asked_for_once()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var start = await respondent.PressAsync(await respondent.BeginAsync(), "next");
        var asked = await respondent.PressAsync(start, "next");
        Assert.NotNull(asked.Document.QuerySelector("#ask"));
        var page = await respondent.PressAsync(asked, "next");
        page = await ThroughAsync(respondent, page, "reliability");

        var twice = await respondent.PressAsync(page, "next", Ranking(page, "1", "1", ""));
        Assert.Contains("Please give every place once", twice.Text, StringComparison.Ordinal);
        var held = await respondent.PressAsync(page, "next");
        Assert.Equal(HttpStatusCode.BadRequest, held.Status);
        Assert.NotNull(held.Document.QuerySelector("#problem a[href='#q2']"));
        var refused = await respondent.PressAsync(await respondent.OpenAsync("review"), "submit");
        Assert.EndsWith("/s/bank/q2", refused.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector("#problem a[href='#q2']"));
        Assert.False(Assert.Single(await study.StoredAsync(app)).IsComplete);
    }

    [Fact]
    public async Task Days_and_numbers_are_read_and_shown_as_Persian_writes_them()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug, "fa");
        var start = await respondent.PressAsync(await respondent.BeginAsync("?lang=fa"), "next");
        await respondent.PressAsync(start, "next", ("q0", "۱۲٫۵"));
        var end = await respondent.OpenAsync("questions");
        await respondent.PressAsync(end, "next", ("q4", "۱۴۰۵/۱/۱"));

        Assert.Equal("۱۲٫۵", (await respondent.OpenAsync("q0")).Document.QuerySelector<IHtmlInputElement>("#q0")!.Value);
        Assert.Equal("۱۴۰۵/۰۱/۰۱", (await respondent.OpenAsync("questions")).Document.QuerySelector<IHtmlInputElement>("#q4")!.Value);
        Assert.Equal([new("visits", "12.5"), new("last", "2026-03-21")], Assert.Single(await study.StoredAsync(app)).Response.Further);
    }

    [Fact]
    public async Task Each_respondent_sees_the_items_of_a_dimension_in_an_order_of_their_own_that_stays()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await QuestionStudy.PublishAsync(app, hasRandomOrder: true);
        var orders = new HashSet<string>();
        for (var k = 0; k < 6; k++)
        {
            using var respondent = new Respondent(app, study.Slug);
            var start = await respondent.PressAsync(await respondent.BeginAsync(), "next");
            var page = await respondent.PressAsync(start, "next", ("q0", "1"));
            var order = string.Join(' ', page.Document.QuerySelectorAll("fieldset.card").Select(card => card.Id));
            Assert.Equal(order, string.Join(' ', (await respondent.OpenAsync("d1")).Document.QuerySelectorAll("fieldset.card").Select(card => card.Id)));
            Assert.Equal(["1", "2", "3", "4"], page.Document.QuerySelectorAll("[data-position]").Select(number => number.TextContent.Replace("Statement", "", StringComparison.Ordinal).Trim()));
            Assert.Equal(["i1", "i2", "i3", "i4"], order.Split(' ').Order(StringComparer.Ordinal));
            orders.Add(order);
        }
        Assert.True(orders.Count > 1);
    }

    [Fact]
    public void The_drawn_order_is_a_permutation_in_which_every_item_comes_to_every_place()
    {
        var counts = new int[5, 5];
        for (var k = 0; k < 5_000; k++)
        {
            var order = PresentationOrder.Of(Guid.CreateVersion7().ToString("N"), 2, 5);
            Assert.Equal([0, 1, 2, 3, 4], order.Order());
            for (var place = 0; place < 5; place++) counts[place, order[place]]++;
        }
        // 1,000 are expected in each cell; 6 standard deviations of a binomial count are 170.
        foreach (var count in counts) Assert.InRange(count, 830, 1_170);
        Assert.Equal(PresentationOrder.Of("a", 1, 9), PresentationOrder.Of("a", 1, 9));
        Assert.NotEqual(PresentationOrder.Of("a", 1, 9), PresentationOrder.Of("a", 2, 9));
    }

    /// <summary>The places of the three options of the ranking; the fields of one name come as the browser sends them.</summary>
    private static (string, string?)[] Ranking(TestPage page, params string[] places)
    {
        var options = page.Document.QuerySelectorAll<IHtmlSelectElement>("select[name=q2]").Select(select => select.Options[1].Value.Split(':')[0]).ToList();
        return [.. options.Select((option, k) => ("q2", places[k].Length == 0 ? "" : (string?)$"{option}:{places[k]}"))];
    }

    /// <summary>Rates everything up to the page of further questions behind a place, and gives that page.</summary>
    private static async Task<TestPage> ThroughAsync(Respondent respondent, TestPage page, string place, string overall = "5", List<string>? seen = null)
    {
        var end = place == "overall" ? "#q5" : "#q2";
        while (page.Document.QuerySelector(end) is null)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.True(page.Document.QuerySelector("#q2") is null || place == "reliability", page.Address + ": " + page.Text);
            seen?.Add(page.Document.QuerySelector("h1")!.TextContent);
            page = await respondent.PressAsync(page, "next", Respondent.Radios(page, (name, values) => name == "o0" ? overall : values[2]));
        }
        return page;
    }
}
