using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Web.Features.Results;

namespace Survey.Tests.Results;

public sealed class ResultsCacheTests
{
    private static readonly ComputedResults Result = new(
        Study.Evaluate(new ResponseTable(ReferenceStudy.Responses("servqual").Questionnaire)), 0, DateTimeOffset.UnixEpoch);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_who_ask_at_once_share_one_computation()
    {
        var cache = new ResultsCache();
        var computations = 0;
        var gate = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 20).Select(_ => cache.GetAsync(Key("1"), async _ =>
        {
            Interlocked.Increment(ref computations);
            await gate.Task;
            return Result;
        }, Cancel)).ToArray();
        gate.SetResult();
        await Task.WhenAll(waiting);
        Assert.Equal(1, computations);
    }

    [Fact]
    public async Task A_new_stamp_is_computed_anew()
    {
        var cache = new ResultsCache();
        var computations = 0;
        foreach (var stamp in new[] { "1", "1", "2", "1" })
            await cache.GetAsync(Key(stamp), _ =>
            {
                computations++;
                return Task.FromResult(Result);
            }, Cancel);
        Assert.Equal(2, computations);
    }

    [Fact]
    public async Task A_failure_is_not_kept()
    {
        var cache = new ResultsCache();
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetAsync(Key("1"), _ => throw new InvalidOperationException(), Cancel));
        Assert.Same(Result, await cache.GetAsync(Key("1"), _ => Task.FromResult(Result), Cancel));
    }

    [Fact]
    public async Task Who_gives_up_waiting_does_not_end_the_computation_for_others()
    {
        var cache = new ResultsCache();
        using var impatient = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        var first = cache.GetAsync(Key("1"), async cancel =>
        {
            await gate.Task.WaitAsync(cancel);
            return Result;
        }, impatient.Token);
        var second = cache.GetAsync(Key("1"), _ => throw new InvalidOperationException(), Cancel);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        Assert.Same(Result, await second);
    }

    private static ResultsKey Key(string stamp) => new("survey", "1", false, "", 5, Survey.Scoring.Study.StudyDepth.Figures, stamp);
}
