namespace Survey.Scoring.Moments;

/// <summary>The moments of a block: the number of respondents, the sum of every column and of every planned product. Exact, so adding and subtracting is too.</summary>
internal sealed class BlockMoments(int columns, int products)
{
    /// <summary>The respondents.</summary>
    public long Count { get; set; }

    /// <summary>The sum of each column.</summary>
    public Int128[] Sums { get; } = new Int128[columns];

    /// <summary>The sum of each product.</summary>
    public Int128[] Products { get; } = new Int128[products];

    /// <summary>Adds other moments of the same block, or subtracts them when <paramref name="sign"/> is −1.</summary>
    public void Add(BlockMoments other, int sign)
    {
        Count += sign * other.Count;
        for (var column = 0; column < Sums.Length; column++) Sums[column] += sign * other.Sums[column];
        for (var product = 0; product < Products.Length; product++) Products[product] += sign * other.Products[product];
    }

    /// <summary>Makes all numbers 0.</summary>
    public void Clear()
    {
        Count = 0;
        Sums.AsSpan().Clear();
        Products.AsSpan().Clear();
    }

    /// <summary>Whether all numbers are 0.</summary>
    public bool IsZero => Count == 0 && !Sums.AsSpan().ContainsAnyExcept(Int128.Zero) && !Products.AsSpan().ContainsAnyExcept(Int128.Zero);

    /// <summary>Whether both are the same, number by number.</summary>
    public bool SameAs(BlockMoments other) =>
        Count == other.Count && Sums.AsSpan().SequenceEqual(other.Sums) && Products.AsSpan().SequenceEqual(other.Products);
}
