using Survey.Scoring.Moments;
using Survey.Scoring.Statistics.Blocks;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Screening;

/// <summary>Computes Mahalanobis' distance of a batch of responses. One per thread.</summary>
internal sealed class DistanceReader
{
    private readonly MahalanobisDistance _distance;
    private readonly int _stride;
    private readonly int[] _answers;
    private readonly short[] _mask, _complete;
    private readonly double[] _squared, _ofComplete, _work;
    private int _count;

    /// <summary>Room for the distances of a batch.</summary>
    /// <param name="distance">The distances.</param>
    /// <param name="capacity">The most rows of a batch, made up to whole vectors.</param>
    public DistanceReader(MahalanobisDistance distance, int capacity)
    {
        (_distance, _stride, _work) = (distance, capacity + BlockMatrix.Respondents, new double[distance.WorkSize]);
        _answers = [.. Enumerable.Range(0, distance.Variables)];
        (_mask, _complete) = (new short[capacity], new short[distance.Variables * _stride]);
        (_squared, _ofComplete) = (new double[capacity], new double[_stride]);
    }

    /// <summary>D²; NaN unless every answer is there and the distances exist.</summary>
    public ReadOnlySpan<double> Squared => _squared.AsSpan(0, _count);

    /// <summary>Reads a batch.</summary>
    public void Read(BatchScores batch)
    {
        _count = batch.Count;
        _squared.AsSpan(0, _count).Fill(double.NaN);
        if (_distance.Reason is not null) return;
        var columns = batch.Items.Columns;
        var complete = columns.Mask(_answers, _mask);
        foreach (var answer in _answers) RowSelection.Copy(columns.Narrow(answer), _mask, _complete.AsSpan(answer * _stride));
        for (var first = 0; first < complete; first += BlockMatrix.Respondents)
            _distance.Squared(_complete.AsSpan(first), _stride, _work, _ofComplete.AsSpan(first, BlockMatrix.Respondents));
        for (int row = 0, place = 0; row < _count; row++)
            if (_mask[row] == 0) _squared[row] = _ofComplete[place++];
    }
}
