using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Screening;

/// <summary>The items of a batch of responses in the order in which each respondent saw them, where it was drawn. One per thread.</summary>
internal sealed class PresentedItems(ScreeningPlan plan, ResponseTable table)
{
    private readonly List<int[]> _orders = [];
    private byte[] _ordered = [];
    private int _count;

    /// <summary>Draws the orders of a batch again.</summary>
    public void Draw(BatchScores batch)
    {
        _orders.Clear();
        _count = batch.Count;
        for (var row = 0; row < _count; row++)
        {
            var id = table.IdOf(batch.RowOf(row));
            foreach (var dimension in plan.DrawnDimensions) _orders.Add(PresentationOrder.Of(id, dimension, plan.Scales[dimension].Length));
        }
    }

    /// <summary>The codes of a battery, item by item as they were shown, in each the respondents side by side.</summary>
    /// <param name="codes">The same in file order.</param>
    /// <param name="stride">From one item to the next.</param>
    public ReadOnlySpan<byte> Ordered(ReadOnlySpan<byte> codes, int stride)
    {
        var length = plan.Items * stride;
        if (_ordered.Length < length) _ordered = new byte[length];
        var ordered = _ordered.AsSpan(0, length);
        codes[..length].CopyTo(ordered);
        for (var row = 0; row < _count; row++)
        {
            for (var drawn = 0; drawn < plan.DrawnDimensions.Length; drawn++)
            {
                var start = plan.Scales[plan.DrawnDimensions[drawn]].Start;
                var order = _orders[row * plan.DrawnDimensions.Length + drawn];
                for (var place = 0; place < order.Length; place++) ordered[(start + place) * stride + row] = codes[(start + order[place]) * stride + row];
            }
        }
        return ordered;
    }
}
