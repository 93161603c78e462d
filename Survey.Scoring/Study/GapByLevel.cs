using System.Runtime.InteropServices;
using Survey.Scoring.Moments;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>The gaps of each dimension by where the subtrahend stands: their number, sum and sum of squares at every level of it.</summary>
internal sealed class GapByLevel(StudyPlan plan) : IScoreTally
{
    // A level is the minuend less the gap, up to a constant. Where both have 16 bits, levels stand at their place, after that of missing gaps; others
    // are looked up.
    private readonly Level[]?[] _places = [.. plan.PairedMinuend.Select((minuend, dimension) =>
        plan.ScoreColumns[Gap(plan, dimension)].IsNarrow && plan.ScoreColumns[minuend].IsNarrow
            ? new Level[plan.ScoreColumns[Gap(plan, dimension)].Bound + plan.ScoreColumns[minuend].Bound + 2] : null)];

    private readonly Dictionary<long, Level>[] _levels = [.. plan.PairedMinuend.Select(_ => new Dictionary<long, Level>())];

    /// <inheritdoc/>
    public IScoreTally Fork() => new GapByLevel(plan);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        for (var dimension = 0; dimension < _levels.Length; dimension++)
        {
            var (gap, minuend) = (Gap(plan, dimension), plan.PairedMinuend[dimension]);
            if (_places[dimension] is { } places)
            {
                var gaps = batch.ScoreColumns.Narrow(gap)[..batch.Count];
                var minuends = batch.ScoreColumns.Narrow(minuend);
                var shift = (int)plan.ScoreColumns[gap].Bound + 1;
                for (var row = 0; row < gaps.Length; row++) places[gaps[row] < 0 ? 0 : minuends[row] - gaps[row] + shift].Add(gaps[row]);
                continue;
            }

            for (var row = 0; row < batch.Count; row++)
            {
                var own = batch.ScoreColumns.At(gap, row);
                if (own != ScoreColumn.Missing)
                    CollectionsMarshal.GetValueRefOrAddDefault(_levels[dimension], batch.ScoreColumns.At(minuend, row) - own, out _).Add(own);
            }
        }
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        var (places, levels) = (((GapByLevel)other)._places, ((GapByLevel)other)._levels);
        for (var dimension = 0; dimension < _levels.Length; dimension++)
        {
            if (_places[dimension] is { } own)
                for (var place = 0; place < own.Length; place++) own[place].Add(places[dimension]![place]);
            foreach (var (level, sums) in levels[dimension]) CollectionsMarshal.GetValueRefOrAddDefault(_levels[dimension], level, out _).Add(sums);
        }
    }

    /// <summary>
    /// The standard deviation of the gap among the half of the respondents with the lower subtrahend and among the half with the higher one. Equal
    /// subtrahends stay together, so that the halves are as equal as they can be.
    /// </summary>
    public (Estimate Low, Estimate High) Halves(int dimension)
    {
        Level[] ordered =
        [
            .. _places[dimension] is { } places ? places.Skip(1).Where(level => level.Count > 0) : _levels[dimension].OrderBy(level => level.Key).Select(level => level.Value),
        ];
        var all = ordered.Sum(level => level.Count);
        var (below, cut, nearest) = (0L, 0, long.MaxValue);
        for (var place = 0; place + 1 < ordered.Length; place++)
        {
            below += ordered[place].Count;
            if (Math.Abs(2 * below - all) < nearest) (nearest, cut) = (Math.Abs(2 * below - all), place + 1);
        }

        var column = plan.ScoreColumns[Gap(plan, dimension)];
        return cut == 0 ? (None(all), None(all)) : (Sd(ordered[..cut]), Sd(ordered[cut..]));

        Estimate Sd(Level[] levels)
        {
            var sums = default(Level);
            foreach (var level in levels) sums.Add(level);
            return new MeanTest(Listwise.SampleOf(sums.Count, sums.Sum, sums.Squares, column)).Sd;
        }
    }

    private static int Gap(StudyPlan plan, int dimension) => plan.BaseDimensions[plan.GapBase][dimension];

    private static Estimate None(long respondents) => Estimate.Undefined(respondents == 0 ? UndefinedReason.NoAnswers : UndefinedReason.NoReferenceGroup);

    /// <summary>The gaps at a level.</summary>
    private struct Level
    {
        public long Count;

        public Int128 Sum;

        public Int128 Squares;

        public void Add(long gap)
        {
            Count++;
            Sum += gap;
            Squares += (Int128)gap * gap;
        }

        public void Add(Level other) => (Count, Sum, Squares) = (Count + other.Count, Sum + other.Sum, Squares + other.Squares);
    }
}
