namespace Survey.Scoring.Moments;

/// <summary>Room for the columns of one block at a time, shared by the blocks of a thread.</summary>
internal sealed class ColumnBuffers
{
    private readonly short[] _narrow;
    private readonly long[] _wide;

    /// <summary>Room for any of some blocks.</summary>
    /// <param name="blocks">The blocks.</param>
    /// <param name="stride">The distance of columns.</param>
    public ColumnBuffers(IReadOnlyCollection<BlockPlan> blocks, int stride)
    {
        Stride = stride;
        _narrow = new short[blocks.Max(block => block.Columns.Length) * stride];
        _wide = new long[blocks.Max(block => block.Schedule.WideFactors) * WideTileSums.MostRows];
    }

    /// <summary>The distance of columns.</summary>
    public int Stride { get; }

    /// <summary>Columns of 16-bit values.</summary>
    public Span<short> Narrow => _narrow;

    /// <summary>Columns of 64-bit values, <see cref="WideTileSums.MostRows"/> apart.</summary>
    public Span<long> Wide => _wide;
}
