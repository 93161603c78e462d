using Dapper;
using Survey.Tests.Storage;
using Survey.Tests.Support;
using Survey.Web.Features.Fielding;
using Survey.Web.Storage;

namespace Survey.Tests.Commands;

/// <summary><c>survey simulate</c> and <c>survey verify</c>.</summary>
public sealed class LiveCommandsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryDatabase]
    public async Task A_simulated_survey_is_verified_and_a_difference_is_named_and_mended_only_when_asked(string provider)
    {
        await using var study = await LiveStudy.CreateAsync(provider, 0);
        var simulated = await RunAsync("simulate", "bank", "--responses", "500", "--seed", "7");
        Assert.Equal((0, ""), (simulated.Status, simulated.Error));
        Assert.StartsWith("Simulated: 460 complete and 40 unfinished responses", simulated.Output, StringComparison.Ordinal);
        await study.BuildAsync();
        var equal = await RunAsync("verify", "bank");
        Assert.Equal((0, "bank: the stored moments are those of the responses (500)."), (equal.Status, equal.Output.Trim()));

        await using (var connection = await study.Database.OpenAsync(Cancel))
            await connection.ExecuteAsync(
                "delete from response where organisation_id = @Organisation and response_id = 'simulated-7-00000003'", new { Organisation = study.Organisation.Value });
        var different = await RunAsync("verify", "bank");
        Assert.Equal(1, different.Status);
        Assert.StartsWith("Version 1, complete, all responses: 460 responses counted, 459 there.", different.Error, StringComparison.Ordinal);
        var repaired = await RunAsync("verify", "bank", "--repair");
        Assert.Equal((0, "bank: the moments were computed anew."), (repaired.Status, repaired.Output.Trim()));
        await study.VerifyAsync();

        Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync([.. arguments, "--database", study.Test.Options.ConnectionString]);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answers_and_a_known_structure()
    {
        await using var first = await LiveStudy.CreateAsync("sqlite", 0);
        await using var second = await LiveStudy.CreateAsync("sqlite", 0);
        foreach (var study in new[] { first, second })
        {
            var survey = await new SurveyStore(study.Database, study.Versions, TimeProvider.System).FindPublishedAsync("bank", Cancel);
            Assert.Equal(2_760, await new ResponseSimulation(study.Database, study.Responses, study.Builder, new ManualClock(DateTimeOffset.UnixEpoch)).RunAsync(survey!, 3_000, 11, null, Cancel));
            await study.BuildAsync();
        }
        var (left, right) = (await first.ReadAsync(includePartial: true), await second.ReadAsync(includePartial: true));
        Assert.Equal(3_000, left.Responses);
        Assert.True(left.SameAs(right));
        var result = Survey.Scoring.Study.Study.Evaluate((await first.ReadAsync()).Moments);
        Assert.Equal("reliability", result.Dimensions.MinBy(dimension => dimension.Gap!.Mean.Value)!.Id);
        Assert.InRange(result.Missing.Skipped + result.Missing.NotApplicable, 1, result.Missing.Answered / 20);
    }
}
