using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Survey.Web;
using Survey.Web.Features.Account;
using Survey.Web.Features.Fielding;
using Survey.Web.Platform;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using Survey.Web.Storage.Live;

namespace Survey.Benchmarks.Live;

/// <summary>
/// Fills a survey with simulated responses and measures over HTTP how long its results take at the first look after 1,000 new, 10 edited and 10 withdrawn
/// responses, unfiltered and for one filter; at the end everything that was counted is compared with the responses.
/// </summary>
internal static partial class LiveBenchmark
{
    private const int New = 1_000;
    private const int Edited = 10;
    private const int Withdrawn = 10;
    private const int FurtherLooks = 5;

    // Responses are edited and withdrawn among so many.
    private const int FirstOnes = 300;
    private const string SelectSome = """
        select response_id from response
        where organisation_id = @Organisation and survey_id = @SurveyId and status = 'complete' and is_test = false and version_number = @Version
        order by submitted_at limit @Most offset @Offset
        """;

    private const string Password = "benchmark of live results";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Runs the command; 0 when what was measured is right.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        LiveOptions options;
        try
        {
            options = LiveOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} {LiveOptions.Usage}");
            return 2;
        }
        await using var application = await SurveyApplication.BuildAsync(
            new ServeOptions { Database = options.Database, Urls = "http://127.0.0.1:0", WithSample = true, Announcements = TextWriter.Null }, CancellationToken.None);
        await application.StartAsync();
        try
        {
            return await MeasureAsync(application, options);
        }
        finally
        {
            await application.StopAsync();
        }
    }

    private static async Task<int> MeasureAsync(WebApplication application, LiveOptions options)
    {
        var services = application.Services;
        var surveys = services.GetRequiredService<SurveyStore>();
        var survey = await surveys.FindPublishedAsync(options.Survey, CancellationToken.None)
            ?? throw new InvalidOperationException($"There is no published survey {options.Survey}.");
        var counts = await surveys.CountsAsync(survey.Organisation, survey.SurveyId, CancellationToken.None);
        if (options.Responses - counts.Complete - counts.Partial is > 0 and var missing)
        {
            var began = Stopwatch.GetTimestamp();
            await new ResponseSimulation(services.GetRequiredService<Database>(), services.GetRequiredService<ResponseStore>(), services.GetRequiredService<MomentsBuilder>(), TimeProvider.System).RunAsync(survey, missing, (ulong)counts.Complete + 1, null, CancellationToken.None);
            Say($"simulated            {missing,12:N0} responses, {missing / Stopwatch.GetElapsedTime(began).TotalSeconds,10:N0} a second");
        }

        var filter = $"?a.{survey.Questionnaire.Attributes[0].Id}={survey.Questionnaire.Attributes[0].Options[1].Id}";
        using var http = await SignInAsync(application, survey.Organisation);
        var built = Stopwatch.GetTimestamp();
        while ((await http.GetAsync(new Uri($"/surveys/{survey.Slug}/results.json?depth=figures", UriKind.Relative))).StatusCode == HttpStatusCode.ServiceUnavailable)
            await Task.Delay(200);
        Say($"first look           {Stopwatch.GetElapsedTime(built).TotalSeconds,12:N1} s until the moments were made");

        var pages = new[]
        {
            new Page("a page without data", "/account"),
            new Page("surveys", "/surveys"),
            new Page("survey", $"/surveys/{survey.Slug}"),
            new Page("results, all", $"/surveys/{survey.Slug}/results"),
            new Page("results, one filter", $"/surveys/{survey.Slug}/results{filter}"),
            new Page("JSON, all", $"/surveys/{survey.Slug}/results.json?depth=figures"),
            new Page("JSON, one filter", $"/surveys/{survey.Slug}/results.json{filter}&depth=figures"),
        };
        await WarmUpAsync(http, survey, pages);
        for (var round = 0; round < options.Rounds; round++)
            foreach (var page in pages)
            {
                // Every first look is one after changes: nothing that was computed before can be shown again. Those after it show what the first has computed.
                await SettledAsync(services, survey);
                await ChangeAsync(services, survey);
                page.Folded.Add(await LoggedAsync(services, survey));
                page.First.Add(await GetAsync(http, page.Address));
                for (var look = 0; look < FurtherLooks; look++) page.Further.Add(await GetAsync(http, page.Address));
            }
        Say($"{"after " + New + " new, " + Edited + " edited, " + Withdrawn + " withdrawn",-42}first request, ms        processor   further requests, ms     changes folded");
        foreach (var page in pages)
        {
            // Processor time tells more where the machine has other work; it holds the client's and whatever the server does beside.
            Say($"{page.Name,-20} median of {page.First.Count,3} and {page.Further.Count,3} {Times(page.First)} {Median(page.First.Select(look => look.Processor)),9:N1}   {Times(page.Further)}   {page.Folded.Min():N0} to {page.Folded.Max():N0}");
        }

        var verified = Stopwatch.GetTimestamp();
        var differences = await services.GetRequiredService<MomentsBuilder>().VerifyAsync(survey.Organisation, survey.SurveyId, null, CancellationToken.None);
        Say($"verified             {Stopwatch.GetElapsedTime(verified).TotalSeconds,12:N1} s, {differences?.Count ?? -1} differences");
        return differences is { Count: 0 } ? 0 : 1;
    }

    /// <summary>A server that has been used for a while: every page, and every segment, was looked at.</summary>
    private static async Task WarmUpAsync(HttpClient http, PublishedSurvey survey, IReadOnlyList<Page> pages)
    {
        foreach (var page in pages) await GetAsync(http, page.Address);
        foreach (var attribute in survey.Questionnaire.Attributes)
            foreach (var option in attribute.Options)
                foreach (var partial in new[] { "", "&partial=1" })
                    await GetAsync(http, $"/surveys/{survey.Slug}/results?a.{attribute.Id}={option.Id}{partial}");
    }

    /// <summary>Waits until the changes of the round before are in the stored moments, so that a page folds those of its own round.</summary>
    private static async Task SettledAsync(IServiceProvider services, PublishedSurvey survey)
    {
        for (var began = Stopwatch.GetTimestamp(); await LoggedAsync(services, survey) > 0 && Stopwatch.GetElapsedTime(began) < LongestWait;) await Task.Delay(100);
    }

    /// <summary>How many changes a page has to fold in.</summary>
    private static async Task<int> LoggedAsync(IServiceProvider services, PublishedSurvey survey)
    {
        await using var reading = await services.GetRequiredService<MomentsStore>().ReadAsync(survey.Organisation, survey.SurveyId, CancellationToken.None);
        return reading.ChangeIds.Count;
    }

    private static string Times(IEnumerable<(double Taken, double Processor)> looks)
    {
        double[] taken = [.. looks.Select(look => look.Taken).Order()];
        return string.Create(CultureInfo.InvariantCulture, $"{Median(taken),7:N1} ({taken[0]:N1} to {taken[^1]:N1})");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }

    /// <summary>1,000 new responses, 10 edited and 10 withdrawn ones, by the ways that an application takes.</summary>
    private static async Task ChangeAsync(IServiceProvider services, PublishedSurvey survey)
    {
        var writer = services.GetRequiredService<ResponseWriter>();
        var mark = Guid.CreateVersion7().ToString("N");
        var now = DateTimeOffset.UtcNow;
        var drawn = new SampleResponses(BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()), New, 0, SampleProfile.For(survey.Questionnaire)) { IdOf = number => $"{mark}-{number}" };
        var rows = drawn.For(survey.Questionnaire, now).Select(response => ResponseEncoding.ToRow(
            response.Response, survey.Questionnaire, survey.Organisation, survey.SurveyId, survey.VersionNumber, isTest: false, now)).ToList();
        await Task.WhenAll(rows.Select(row => writer.SaveAsync(ResponseKey.Of(row), _ => row, CancellationToken.None)));
        // Stored ones, of long ago.
        await using var connection = await services.GetRequiredService<Database>().OpenAsync(CancellationToken.None);
        string[] stored = [.. await connection.QueryAsync<string>(SelectSome, new
        {
            Organisation = survey.Organisation.Value,
            survey.SurveyId,
            Version = survey.VersionNumber,
            Most = Edited + Withdrawn,
            Offset = Random.Shared.Next(FirstOnes),
        })];
        await Task.WhenAll(stored.Take(Edited).Select(id => writer.SaveAsync(new(survey.Organisation, survey.SurveyId, id), present => present! with
        {
            Answers = [.. present.Answers.Select(answer => answer is > 1 and < 8 ? (byte)(answer - 1) : answer)],
        }, CancellationToken.None)));
        foreach (var id in stored.Skip(Edited)) await services.GetRequiredService<ResponseExclusions>().WithdrawAsync(survey.Organisation, survey.SurveyId, id, CancellationToken.None);
    }

    private static async Task<(double Taken, double Processor)> GetAsync(HttpClient http, string page)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(new Uri(page, UriKind.Relative));
        await answer.Content.ReadAsByteArrayAsync();
        var taken = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        process.Refresh();
        answer.EnsureSuccessStatusCode();
        return (taken, (process.TotalProcessorTime - before).TotalMilliseconds);
    }

    private static async Task<HttpClient> SignInAsync(WebApplication application, OrganisationId organisation)
    {
        var services = application.Services;
        var email = $"benchmark-{Guid.NewGuid():N}@example.org";
        await services.GetRequiredService<AccountStore>().AddAsync(
            NewAccount.Create(email, "Benchmark", Roles.Viewer, services.GetRequiredService<Passwords>(), Password, DateTimeOffset.UtcNow) with { OrganisationId = organisation.Value },
            CancellationToken.None);
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = true, UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(SurveyApplication.AddressOf(application)) };
        var page = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var fields = HiddenField().Matches(page).ToImmutableDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value))
            .SetItem("Input.Email", email).SetItem("Input.Password", Password);
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        return answer.StatusCode == HttpStatusCode.Redirect ? http : throw new InvalidOperationException($"Signing in was answered with {answer.StatusCode}.");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>A page with the times of its looks.</summary>
    private sealed record Page(string Name, string Address)
    {
        public List<(double Taken, double Processor)> First { get; } = [];
        public List<(double Taken, double Processor)> Further { get; } = [];
        public List<int> Folded { get; } = [];
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
