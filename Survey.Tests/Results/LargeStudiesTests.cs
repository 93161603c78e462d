using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Features.Results;
using Survey.Web.Platform;

namespace Survey.Tests.Results;

public sealed class LargeStudiesTests
{
    private static readonly StudyResult Figures =
        Study.Evaluate(new ResponseTable(ReferenceStudy.Responses("servqual").Questionnaire), new StudyOptions { Depth = StudyDepth.Figures });

    private static readonly LargeStudyKey Key = new("survey", "1", false, "", 5, IsComplete: true);

    private readonly ManualClock clock = new();

    [Fact]
    public async Task Who_asks_is_told_how_far_it_is_and_later_given_the_results()
    {
        using var large = new LargeStudies(clock);
        var gate = new TaskCompletionSource();
        var reading = new TaskCompletionSource();
        Assert.Null(Ask().Results);
        await reading.Task;
        Assert.Equal((null, new ReadingProgress(3, 10)), Ask());
        gate.SetResult();
        Assert.Same(Figures, (await UntilAsync(Ask)).Study);

        (ComputedResults? Results, ReadingProgress? Progress) Ask() => large.Ask(Key, 1, async (progress, _) =>
        {
            progress(3, 10);
            reading.TrySetResult();
            await gate.Task;
            return Result();
        });
    }

    [Fact]
    public async Task Earlier_results_are_shown_until_newer_ones_are_there_and_those_are_not_begun_too_often()
    {
        using var large = new LargeStudies(clock);
        var computed = 0;
        var first = await UntilAsync(() => Ask(1));
        Assert.Same(first, Ask(2).Results);
        Assert.Equal(1, computed);
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Same(first, Ask(2).Results);
        while (ReferenceEquals(Ask(2).Results, first)) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(2, computed);

        (ComputedResults? Results, ReadingProgress? Progress) Ask(long stamp) => large.Ask(Key, stamp, (_, _) =>
        {
            computed++;
            return Task.FromResult(Result());
        });
    }

    [Fact]
    public async Task A_failure_is_told_and_then_tried_anew()
    {
        using var large = new LargeStudies(clock);
        var fails = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => UntilAsync(Ask));
        fails = false;
        Assert.Same(Figures, (await UntilAsync(Ask)).Study);

        (ComputedResults?, ReadingProgress?) Ask() => large.Ask(Key, 1, (_, _) => fails ? throw new IOException("The disk is gone.") : Task.FromResult(Result()));
    }

    private ComputedResults Result() => new(Figures, 0, clock.GetUtcNow());

    private static async Task<ComputedResults> UntilAsync(Func<(ComputedResults? Results, ReadingProgress? Progress)> ask)
    {
        while (true)
        {
            if (ask().Results is { } results) return results;
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
