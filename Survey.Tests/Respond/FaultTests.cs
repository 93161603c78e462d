using Survey.Benchmarks.Faults;

namespace Survey.Tests.Respond;

/// <summary>What is acknowledged survives a kill at any moment; the command <c>faults</c> of the benchmarks does the same as often as it is told.</summary>
public sealed class FaultTests
{
    private const int Kills = 5;

    [Fact]
    public Task A_server_on_SQLite_that_is_killed_under_load_loses_no_acknowledged_page_and_doubles_none() =>
        KillAsync(new FaultOptions { Kills = Kills, Seed = 11 });

    [Fact]
    public Task A_server_on_PostgreSQL_that_is_killed_under_load_loses_no_acknowledged_page_and_doubles_none()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        return KillAsync(new FaultOptions { Kills = Kills, Seed = 12, OnPostgres = true });
    }

    [Fact]
    public Task PostgreSQL_that_is_killed_under_load_loses_no_acknowledged_page_and_the_server_goes_on()
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        return KillAsync(new FaultOptions { Kills = Kills, Seed = 13, OnPostgres = true, Target = FaultTarget.Database });
    }

    private static async Task KillAsync(FaultOptions options)
    {
        var report = await FaultRun.RunAsync(options, TextWriter.Null, TestContext.Current.CancellationToken);

        Assert.Empty(report.Problems);
        Assert.InRange(report.Completed, 1, int.MaxValue);
        // Something was under way at the moment of a kill and had to be sent again.
        Assert.InRange(report.Repeated, 1, int.MaxValue);
    }
}
