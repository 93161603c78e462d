using System.Collections.Immutable;
using Survey.Scoring.Moments;

namespace Survey.Benchmarks;

/// <summary>
/// Numbers of products of two columns, by the whole numbers that their exact sums need: answers, item scores, outcomes and half-rule means fit 16 bits;
/// scores weighted by importance are multiples of 2⁻⁴⁰, so that they times an outcome need 64 bits and times each other 128.
/// </summary>
/// <param name="Narrow">Of 16-bit numbers, summed in 32 bits.</param>
/// <param name="Word">Of 64-bit numbers, summed in 64 bits.</param>
/// <param name="Wide">Of 64-bit numbers, summed in 128 bits.</param>
internal sealed record ProductCounts(double Narrow, double Word, double Wide)
{
    /// <summary>All three.</summary>
    public ImmutableArray<double> All => [Narrow, Word, Wide];

    /// <summary>What is carried out: the products that a block forms, over the respondents that it counts itself. What follows from other sums is not in it.</summary>
    public static ProductCounts CarriedOut(StudyMoments moments) => Of(Blocks(moments.Plan).Select(block =>
        (block, (double)moments.Blocks[block.Index].Count, block.Products.Index().ExceptBy(block.Schedule.TotalProducts.Select(total => total.Product), product => product.Index)
            .Select(product => product.Item))));

    /// <summary>Every product of every listwise set of the definitions over all its respondents, as a plain pass over the scores would carry them out.</summary>
    public static ProductCounts OfDefinitions(StudyMoments moments) => Of(Blocks(moments.Plan).Concat(moments.Plan.BatteryItems.SelectMany(items => items))
        .Select(block => (block, (double)new Listwise(moments, block).Count, block.Products.AsEnumerable())));

    private static IEnumerable<BlockPlan> Blocks(StudyPlan plan) => plan.ItemBlocks.Concat(plan.ScoreBlocks);

    private static ProductCounts Of(IEnumerable<(BlockPlan Block, double Count, IEnumerable<(int Left, int Right)> Products)> blocks)
    {
        var numbers = new double[3];
        foreach (var (block, count, products) in blocks)
            foreach (var (left, right) in products) numbers[(int)ProductSchedule.KindOf(block.Definitions[left], block.Definitions[right])] += count;
        return new(numbers[(int)ProductKind.Narrow], numbers[(int)ProductKind.Word], numbers[(int)ProductKind.Wide]);
    }
}
