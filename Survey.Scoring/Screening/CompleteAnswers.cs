using System.Collections.Immutable;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Screening;

/// <summary>The moments of all answers, reversed items recoded, over the responses that have every one.</summary>
internal sealed class CompleteAnswers : IScoreTally
{
    private readonly BlockPlan _block;
    private readonly BlockMoments _moments;
    private readonly BlockAdder _adder;
    private readonly short[] _mask = new short[BatchScores.MostRows];

    private CompleteAnswers(BlockPlan block)
    {
        (_block, _moments) = (block, new BlockMoments(block.Columns.Length, block.Products.Length));
        _adder = new BlockAdder(block, _moments, new ColumnBuffers([block], BatchScores.MostRows + 64), isPortable: false);
    }

    /// <summary>From the moments of a study where they hold them, as they do with the batteries of a gap; otherwise from a pass over the responses.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="moments">Their moments; null when they are not at hand.</param>
    public static CrossProducts MomentsOf(ResponseTable responses, StudyMoments? moments)
    {
        var plan = StudyPlan.Of(responses.Questionnaire);
        ImmutableArray<int> all = [.. Enumerable.Range(0, responses.Layout.Width)];
        if (moments is not null)
        {
            foreach (var block in plan.BaseItems.Append(plan.JointItems).OfType<BlockPlan>())
                if (ColumnsOf(plan, block, all) is { } columns) return new Listwise(moments, block).CrossProducts(columns);
        }

        var own = new CompleteAnswers(new BlockPlan(plan.ItemColumns, all));
        ScoreScan.Run(responses, plan, [own]);
        return new Listwise(own._block, own._moments).CrossProducts(all.AsSpan());
    }

    /// <inheritdoc/>
    public IScoreTally Fork() => new CompleteAnswers(_block);

    /// <inheritdoc/>
    public void Add(BatchScores batch)
    {
        var columns = batch.Items.Columns;
        _adder.Add(columns, _mask, columns.Mask(_block.Columns.AsSpan(), _mask));
    }

    /// <inheritdoc/>
    public void Join(IScoreTally other)
    {
        var own = (CompleteAnswers)other;
        own._adder.Finish();
        _moments.Add(own._moments, 1);
    }

    // The block's columns in the order of the answers; null when it does not have every answer and nothing else.
    private static int[]? ColumnsOf(StudyPlan plan, BlockPlan block, ImmutableArray<int> all)
    {
        int[] columns = [.. block.Columns.OrderBy(Answer)];
        return columns.Select(Answer).SequenceEqual(all) ? columns : null;

        int Answer(int column) => plan.SameItemColumn(column) is >= 0 and var answer ? answer : column;
    }
}
