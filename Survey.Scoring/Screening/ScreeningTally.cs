using System.Numerics;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Screening;

/// <summary>Counts over responses: how many have a flag, how many could have it, and how the indices are distributed. Parts add up.</summary>
internal sealed class ScreeningTally
{
    private const int Kinds = 8;

    public ScreeningTally(ScreeningPlan plan)
    {
        Longstring = [.. Enumerable.Range(0, plan.Batteries).Select(_ => new CountedDistribution(0, plan.Items, 1))];
        Variability = [.. Enumerable.Range(0, plan.Batteries).Select(_ => new CountedDistribution(0, plan.Points, 0.01))];
        Mahalanobis = new CountedDistribution(0, 20 * plan.Items * plan.Batteries, 0.1);
        Inversions = new CountedDistribution(0, plan.Items, 1);
        NotApplicable = new CountedDistribution(0, plan.Items, 1);
        Seconds = new CountedDistribution(0, 3600, 0.1);
        EvenOdd = new CountedDistribution(-1, 1, 0.01);
    }

    /// <summary>By battery, as is <see cref="Variability"/>.</summary>
    public CountedDistribution[] Longstring { get; }

    public CountedDistribution[] Variability { get; }

    public CountedDistribution Mahalanobis { get; }

    public CountedDistribution Inversions { get; }

    public CountedDistribution NotApplicable { get; }

    public CountedDistribution Seconds { get; }

    public CountedDistribution EvenOdd { get; }

    private long[] AssessedCounts { get; } = new long[Kinds];

    private IEnumerable<CountedDistribution> All => [.. Longstring, .. Variability, Mahalanobis, Inversions, NotApplicable, Seconds, EvenOdd];

    /// <summary>The responses that could have had a flag.</summary>
    public long Assessed(QualityFlags flag) => AssessedCounts[PlaceOf(flag)];

    /// <summary>Counts responses that could have a flag.</summary>
    public void Assess(QualityFlags flag, long responses = 1) => AssessedCounts[PlaceOf(flag)] += responses;

    /// <summary>Counts the indices of a batch that need no other response.</summary>
    public void Add(IndexReader batch, ScreeningPlan plan)
    {
        for (var battery = 0; battery < Longstring.Length; battery++)
        {
            Longstring[battery].Add(batch.Longstring(battery));
            Variability[battery].Add(batch.Variability(battery));
        }

        NotApplicable.Add(batch.NotApplicable);
        EvenOdd.Add(batch.EvenOdd);
        var known = Seconds.Count;
        Seconds.Add(batch.Seconds);
        int answered = 0, comparable = 0, pairs = 0;
        for (var row = 0; row < batch.Answered.Length; row++)
        {
            if (batch.Answered[row] > 0) answered++;
            if (batch.IsComparable(row)) comparable++;
            if (batch.InversionPairs[row] == 0) continue;
            pairs++;
            Inversions.Add(batch.Inversions.Slice(row, 1));
        }

        Assess(QualityFlags.NotApplicable, batch.Answered.Length);
        Assess(QualityFlags.TooFast, Seconds.Count - known);
        Assess(QualityFlags.IdenticalBatteries, comparable);
        Assess(QualityFlags.Inversions, pairs);
        if (plan.LongRun is null) return;
        Assess(QualityFlags.Longstring, answered);
        Assess(QualityFlags.StraightLining, answered);
    }

    public void Add(ScreeningTally other)
    {
        foreach (var (own, part) in All.Zip(other.All)) own.Add(part);
        for (var place = 0; place < Kinds; place++) AssessedCounts[place] += other.AssessedCounts[place];
    }

    private static int PlaceOf(QualityFlags flag) => BitOperations.TrailingZeroCount((int)flag);
}
