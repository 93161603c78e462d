using System.Numerics;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Moments;

/// <summary>
/// The moments of one listwise set, read as numbers: how many respondents, means, and sums of squares and products about the means.
/// Each is one division of exact whole numbers, so that no figure suffers from cancellation.
/// </summary>
internal sealed class Listwise
{
    private readonly BlockPlan _plan;
    private readonly BlockMoments _moments;

    /// <summary>Reads a block.</summary>
    public Listwise(StudyMoments moments, BlockPlan plan)
        : this(plan, Total(moments, plan))
    {
    }

    /// <summary>Reads moments of the columns of a block, whatever respondents they were taken of.</summary>
    public Listwise(BlockPlan plan, BlockMoments moments) => (_plan, _moments) = (plan, moments);

    /// <summary>The respondents that have every column.</summary>
    public long Count => _moments.Count;

    /// <summary>The mean of a column; 0 for no respondents.</summary>
    public double Mean(int column)
    {
        if (Count == 0) return 0;
        var place = _plan.PlaceOf(column);
        return Mean(Count, _moments.Sums[place], _plan.Definitions[place]);
    }

    /// <summary>Σ (x − x̄)(y − ȳ); exactly 0 when one of both is constant; 0 for no respondents.</summary>
    public double Deviation(int left, int right)
    {
        if (Count == 0) return 0;
        var (leftPlace, rightPlace) = (_plan.PlaceOf(left), _plan.PlaceOf(right));
        var numerator = Numerator(Count, _moments.Products[_plan.PlaceOf(left, right)], _moments.Sums[leftPlace], _moments.Sums[rightPlace]);
        return numerator / Count / _plan.Definitions[leftPlace].Denominator / _plan.Definitions[rightPlace].Denominator;
    }

    /// <summary>Number, mean and squared deviations of one column.</summary>
    public Sample Sample(int column) => new(Count, Mean(column), Deviation(column, column));

    /// <summary>Number, mean and squared deviations of the sole column of the block.</summary>
    public Sample Sample() => Sample(_plan.Columns[0]);

    /// <summary>Means and deviations of some columns, in their order.</summary>
    public CrossProducts CrossProducts(params ReadOnlySpan<int> columns)
    {
        var means = new double[columns.Length];
        var deviations = new double[columns.Length, columns.Length];
        for (var left = 0; left < columns.Length; left++)
        {
            means[left] = Mean(columns[left]);
            for (var right = left; right < columns.Length; right++)
                deviations[left, right] = deviations[right, left] = Deviation(columns[left], columns[right]);
        }

        return new CrossProducts(Count, means, deviations);
    }

    /// <summary>Means and deviations of all columns of the block.</summary>
    public CrossProducts CrossProducts() => CrossProducts(_plan.Columns.AsSpan());

    /// <summary>Number, mean and squared deviations from the sums of one column.</summary>
    public static Sample SampleOf(long count, Int128 sum, Int128 squares, ScoreColumn column) => count == 0
        ? new Sample(0, 0, 0)
        : new Sample(count, Mean(count, sum, column), Numerator(count, squares, sum, sum) / count / column.Denominator / column.Denominator);

    private static double Mean(long count, Int128 sum, ScoreColumn column)
    {
        var whole = (Int128)count * column.Denominator;
        return (double)(sum + column.Offset * whole) / (double)whole;
    }

    // n Σxy − Σx Σy, exact up to the last step.
    private static double Numerator(long count, Int128 products, Int128 left, Int128 right) =>
        Bits(count) + Bits(products) <= 125 && Bits(left) + Bits(right) <= 125
            ? (double)(count * products - left * right)
            : (double)((BigInteger)count * (BigInteger)products - (BigInteger)left * (BigInteger)right);

    private static int Bits(Int128 value) => 128 - (int)Int128.LeadingZeroCount(Int128.Abs(value));

    /// <summary>The moments of a block over all its respondents, those of its ancestors too.</summary>
    public static BlockMoments Total(StudyMoments moments, BlockPlan plan)
    {
        if (plan.Answers is var (column, isReversed)) return moments.AnswerCounts[column].Moments(isReversed);
        return Total(moments.Blocks, plan);
    }

    /// <summary>The moments of a block over all its respondents, from those of all blocks by their <see cref="BlockPlan.Index"/>.</summary>
    public static BlockMoments Total(BlockMoments[] blocks, BlockPlan plan)
    {
        if (plan.Parent is null) return blocks[plan.Index];
        var total = plan.FromParent(Total(blocks, plan.Parent));
        if (!plan.HasParentsRows) total.Add(blocks[plan.Index], 1);
        return total;
    }
}
