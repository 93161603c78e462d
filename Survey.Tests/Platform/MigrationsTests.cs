using Dapper;
using Survey.Tests.Support;
using Survey.Web.Platform;

namespace Survey.Tests.Platform;

public sealed class MigrationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_second_run_applies_nothing(string provider)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(provider);
        var migrations = new Migrations(test.Database);
        Assert.NotEmpty(await migrations.ApplyAsync(TimeProvider.System, Cancel));
        Assert.Empty(await migrations.ApplyAsync(TimeProvider.System, Cancel));
    }

    [Theory, EveryDatabase]
    public async Task Four_servers_that_start_at_once_migrate_once(string provider)
    {
        await using var test = await TestDatabase.CreateEmptyAsync(provider);
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var server = new Database(Dialect.Create(test.Options));
            return await new Migrations(server).ApplyAsync(TimeProvider.System, Cancel);
        }, Cancel)));
        Assert.Single(applied, names => names.Count > 0);
        await using var connection = await test.Database.OpenAsync(Cancel);
        var numbers = (await connection.QueryAsync<long>("select number from migration")).ToList();
        Assert.Equal(numbers.Distinct().Count(), numbers.Count);
    }

    [Theory, EveryDatabase]
    public async Task A_database_newer_than_the_program_is_refused_in_one_line(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        await using (var connection = await test.Database.OpenAsync(Cancel))
            await connection.ExecuteAsync("insert into migration (number, name, sha256, applied_at) values (9000, '9000_future.sql', '', '')");
        var refusal = await Assert.ThrowsAsync<DatabaseNewerException>(() => new Migrations(test.Database).ApplyAsync(TimeProvider.System, Cancel));
        Assert.Equal(9000, refusal.Found);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }
}
