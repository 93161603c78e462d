namespace Survey.Scoring.Responses.Reading;

/// <summary>Where neighbouring rows of a block stand in a table.</summary>
/// <param name="Chunk">The chunk of the table.</param>
/// <param name="Row">Their first row in it.</param>
/// <param name="First">Their first row in the block.</param>
/// <param name="Count">Their number.</param>
internal readonly record struct RowsInChunk(ResponseChunk Chunk, int Row, int First, int Count)
{
    /// <summary>Writes their answers, importance points and outcomes.</summary>
    public void Fill(CsvRows rows)
    {
        Copy(rows.Answers, Chunk.Answers, Chunk.Shape.Answers);
        Copy(rows.Importance, Chunk.Importance, Chunk.Shape.Importance);
        Copy(rows.Outcomes, Chunk.Outcomes, Chunk.Shape.Outcomes);
    }

    private void Copy<T>(T[] from, T[] to, int width) => from.AsSpan(First * width, Count * width).CopyTo(to.AsSpan(Row * width));
}
