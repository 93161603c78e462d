using System.Net;
using Survey.Scoring.Responses;
using Survey.Tests.Scoring.StudyResults;
using Survey.Tests.Support;
using Survey.Web.Platform.Localization;
using Survey.Web.Platform.Security;

namespace Survey.Tests.Results;

/// <summary>What people answered to questions beside the instrument, on the screen and in the files.</summary>
public sealed class QuestionsPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task Every_question_has_its_figures_and_what_was_written_can_be_read(string provider)
    {
        await using var app = await SurveyApp.StartAsync(provider);
        var study = await WithAnswersAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);

        var results = await browser.OpenAsync(study.At("results"));
        var link = results.Document.QuerySelector("#questions ~ p a")!.GetAttribute("href")!;
        var page = await browser.OpenAsync(link);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        // What respondents saw their branch in is shown with what stands there for everybody.
        Assert.Contains("Question single of our branch?", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("{branch", page.Text, StringComparison.Ordinal);
        Assert.Contains(Language.English.Percent(QuestionReference.R.Single[1].Share, 1), page.Text, StringComparison.Ordinal);
        Assert.Contains(Language.English.Decimal(QuestionReference.R.Number.Median), page.Text, StringComparison.Ordinal);
        var written = await browser.OpenAsync(page.Document.QuerySelector("a[href*='questions/why']")!.GetAttribute("href")!);
        Assert.Equal(50, written.Document.QuerySelectorAll(".comments li").Length);
        Assert.Contains("Because ", written.Document.QuerySelector(".comments li p")!.TextContent, StringComparison.Ordinal);
        var older = await browser.OpenAsync(written.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.Equal(8, older.Document.QuerySelectorAll(".comments li").Length);

        var branch = QuestionReference.Responses().Responses().First(response => response.Attributes[0] is { Length: > 0 }).Attributes[0]!;
        var own = QuestionReference.Responses().Responses().Count(response => response.Attributes[0] == branch && response.Further.Any(column => column.Key == "why"));
        var filtered = await browser.OpenAsync(study.At($"results/questions/why?a.branch={branch}"));
        Assert.Equal(Math.Min(own, 50), filtered.Document.QuerySelectorAll(".comments li").Length);
    }

    [Fact]
    public async Task Too_few_answers_and_other_questions_are_withheld_in_words()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await WithAnswersAsync(app, (response, row) => response with { Further = row < 3 ? QuestionReference.Further(0) : [] });
        using var browser = await app.SignInAsync(Roles.Viewer);

        var page = await browser.OpenAsync(study.At("results/questions"));
        Assert.Contains("Fewer than 5 people answered", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("a[href*='questions/why']"));
        foreach (var question in new[] { "why", "number", "nobody" })
        {
            var withheld = await browser.OpenAsync(study.At("results/questions/" + question));
            Assert.Contains("There is nothing to read here", withheld.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Because", withheld.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_stands_in_Persian_with_Persian_digits()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await WithAnswersAsync(app);
        using var browser = await app.SignInAsync(Roles.Viewer);

        var page = await browser.OpenAsync(study.At("results/questions?lang=fa"));

        Assert.Contains("پرسش شعبهٔ ما؟", page.Text, StringComparison.Ordinal);
        Assert.Contains(Language.Persian.Percent(QuestionReference.R.Single[1].Share, 1), page.Text, StringComparison.Ordinal);
    }

    private static async Task<ResultsStudy> WithAnswersAsync(SurveyApp app, Func<Response, int, Response>? change = null)
    {
        var study = await ResultsStudy.PublishAsync(app, QuestionReference.Questionnaire);
        await study.AddAsync(QuestionReference.Responses().Responses().Select((response, row) => change?.Invoke(response, row) ?? response));
        return study;
    }
}
