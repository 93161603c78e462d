using System.Diagnostics;
using System.Globalization;
using System.Net;
using Survey.Benchmarks.Faults;
using Survey.Benchmarks.Load;
using Survey.Tests.Support;
using Survey.Web.Platform;

namespace Survey.Tests.Respond;

/// <summary>A database that takes nothing more: the respondent is told, keeps what was entered in the form, and can send it again once there is room.</summary>
public sealed class NoRoomTests
{
    private const string LimitProgram = "/usr/bin/prlimit";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("en", "This page could not be saved just now")]
    [InlineData("fa", "این صفحه فعلاً ذخیره نشد")]
    public async Task Where_the_file_of_SQLite_can_grow_no_more_nothing_is_half_written_and_the_server_goes_on_when_there_is_room(string language, string title)
    {
        Assert.SkipUnless(File.Exists(LimitProgram), "prlimit (util-linux) is missing, with which a program's files are limited while it runs.");
        var folder = Directory.CreateTempSubdirectory("survey-room-").FullName;
        try
        {
            var file = Path.Combine(folder, "survey.db");
            // A write beyond the limit then fails, as on a full disk, instead of ending the program.
            await using var server = await ServerProcess.StartAsync(ServerProcess.FreeAddress(), file, withSample: true, Cancel, "sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh");
            await using var database = new Database(Dialect.Create(DatabaseOptions.From(file)));
            var answers = await StoredAnswers.OfAsync(database, "sample-bank", Cancel);
            var before = await answers.IdsAsync(Cancel);
            using var browser = new TestBrowser(server.Address, language);
            var page = await browser.SubmitAsync(await browser.OpenAsync($"/s/sample-bank?lang={language}"), "main form", ("go", "next"));
            while (page.Document.QuerySelector("input[name=a0]") is null) page = await browser.SubmitAsync(page, "main form", ("go", "next"));
            var (token, action) = (Respondent.Hidden(page, "token"), page.Address.AbsolutePath);
            var begun = new AcknowledgedPost(token, action, "");
            Assert.Empty(await answers.DifferencesAsync([begun], before, areAll: true, Cancel));

            await LimitAsync(server, "4096:");
            var refused = await browser.SubmitAsync(page, "main form", ("a0", "5"), ("a22", "3"), ("go", "next"));
            var beginning = await browser.SubmitAsync(await browser.OpenAsync($"/s/sample-bank?lang={language}&anew=1"), "main form", ("go", "next"));

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.Equal(language, refused.Document.DocumentElement.GetAttribute("lang"));
            Assert.Contains(title, refused.Text, StringComparison.Ordinal);
            Assert.Equal(("5", "3"), (Respondent.Checked(refused, "a0"), Respondent.Checked(refused, "a22")));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, beginning.Status);
            // Neither the answers of the one nor the response of the other.
            Assert.Contains(await answers.DifferencesAsync([begun with { Body = "a0=5" }], before, areAll: true, Cancel), difference => difference.Contains("a0=5", StringComparison.Ordinal));
            Assert.Empty(await answers.DifferencesAsync([begun], before, areAll: true, Cancel));

            await LimitAsync(server, "unlimited:");
            var saved = await browser.PostAsync(refused, "main form", ("go", "next"));

            Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
            Assert.Empty(await answers.DifferencesAsync([begun with { Body = "a0=5&a22=3" }], before, areAll: true, Cancel));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("en", "This page could not be saved just now")]
    [InlineData("fa", "این صفحه فعلاً ذخیره نشد")]
    public async Task A_PostgreSQL_that_is_read_only_for_a_while_costs_no_answer(string language, string title)
    {
        await using var app = await SurveyApp.StartAsync("postgresql");
        var study = await RespondStudy.PublishAsync(app);
        using var respondent = new Respondent(app, study.Slug, language);
        var page = await respondent.BeginAsync($"?lang={language}");
        while (page.Document.QuerySelector("input[name=a0]") is null) page = await respondent.PressAsync(page, "next");

        await PostgresConnections.SetReadOnlyAsync(app.Database, true);
        var refused = await respondent.PressAsync(page, "next", ("a0", "5"), ("a22", "3"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Contains(title, refused.Text, StringComparison.Ordinal);
        Assert.Equal(("5", "3"), (Respondent.Checked(refused, "a0"), Respondent.Checked(refused, "a22")));

        // Sessions that began while it was read-only would stay so.
        await respondent.OpenAsync("d1");
        await PostgresConnections.SetReadOnlyAsync(app.Database, false);
        var again = await respondent.PostAsync(refused, "next");
        if (again.StatusCode == HttpStatusCode.ServiceUnavailable) again = await respondent.PostAsync(refused, "next");

        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal((5, 3), (Assert.Single(await study.StoredAsync(app)).Response.Answers[0], Assert.Single(await study.StoredAsync(app)).Response.Answers[22]));
    }

    private static async Task LimitAsync(ServerProcess server, string bytes)
    {
        using var program = Process.Start(LimitProgram, ["--pid", server.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}"]);
        await program.WaitForExitAsync(Cancel);
        Assert.Equal(0, program.ExitCode);
    }
}
