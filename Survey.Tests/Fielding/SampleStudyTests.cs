using System.Net;
using Survey.Scoring.Responses;
using Survey.Tests.Support;
using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

public sealed class SampleStudyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task The_sample_is_made_once_and_prints_where_to_look(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        await using (var app = await SurveyApp.StartAsync(database, withSample: true))
        {
            Assert.Contains("/s/sample-bank?branch=tehran-valiasr", app.Announcements, StringComparison.Ordinal);
            Assert.Contains("/surveys/sample-bank", app.Announcements, StringComparison.Ordinal);
            // The sample makes no account: the set-up link is still needed.
            Assert.Contains("token=", app.Announcements, StringComparison.Ordinal);
        }
        await using var again = await SurveyApp.StartAsync(database, withSample: true);
        var organisation = (await again.OrganisationAsync()).Id;
        var surveys = await again.Service<SurveyStore>().AllAsync(organisation, Cancel);
        Assert.Equal(["sample-bank", "sample-bank-tolerance"], surveys.Select(survey => survey.Slug).Order(StringComparer.Ordinal));
        var counts = surveys.Single(survey => survey.Slug == "sample-bank").Responses;
        Assert.Equal((400, 57, 0), (counts.Complete, counts.Partial, counts.Tests));
        using var respondent = again.NewBrowser();
        Assert.Equal(HttpStatusCode.OK, (await respondent.OpenAsync("/s/sample-bank")).Status);
    }

    [Fact]
    public async Task Its_answers_have_the_means_the_gaps_and_the_branches_that_they_were_drawn_with()
    {
        await using var app = await SurveyApp.StartAsync(withSample: true);
        var organisation = (await app.OrganisationAsync()).Id;
        var survey = (await app.Service<SurveyStore>().FindPublishedAsync("sample-bank", Cancel))!;
        var responses = new List<Response>();
        await foreach (var stored in app.Service<ResponseStore>().ReadAsync(organisation, survey.SurveyId, ResponseFilter.Counting, Cancel)) responses.Add(stored.Response);
        Assert.Equal(400, responses.Count);

        Assert.InRange(Mean(survey, responses, "expectation"), 5.9, 6.4);
        Assert.InRange(Mean(survey, responses, "perception"), 4.7, 5.3);
        var gaps = survey.Questionnaire.Dimensions.ToDictionary(dimension => dimension.Id,
            dimension => Mean(survey, responses, "perception", dimension.Id) - Mean(survey, responses, "expectation", dimension.Id));
        Assert.Equal("reliability", gaps.MinBy(gap => gap.Value).Key);
        Assert.All(gaps.Values, gap => Assert.True(gap < 0));

        var branch = survey.Questionnaire.Attributes.Select(attribute => attribute.Id).ToList().IndexOf("branch");
        double Branch(string id) => Mean(survey, [.. responses.Where(response => response.Attributes[branch] == id)], "perception");
        Assert.True(Branch("tehran-tajrish") - Branch("tabriz-shariati") > 0.4);

        Assert.All(responses.Where(response => response.ImportancePoints[0] is not null), response => Assert.Equal(100, response.ImportancePoints.Sum()));
        var codes = responses.SelectMany(response => response.Answers).ToList();
        Assert.InRange(codes.Count(code => code == AnswerCode.Skipped) / (double)codes.Count, 0.006, 0.014);
        Assert.Contains(AnswerCode.NotApplicable, codes);
        Assert.DoesNotContain(AnswerCode.NotSeen, codes);
        var comments = responses.Select(response => response.Comment).OfType<string>().ToList();
        Assert.InRange(comments.Count, 20, 39);
        Assert.Equal(comments.Count, comments.Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(comments, comment => comment.Contains('\n', StringComparison.Ordinal));
        Assert.All(responses, response => Assert.True(response.Started < response.Submitted && response.Submitted <= DateTimeOffset.UtcNow));
    }

    private static double Mean(PublishedSurvey survey, List<Response> responses, string battery, string? dimension = null)
    {
        var items = survey.Questionnaire.Dimensions.Where(candidate => dimension is null || candidate.Id == dimension).SelectMany(candidate => candidate.Items)
            .Select(item => item.Id).ToHashSet();
        var places = survey.Columns.Index().Where(column => column.Item.Battery == battery && items.Contains(column.Item.Item)).Select(column => column.Index).ToList();
        return responses.SelectMany(response => places.Select(place => response.Answers[place])).Where(AnswerCode.IsAnswer).Average(code => (double)code);
    }
}
