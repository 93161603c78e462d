using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Survey.Benchmarks.Load;
using Survey.Scoring.Responses;
using Survey.Tests.Support;
using Survey.Web.Features.Respond;
using Survey.Web.Storage;

namespace Survey.Tests.Respond;

public sealed class KilledServerTests
{
    private const int Respondents = 16;

    [Theory, EveryDatabase]
    public async Task A_server_that_is_killed_under_load_has_lost_no_acknowledged_answer_and_doubled_none(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        RespondStudy study;
        await using (var app = await SurveyApp.StartAsync(database)) study = await RespondStudy.PublishAsync(app);
        var acknowledged = new ConcurrentQueue<AcknowledgedPost>();

        await using (var server = await ServerProcess.StartAsync(database))
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var options = new LoadOptions { Url = server.Address, Survey = study.Slug, Respondents = Respondents, Seconds = 30 };
            var played = LoadDriver.PlayAsync(options, acknowledged.Enqueue, ended.Token);
            while (acknowledged.Count < 600 && !played.IsCompleted) await Task.Delay(10, TestContext.Current.CancellationToken);
            await server.KillAsync();
            await ended.CancelAsync();
            await played;
        }
        await using (await ServerProcess.StartAsync(database))
        {
            // Started again on what the killed one left.
        }

        Assert.InRange(acknowledged.Count, 100, int.MaxValue);
        var stored = await StoredAsync(database, study);
        var begun = acknowledged.Select(post => post.Token).Distinct().ToList();
        foreach (var post in acknowledged) Holds(stored[ResponseToken.ResponseIdOf(post.Token)], post);
        Assert.InRange(stored.Count, begun.Count, begun.Count + Respondents);
        var submitted = acknowledged.Count(post => post.Body.EndsWith("go=submit", StringComparison.Ordinal));
        Assert.InRange(stored.Values.Count(response => response.IsComplete), submitted, submitted + Respondents);
    }

    private static async Task<Dictionary<string, StoredResponse>> StoredAsync(TestDatabase database, RespondStudy study)
    {
        var store = new ResponseStore(database.Database, new SurveyVersionStore(database.Database));
        var found = new Dictionary<string, StoredResponse>();
        var filter = new ResponseFilter { IncludePartial = true, IncludeTests = true };
        await foreach (var response in store.ReadAsync(study.Organisation, study.SurveyId, filter, TestContext.Current.CancellationToken)) found.Add(response.Response.Id, response);
        return found;
    }

    /// <summary>Every answer of the post stands in the stored response. The driver posts each page once, so no later post can have replaced it.</summary>
    private static void Holds(StoredResponse stored, AcknowledgedPost post)
    {
        foreach (var (name, value) in QueryHelpers.ParseQuery(post.Body))
        {
            var index = name.Length > 1 && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
            switch (name[0])
            {
                case 'a' when index >= 0:
                    Assert.Equal(value == "NA" ? AnswerCode.NotApplicable : byte.Parse(value!, CultureInfo.InvariantCulture), stored.Response.Answers[index]);
                    break;
                case 'o' when index >= 0:
                    Assert.Equal(index == 2 ? 1 + int.Parse(value!, CultureInfo.InvariantCulture) : int.Parse(value!, CultureInfo.InvariantCulture), stored.Response.Outcomes[index]);
                    break;
                case 'w' when index >= 0:
                    Assert.Equal(double.Parse(value!, CultureInfo.InvariantCulture), stored.Response.ImportancePoints[index]);
                    break;
                case 'c' when name == "comment":
                    Assert.Equal(value.ToString(), stored.Response.Comment);
                    break;
                case 'g' when value == "submit":
                    Assert.True(stored.IsComplete);
                    break;
            }
        }
    }
}
