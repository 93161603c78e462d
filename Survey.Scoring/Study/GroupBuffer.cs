using Survey.Scoring.Moments;

namespace Survey.Scoring.Study;

/// <summary>Adds respondents of a group to the moments of a block of items, many at a time. One per thread.</summary>
/// <param name="block">The block; its columns are narrow.</param>
/// <param name="rows">How many respondents are summed at once, a multiple of 64.</param>
internal sealed class GroupBuffer(BlockPlan block, int rows)
{
    private readonly short[] _columns = new short[block.Columns.Length * rows];
    private readonly int[] _starts = [.. Enumerable.Range(0, block.Columns.Length).Select(place => place * rows)];
    private readonly int[] _waiting = new int[rows];
    private TileSums<short>? _products;
    private int _buffered, _waited;

    /// <summary>The moments of the respondents that have been summed: all, once the buffer has been added to another.</summary>
    public BlockMoments Moments { get; } = new(block.Columns.Length, block.Products.Length);

    /// <summary>Adds a respondent of a batch, who has every column.</summary>
    public void Add(int row, ColumnStore batch)
    {
        _waiting[_waited++] = row;
        if (_waited + _buffered < rows) return;
        Copy(batch);
        Sum();
    }

    /// <summary>Takes over the respondents of a batch that were added, before the next batch comes.</summary>
    public void Copy(ColumnStore batch)
    {
        var waiting = _waiting.AsSpan(0, _waited);
        for (var place = 0; place < block.Columns.Length; place++)
        {
            var values = batch.WholeNarrow(block.Columns[place]);
            var column = _columns.AsSpan(place * rows + _buffered, waiting.Length);
            for (var i = 0; i < waiting.Length; i++) column[i] = values[waiting[i]];
        }

        (_buffered, _waited) = (_buffered + _waited, 0);
    }

    /// <summary>Adds what another buffer of the block has.</summary>
    public void Add(GroupBuffer other)
    {
        other.Sum();
        other._products?.Flush();
        Moments.Add(other.Moments, 1);
    }

    private void Sum()
    {
        if (_buffered == 0) return;
        Moments.Count += _buffered;
        for (var place = 0; place < block.Columns.Length; place++)
        {
            var column = _columns.AsSpan(place * rows, rows);
            column[_buffered..].Clear();
            Moments.Sums[place] += DotProduct.Sum(column);
        }

        _products ??= TileSums.OfShorts(block.Schedule.NarrowTiles, block.Schedule.NarrowBound, Moments.Products, isPortable: false);
        _products.Add(_columns, _starts, rows);
        _buffered = 0;
    }
}
