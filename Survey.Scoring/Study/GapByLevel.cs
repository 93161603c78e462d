using System.Runtime.InteropServices;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The gaps of each dimension by where the subtrahend stands: their number, sum and sum of squares at every level of it.</summary>
internal sealed class GapByLevel(StudyPlan plan) : IScoreTally
{
    private readonly Dictionary<long, (long Count, Int128 Sum, Int128 Squares)>[] _levels = [.. plan.PairedMinuend.Select(_ => new Dictionary<long, (long, Int128, Int128)>())];

    /// <inheritdoc/>
    public IScoreTally Fork() => new GapByLevel(plan);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        for (var dimension = 0; dimension < _levels.Length; dimension++)
        {
            var gaps = batch.ScoreValues(plan.BaseDimensions[plan.GapBase][dimension]);
            var minuends = batch.ScoreValues(plan.PairedMinuend[dimension]);
            for (var row = 0; row < gaps.Length; row++)
            {
                if (gaps[row] == ScoreColumn.Missing) continue;
                // Minuend less gap, up to a constant.
                ref var level = ref CollectionsMarshal.GetValueRefOrAddDefault(_levels[dimension], minuends[row] - gaps[row], out _);
                level = (level.Count + 1, level.Sum + gaps[row], level.Squares + (Int128)gaps[row] * gaps[row]);
            }
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        for (var dimension = 0; dimension < _levels.Length; dimension++)
        {
            foreach (var (key, value) in ((GapByLevel)other)._levels[dimension])
            {
                ref var level = ref CollectionsMarshal.GetValueRefOrAddDefault(_levels[dimension], key, out _);
                level = (level.Count + value.Count, level.Sum + value.Sum, level.Squares + value.Squares);
            }
        }
    }

    /// <summary>
    /// The standard deviation of the gap among the half of the respondents with the lower subtrahend and among the half with the higher one. Equal
    /// subtrahends stay together, so that the halves are as equal as they can be.
    /// </summary>
    public (Estimate Low, Estimate High) Halves(int dimension)
    {
        var ordered = _levels[dimension].OrderBy(level => level.Key).Select(level => level.Value).ToArray();
        var all = ordered.Sum(level => level.Count);
        var (below, cut, nearest) = (0L, 0, long.MaxValue);
        for (var place = 0; place + 1 < ordered.Length; place++)
        {
            below += ordered[place].Count;
            if (Math.Abs(2 * below - all) < nearest) (nearest, cut) = (Math.Abs(2 * below - all), place + 1);
        }

        var column = plan.ScoreColumns[plan.BaseDimensions[plan.GapBase][dimension]];
        return cut == 0 ? (None(all), None(all)) : (Sd(ordered[..cut]), Sd(ordered[cut..]));

        Estimate Sd((long Count, Int128 Sum, Int128 Squares)[] levels)
        {
            var (count, sum, squares) = levels.Aggregate((0L, (Int128)0, (Int128)0), (total, level) => (total.Item1 + level.Count, total.Item2 + level.Sum, total.Item3 + level.Squares));
            return new MeanTest(Listwise.SampleOf(count, sum, squares, column)).Sd;
        }
    }

    private static Estimate None(long respondents) => Estimate.Undefined(respondents == 0 ? UndefinedReason.NoAnswers : UndefinedReason.NoReferenceGroup);
}
