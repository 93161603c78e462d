using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
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
    private const string Password = "benchmark of live results";

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
            ("a page without data", "/account"),
            ("results, all", $"/surveys/{survey.Slug}/results"),
            ("results, one filter", $"/surveys/{survey.Slug}/results{filter}"),
            ("JSON, all", $"/surveys/{survey.Slug}/results.json?depth=figures"),
            ("JSON, one filter", $"/surveys/{survey.Slug}/results.json{filter}&depth=figures"),
        };
        foreach (var (_, page) in pages) await GetAsync(http, page);
        var times = pages.ToDictionary(page => page.Item1, _ => new List<(double Taken, double Processor)>());
        for (var round = 0; round < options.Rounds; round++)
            foreach (var (name, page) in pages)
            {
                // Every look is the first after changes: nothing that was computed before can be shown again.
                await ChangeAsync(services, survey);
                times[name].Add(await GetAsync(http, page));
            }
        foreach (var (name, looks) in times)
        {
            double[] taken = [.. looks.Select(look => look.Taken).Order()];
            double[] processor = [.. looks.Select(look => look.Processor).Order()];
            // Processor time tells more where the machine has other work; it holds the client's and whatever the server does beside.
            Say($"{name,-20} {taken[taken.Length / 2],12:N1} ms (median of {taken.Length}; {taken[0]:N1} to {taken[^1]:N1}), processor {processor[processor.Length / 2]:N1} ms");
        }

        var verified = Stopwatch.GetTimestamp();
        var differences = await services.GetRequiredService<MomentsBuilder>().VerifyAsync(survey.Organisation, survey.SurveyId, null, CancellationToken.None);
        Say($"verified             {Stopwatch.GetElapsedTime(verified).TotalSeconds,12:N1} s, {differences?.Count ?? -1} differences");
        return differences is { Count: 0 } ? 0 : 1;
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
        await Task.WhenAll(rows.Take(Edited).Select(row => writer.SaveAsync(ResponseKey.Of(row), present => present! with
        {
            Answers = [.. present.Answers.Select(answer => answer is > 1 and < 8 ? (byte)(answer - 1) : answer)],
        }, CancellationToken.None)));
        foreach (var row in rows.Skip(Edited).Take(Withdrawn))
            await services.GetRequiredService<ResponseExclusions>().WithdrawAsync(survey.Organisation, survey.SurveyId, row.ResponseId, CancellationToken.None);
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

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
