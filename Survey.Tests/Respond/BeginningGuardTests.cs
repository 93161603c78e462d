using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Survey.Tests.Support;
using Survey.Web.Features.Respond;

namespace Survey.Tests.Respond;

/// <summary>Programs that begin one response after the other are slowed down; people are not, or wait some seconds, and nothing is lost.</summary>
public sealed class BeginningGuardTests
{
    [Theory, EveryDatabase]
    public async Task In_a_crowd_a_beginning_waits_some_seconds_and_is_taken_then(string provider)
    {
        var clock = new ManualClock();
        await using var app = await SurveyApp.StartAsync(provider, clock);
        var study = await RespondStudy.PublishAsync(app);
        using var person = new Respondent(app, study.Slug);
        using var program = new Respondent(app, study.Slug);
        var start = await person.OpenAsync(query: "?lang=en");
        var guard = app.Service<BeginningGuard>();
        for (var k = 0; k < BeginningGuard.Crowd; k++) Assert.True(guard.Takes(study.SurveyId, "program", "", ""));

        var held = await person.PressAsync(start, "next");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, held.Status);
        Assert.Contains("Please wait ten seconds", held.Text, StringComparison.Ordinal);
        // A seal of another page, or of none, opens nothing.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await program.PostAsync(await program.OpenAsync(), "next", ("shown", Respondent.Hidden(start, "shown")))).StatusCode);
        Assert.Empty(await study.StoredAsync(app));

        clock.Advance(BeginningGuard.Wait);
        Assert.Equal(HttpStatusCode.SeeOther, (await person.PostAsync(held, "next")).StatusCode);
        Assert.Single(await study.StoredAsync(app));
    }

    [Fact]
    public void Who_submits_is_no_crowd()
    {
        var guard = new BeginningGuard(new ManualClock());
        for (var k = 0; k < 5 * BeginningGuard.Crowd; k++)
        {
            Assert.True(guard.Takes("survey", $"{k}", "", ""));
            guard.Submitted("survey");
        }
    }

    [Fact]
    public void In_a_crowd_work_on_the_seal_of_the_response_begins_at_once()
    {
        var guard = Crowded(out _);
        var seal = guard.Seal("mine");
        var work = WorkOn(seal);

        Assert.False(guard.Takes("survey", "mine", seal, ""));
        Assert.False(guard.Takes("survey", "mine", seal, $"{work + 1}"));
        Assert.False(guard.Takes("survey", "other", seal, $"{work}"));
        Assert.False(guard.Takes("survey", "mine", "1.0", $"{work}"));
        Assert.True(guard.Takes("survey", "mine", seal, $"{work}"));
    }

    [Fact]
    public void Waiting_alone_serves_only_so_many_in_a_minute()
    {
        var guard = Crowded(out var clock);
        var seals = Enumerable.Range(0, BeginningGuard.Crowd + 1).Select(k => guard.Seal($"{k}")).ToArray();
        clock.Advance(BeginningGuard.Wait);

        for (var k = 0; k < BeginningGuard.Crowd; k++) Assert.True(guard.Takes("survey", $"{k}", seals[k], ""));
        Assert.False(guard.Takes("survey", $"{BeginningGuard.Crowd}", seals[^1], ""));
        Assert.True(guard.Takes("survey", $"{BeginningGuard.Crowd}", seals[^1], $"{WorkOn(seals[^1])}"));
    }

    private static BeginningGuard Crowded(out ManualClock clock)
    {
        var guard = new BeginningGuard(clock = new ManualClock());
        for (var k = 0; k < BeginningGuard.Crowd; k++) Assert.True(guard.Takes("survey", "program", "", ""));
        return guard;
    }

    // About a quarter of a million hashes are expected; a hundred times as many fail only if the work cannot be done.
    private static int WorkOn(string seal) => Enumerable.Range(0, 25_000_000)
        .First(number => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.ASCII.GetBytes($"{seal}.{number}"))) >> (32 - BeginningGuard.WorkBits) == 0);
}
