using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

public sealed class DrawnItemTests
{
    [Theory, EveryDatabase]
    public async Task A_respondent_is_shown_the_common_items_and_the_drawn_ones_without_script_and_nothing_else_counts(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await LiteStudy.PublishAsync(app, settings: new SurveySettings { Languages = ["fa", "en"], Unanswered = Unanswered.Require });
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.PressAsync(await respondent.BeginAsync("?lang=en"), "next");
        var shown = new List<string>();
        while (page.Document.QuerySelector("fieldset.card[id^=i]") is not null)
        {
            var cards = page.Document.QuerySelectorAll("fieldset.card").ToList();
            Assert.Equal(3, cards.Count);
            Assert.Equal(Enumerable.Range(shown.Count + 1, 3).Select(number => number.ToString(CultureInfo.InvariantCulture)),
                page.Document.QuerySelectorAll("[data-position]").Select(number => number.TextContent.Replace("Statement", "", StringComparison.Ordinal).Trim()));
            var empty = await respondent.PressAsync(page, "next");
            Assert.Contains("3 questions", empty.Text, StringComparison.Ordinal);
            shown.AddRange(cards.Select(card => card.Id!));
            page = await respondent.PressAsync(empty, "next", Respondent.Radios(empty, (_, values) => values[4]));
        }
        Assert.Equal(15, shown.Count);
        page = await respondent.PressAsync(page, "next", Respondent.Radios(page, (_, values) => values[3]));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Null(page.Document.QuerySelector("#open"));
        var receipt = await respondent.PressAsync(page, "submit");
        Assert.Equal("Thank you", receipt.Title);

        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.True(stored.IsComplete);
        var places = shown.Select(id => int.Parse(id[1..], CultureInfo.InvariantCulture) - 1).ToHashSet();
        for (var place = 0; place < 44; place++)
            Assert.Equal(places.Contains(place % 22) ? (byte)5 : AnswerCode.NotSeen, stored.Response.Answers[place]);
        var answers = await respondent.OpenAsync("answers");
        Assert.Equal(30, answers.Document.QuerySelectorAll("[aria-labelledby^='of-d'] dd").Length);
    }

    [Fact]
    public async Task Who_is_not_among_the_share_is_not_asked_for_expectations_and_others_are()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await LiteStudy.PublishAsync(app, expectationShare: 50);
        var asked = new HashSet<bool>();
        for (var k = 0; k < 12 && asked.Count < 2; k++)
        {
            using var respondent = new Respondent(app, study.Slug);
            var page = await respondent.PressAsync(await respondent.BeginAsync("?lang=en"), "next");
            var fields = page.Document.QuerySelectorAll<IHtmlInputElement>("main input[type=radio]").Select(input => int.Parse(input.Name![1..], CultureInfo.InvariantCulture)).Distinct().ToList();
            Assert.Equal(3, fields.Count(place => place >= 22));
            var expects = fields.Any(place => place < 22);
            Assert.Equal(expects ? 6 : 3, fields.Count);
            Assert.Equal(expects ? 2 : 1, page.Document.QuerySelectorAll(".guide dt").Length);
            var receipt = await respondent.AnswerAllAsync(page);
            Assert.Equal("Thank you", receipt.Title);
            var stored = (await study.StoredAsync(app)).OrderBy(row => row.Response.Submitted).Last();
            Assert.Equal(expects, stored.Response.Answers.Take(22).Any(AnswerCode.IsAnswer));
            Assert.Equal(15, stored.Response.Answers.Skip(22).Count(AnswerCode.IsAnswer));
            asked.Add(expects);
        }
        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task Answers_to_items_that_were_not_drawn_are_not_taken_and_a_correction_shows_the_same_items()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await LiteStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug);
        var page = await respondent.PressAsync(await respondent.BeginAsync("?lang=en"), "next");
        var shown = page.Document.QuerySelectorAll("fieldset.card").Select(card => int.Parse(card.Id![1..], CultureInfo.InvariantCulture) - 1).ToList();
        var other = Enumerable.Range(0, 4).Except(shown).First();
        await respondent.PostAsync(page, "next", ($"a{shown[0]}", "7"), ($"a{other}", "7"), ($"a{22 + other}", "7"));
        var stored = Assert.Single(await study.StoredAsync(app));
        Assert.Equal((7, AnswerCode.NotSeen, AnswerCode.NotSeen), (stored.Response.Answers[shown[0]], stored.Response.Answers[other], stored.Response.Answers[22 + other]));

        await respondent.AnswerAllAsync(await respondent.OpenAsync("d1"));
        var correction = await respondent.OpenAsync("answers/d1");
        Assert.Equal(shown, correction.Document.QuerySelectorAll("fieldset.card").Select(card => int.Parse(card.Id![1..], CultureInfo.InvariantCulture) - 1));
    }

    [Fact]
    public async Task What_is_shown_follows_from_the_id_of_the_response()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await LiteStudy.PublishAsync(app);
        var questionnaire = LiteStudy.With(RespondStudy.Read("servqual"));
        Assert.Equal(15, questionnaire.Dimensions.Sum(dimension => dimension.ShownItems));
        using var respondent = new Respondent(app, study.Slug);
        var first = await respondent.PressAsync(await respondent.BeginAsync("?lang=en"), "next");
        var token = Respondent.Hidden(first, "token");
        var drawn = DrawnItems.Of(questionnaire, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token))[..16]));
        Assert.Equal(drawn.ByDimension[0].Select(place => $"i{place + 1}"), first.Document.QuerySelectorAll("fieldset.card").Select(card => card.Id));
    }
}
