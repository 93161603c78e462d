using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Platform;

public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_backup_taken_while_serving_holds_the_same_rows_and_can_be_served(string provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider);
        var folder = Directory.CreateTempSubdirectory("survey-backup-").FullName;
        var file = Path.Combine(folder, "copy.db");
        await using (var app = await SurveyApp.StartAsync(database))
        {
            await app.AddAccountAsync(Roles.Administrator, "ada@example.org");
            using (await app.SignInAsAsync("ada@example.org")) await new Backup(database.Database, TimeProvider.System).WriteAsync(file, Cancel);
            await using var original = await database.Database.OpenAsync(Cancel);
            await using var copy = new SqliteConnection($"Data Source={file};Pooling=False");
            await copy.OpenAsync(Cancel);
            foreach (var table in new[] { "organisation", "account", "account_link", "key_ring", "migration" })
                Assert.Equal(await CountAsync(original, table), await CountAsync(copy, table));
        }

        await using (var restored = await SurveyApp.StartAsync(TestDatabase.Existing(file)))
        {
            using var browser = await restored.SignInAsAsync("ada@example.org");
            var page = await browser.OpenAsync("/people");
            Assert.Contains("ada@example.org", page.Text, StringComparison.Ordinal);
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long> CountAsync(System.Data.Common.DbConnection connection, string table) =>
        Convert.ToInt64(await connection.ExecuteScalarAsync($"select count(*) from {table}"), CultureInfo.InvariantCulture);
}
