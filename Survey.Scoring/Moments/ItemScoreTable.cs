using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// The item score of a model for every combination of answer codes, as a small table: the hot loop is a look-up, whatever the model.
/// Scores are stored above the lowest one (0 … span), <see cref="Missing"/> where an answer is missing.
/// </summary>
internal sealed class ItemScoreTable
{
    /// <summary>The score of an item that lacks an answer: negative, so that one sign bit tells a missing score.</summary>
    public const short Missing = -1;

    // Beyond this a table would not stay in the cache; the model is then asked for each score.
    private const int LargestTable = 1 << 16;

    private readonly MeasurementModel _model;
    private readonly RatingScale _scale;
    private readonly bool _isReversed;
    private readonly ScoreRange _range;
    private readonly int _base;
    private readonly short[]? _table;

    /// <summary>The table of a model on a scale, for items as they are or reversed.</summary>
    /// <exception cref="ArgumentException">The model's scores span more than 32,767 points.</exception>
    public ItemScoreTable(MeasurementModel model, RatingScale scale, bool isReversed)
    {
        (_model, _scale, _isReversed, _range) = (model, scale, isReversed, model.ItemRange(scale));
        if (_range.Span is < 0 or > short.MaxValue) throw new ArgumentException($"The item scores of {model} span too many points.", nameof(model));
        _base = scale.Points + 1;
        var size = Math.Pow(_base, model.Batteries.Length);
        if (size > LargestTable) return;
        _table = new short[(int)size];
        Span<byte> codes = stackalloc byte[model.Batteries.Length];
        for (var index = 0; index < _table.Length; index++)
        {
            for (int place = codes.Length - 1, rest = index; place >= 0; place--, rest /= _base) codes[place] = (byte)(rest % _base);
            _table[index] = Compute(codes);
        }
    }

    /// <summary>The scores of an item: one column of codes per battery of the model, each code at most the number of points, 0 when missing.</summary>
    public void Score(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<short> scores)
    {
        if (_table is null)
        {
            ScoreWithoutTable(first, second, third, scores);
            return;
        }

        first = first[..scores.Length];
        if (_model.Batteries.Length == 1)
        {
            for (var row = 0; row < scores.Length; row++) scores[row] = _table[first[row]];
            return;
        }

        second = second[..scores.Length];
        if (_model.Batteries.Length == 2)
        {
            for (var row = 0; row < scores.Length; row++) scores[row] = _table[first[row] * _base + second[row]];
            return;
        }

        third = third[..scores.Length];
        for (var row = 0; row < scores.Length; row++) scores[row] = _table[(first[row] * _base + second[row]) * _base + third[row]];
    }

    private void ScoreWithoutTable(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, Span<short> scores)
    {
        Span<byte> codes = stackalloc byte[3];
        for (var row = 0; row < scores.Length; row++)
        {
            codes[0] = first[row];
            if (_model.Batteries.Length > 1) codes[1] = second[row];
            if (_model.Batteries.Length > 2) codes[2] = third[row];
            scores[row] = Compute(codes[.._model.Batteries.Length]);
        }
    }

    private short Compute(ReadOnlySpan<byte> codes)
    {
        Span<int> answers = stackalloc int[codes.Length];
        for (var battery = 0; battery < codes.Length; battery++)
        {
            if (!AnswerCode.IsAnswer(codes[battery])) return Missing;
            var position = codes[battery] - 1;
            answers[battery] = _isReversed ? _scale.To - position : _scale.From + position;
        }

        var score = _model.ItemScore(answers);
        return score >= _range.Lowest && score <= _range.Highest
            ? (short)(score - _range.Lowest)
            : throw new InvalidOperationException($"{_model} gives the item score {score}, outside the range that it states.");
    }
}
