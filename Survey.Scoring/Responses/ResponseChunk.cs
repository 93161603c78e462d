namespace Survey.Scoring.Responses;

/// <summary>A fixed number of rows of a <see cref="ResponseTable"/>. Rows are written before they are read.</summary>
/// <param name="shape">How many values a row has.</param>
internal sealed class ResponseChunk(ResponseShape shape)
{
    /// <summary>The rows of a chunk.</summary>
    public const int Rows = 4096;

    private ResponseDetails?[]? _details;

    /// <summary>How many values a row has.</summary>
    public ResponseShape Shape => shape;

    /// <summary>The ids.</summary>
    public ResponseIds Ids { get; } = new(Rows);

    /// <summary>The answer vectors, row by row.</summary>
    public byte[] Answers { get; } = GC.AllocateUninitializedArray<byte>(Rows * shape.Answers);

    /// <summary>The importance points, row by row; NaN where not given.</summary>
    public double[] Importance { get; } = GC.AllocateUninitializedArray<double>(Rows * shape.Importance);

    /// <summary>The outcomes, row by row.</summary>
    public byte[] Outcomes { get; } = GC.AllocateUninitializedArray<byte>(Rows * shape.Outcomes);

    /// <summary>The codes of the attribute values, row by row.</summary>
    public int[] Attributes { get; } = GC.AllocateUninitializedArray<int>(Rows * shape.Attributes);

    /// <summary>Comment, times and the like of each row.</summary>
    public ResponseDetails?[] Details => _details ??= new ResponseDetails?[Rows];

    /// <summary>Comment, times and the like of a row; null when it has none.</summary>
    public ResponseDetails? DetailsOf(int row) => _details?[row];
}
