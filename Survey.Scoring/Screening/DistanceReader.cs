using Survey.Scoring.Moments;
using Survey.Scoring.Statistics.Blocks;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Screening;

/// <summary>Computes Mahalanobis' distance of a batch of responses. One per thread.</summary>
internal sealed class DistanceReader
{
    private readonly MahalanobisDistance _distance;
    private readonly double[] _squared, _work;
    private readonly double[] _ofBlock = new double[BlockMatrix.Respondents];
    private readonly int[] _complete;
    private int _count;

    /// <summary>Room for the distances of a batch.</summary>
    /// <param name="distance">The distances.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    public DistanceReader(MahalanobisDistance distance, int capacity) =>
        (_distance, _squared, _work, _complete) = (distance, new double[capacity], new double[distance.WorkSize], new int[capacity]);

    /// <summary>D²; NaN unless every answer is there and the distances exist.</summary>
    public ReadOnlySpan<double> Squared => _squared.AsSpan(0, _count);

    /// <summary>Reads a batch.</summary>
    public void Read(BatchScores batch, IndexReader indices)
    {
        _count = batch.Count;
        _squared.AsSpan(0, _count).Fill(double.NaN);
        if (_distance.Reason is not null) return;
        var (complete, columns) = (0, batch.Items.Columns);
        for (var row = 0; row < _count; row++)
        {
            _complete[complete] = row;
            if (indices.Answered[row] == _distance.Variables) complete++;
        }

        for (var first = 0; first < complete; first += BlockMatrix.Respondents)
        {
            var rows = _complete.AsSpan(first, Math.Min(BlockMatrix.Respondents, complete - first));
            _distance.Squared(columns.AllNarrow, columns.Stride, rows, _work, _ofBlock);
            for (var i = 0; i < rows.Length; i++) _squared[rows[i]] = _ofBlock[i];
        }
    }
}
