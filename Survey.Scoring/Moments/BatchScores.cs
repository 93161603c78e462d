using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// The scores of a batch of responses, column by column: answers to item columns, these to score columns. What reads responses once more
/// (weights, distances of respondents, scaling of fit) reads these. One per thread; its buffers are all the memory that it needs.
/// </summary>
/// <remarks>What a column is and which there are says the <see cref="StudyPlan"/>.</remarks>
internal sealed class BatchScores
{
    /// <summary>The most rows of a batch: small enough for the columns of a model to stay in the second-level cache.</summary>
    public const int Rows = 1024;

    // A distance that is no power of two, so that the columns of a row do not meet in the same cache set.
    private const int CodeStride = Rows + 64;

    private readonly StudyPlan _plan;
    private readonly ResponseTable _table;
    private readonly int _batteries;
    private readonly int _width;
    private readonly short[][] _batteryTables;
    private readonly (ItemScoreTable Straight, ItemScoreTable Reversed, int[] Batteries)[] _models;
    private readonly bool[] _isReversed;
    private readonly byte[] _codes;
    private readonly short[] _items;
    private readonly long[] _scores;
    private readonly int[] _sums = new int[Rows];
    private readonly int[] _counts = new int[Rows];
    private readonly double[] _shares;
    private readonly byte[] _answerRows;
    private readonly double[] _importanceRows;
    private readonly byte[] _outcomeRows;
    private readonly int[] _attributeRows;
    private readonly int[] _rows = new int[Rows];
    private int _first;

    /// <summary>Scores of rows of a table.</summary>
    public BatchScores(StudyPlan plan, ResponseTable table)
    {
        (_plan, _table) = (plan, table);
        var questionnaire = table.Questionnaire;
        (_batteries, _width) = (questionnaire.Batteries.Length, table.Layout.Width);
        _isReversed = [.. questionnaire.Items.Select(item => item.IsReversed)];
        _batteryTables = [BatteryTable(questionnaire.Scale, false), BatteryTable(questionnaire.Scale, true)];
        _models = [.. _plan.Bases.Select(model => (new ItemScoreTable(model, questionnaire.Scale, false), new ItemScoreTable(model, questionnaire.Scale, true),
            model.Batteries.Select(_plan.BatteryOf).ToArray()))];
        // One column more than the vector has, all missing: the answers of a battery that is not there.
        _codes = new byte[(_width + 1) * CodeStride];
        _items = new short[_plan.ItemColumns.Length * Rows];
        _scores = new long[_plan.ScoreColumns.Length * Rows];
        _shares = new double[_plan.Dimensions.Length * Rows];
        _answerRows = new byte[_width * Rows];
        _importanceRows = new double[table.ImportanceCount * Rows];
        _outcomeRows = new byte[questionnaire.Outcomes.Length * Rows];
        _attributeRows = new int[questionnaire.Attributes.Length * Rows];
    }

    /// <summary>The rows of the batch.</summary>
    public int Count { get; private set; }

    /// <summary>The answer vectors, row by row.</summary>
    public ReadOnlySpan<byte> AnswerCodes => IsOnePiece ? _table.Answers(_first, Count) : _answerRows.AsSpan(0, Count * _width);

    /// <summary>The importance points, row by row; NaN where not given.</summary>
    public ReadOnlySpan<double> Importance => IsOnePiece ? _table.Importance(_first, Count) : _importanceRows.AsSpan(0, Count * _table.ImportanceCount);

    /// <summary>The codes of the outcomes, row by row.</summary>
    public ReadOnlySpan<byte> OutcomeCodes => IsOnePiece ? _table.Outcomes(_first, Count) : _outcomeRows.AsSpan(0, Count * _table.Questionnaire.Outcomes.Length);

    /// <summary>The codes of the attribute values, row by row; 0 is "not given".</summary>
    public ReadOnlySpan<int> AttributeCodes => IsOnePiece ? _table.Attributes(_first, Count) : _attributeRows.AsSpan(0, Count * _table.Questionnaire.Attributes.Length);

    private bool IsOnePiece => _first >= 0;

    /// <summary>Reads as many neighbouring rows as a batch takes, at most <paramref name="count"/>; how many says <see cref="Count"/>.</summary>
    public void Read(int row, int count)
    {
        _first = row;
        Count = Math.Min(Math.Min(count, Rows), _table.RowsInPiece(row));
        for (var r = 0; r < Count; r++) _rows[r] = row + r;
        Score();
    }

    /// <summary>Reads some rows in any order, repeated as often as they are named; at most <see cref="Rows"/>.</summary>
    public void Read(ReadOnlySpan<int> rows)
    {
        (_first, Count) = (-1, rows.Length);
        rows.CopyTo(_rows);
        var (importance, outcomes, attributes) = (_table.ImportanceCount, _table.Questionnaire.Outcomes.Length, _table.Questionnaire.Attributes.Length);
        for (var r = 0; r < rows.Length; r++)
        {
            _table.Answers(rows[r], 1).CopyTo(_answerRows.AsSpan(r * _width));
            _table.Importance(rows[r], 1).CopyTo(_importanceRows.AsSpan(r * importance));
            _table.Outcomes(rows[r], 1).CopyTo(_outcomeRows.AsSpan(r * outcomes));
            _table.Attributes(rows[r], 1).CopyTo(_attributeRows.AsSpan(r * attributes));
        }

        Score();
    }

    /// <summary>The row of the table that a row of the batch is.</summary>
    public int RowOf(int row) => _rows[row];

    /// <summary>An item column: values above the column's offset, <see cref="ItemScoreTable.Missing"/> where missing; beyond the batch all missing.</summary>
    public ReadOnlySpan<short> ItemValues(int column) => ItemColumn(column);

    /// <summary>A score column of the batch: values over the column's denominator, <see cref="ScoreColumn.Missing"/> where missing.</summary>
    public ReadOnlySpan<long> ScoreValues(int column) => ScoreColumnOf(column)[..Count];

    /// <summary>The scores of an item column as numbers on its scale, NaN where missing.</summary>
    /// <param name="column">A column of <see cref="StudyPlan.ItemColumns"/>.</param>
    /// <param name="scores">Takes a number per row of the batch.</param>
    public void CopyItems(int column, Span<double> scores)
    {
        var values = ItemColumn(column)[..Count];
        var offset = _plan.ItemColumns[column].Offset;
        for (var r = 0; r < values.Length; r++) scores[r] = values[r] < 0 ? double.NaN : offset + values[r];
    }

    /// <summary>The scores of a score column as numbers on its scale, NaN where missing.</summary>
    /// <param name="column">A column of <see cref="StudyPlan.ScoreColumns"/>.</param>
    /// <param name="scores">Takes a number per row of the batch.</param>
    public void CopyScores(int column, Span<double> scores)
    {
        var values = ScoreColumnOf(column)[..Count];
        var (offset, denominator, _) = _plan.ScoreColumns[column];
        for (var r = 0; r < values.Length; r++) scores[r] = values[r] == ScoreColumn.Missing ? double.NaN : offset + values[r] / (double)denominator;
    }

    private void Score()
    {
        ReadCodes();
        ScoreItems(Count);
        ScoreDimensions(Count);
        ScoreOutcomes(Count);
    }

    // Row by row to column by column; what is no answer becomes 0.
    private void ReadCodes()
    {
        var answers = AnswerCodes;
        for (var r = 0; r < Count; r++)
        {
            var vector = answers.Slice(r * _width, _width);
            for (var column = 0; column < vector.Length; column++)
            {
                var code = vector[column];
                _codes[column * CodeStride + r] = code > AnswerCode.LastPosition ? (byte)0 : code;
            }
        }
    }

    private static short[] BatteryTable(RatingScale scale, bool isReversed)
    {
        var table = new short[scale.Points + 1];
        table[0] = ItemScoreTable.Missing;
        for (var position = 0; position < scale.Points; position++)
            table[position + 1] = (short)(isReversed ? scale.Points - 1 - position : position);
        return table;
    }

    private void ScoreItems(int count)
    {
        for (var battery = 0; battery < _batteries; battery++)
        {
            for (var item = 0; item < _isReversed.Length; item++)
            {
                var table = _batteryTables[_isReversed[item] ? 1 : 0];
                var codes = Codes(battery, item, count);
                var scores = ItemColumn(_plan.BatteryItem(battery, item));
                for (var r = 0; r < codes.Length; r++) scores[r] = table[codes[r]];
                scores[count..].Fill(ItemScoreTable.Missing);
            }
        }

        for (var model = 0; model < _models.Length; model++)
        {
            var (straight, reversed, batteries) = _models[model];
            for (var item = 0; item < _isReversed.Length; item++)
            {
                var scores = ItemColumn(_plan.ModelItem(model, item));
                (_isReversed[item] ? reversed : straight).Score(
                    Codes(batteries[0], item, count), batteries.Length > 1 ? Codes(batteries[1], item, count) : [],
                    batteries.Length > 2 ? Codes(batteries[2], item, count) : [], scores[..count]);
                scores[count..].Fill(ItemScoreTable.Missing);
            }
        }
    }

    private void ScoreDimensions(int count)
    {
        for (var dimension = 0; dimension < _plan.Dimensions.Length; dimension++)
        {
            for (var battery = 0; battery < _batteries; battery++)
            {
                SumItems(_plan.BatteryItem(battery, 0), dimension, count);
                HalfRuleMean(dimension, _plan.BatteryDimensions[battery][dimension], count);
            }

            for (var model = 0; model < _models.Length; model++)
            {
                SumItems(_plan.ModelItem(model, 0), dimension, count);
                HalfRuleMean(dimension, _plan.BaseDimensions[model][dimension], count);
            }

            if (_plan.GapModel is not null)
            {
                SumMinuends(dimension, count);
                HalfRuleMean(dimension, _plan.PairedMinuend[dimension], count);
            }
        }

        for (var model = 0; model < _models.Length; model++) SumDimensions(_plan.BaseDimensions[model], _plan.BaseOverall[model], count, _plan.Denominator is null);
        ReadShares(count);
        for (var model = 0; model < _plan.Models.Length; model++)
        {
            if (!_plan.Models[model].IsWeighted) continue;
            for (var dimension = 0; dimension < _plan.Dimensions.Length; dimension++)
                Weight(_plan.BaseDimensions[_plan.BaseOf(model)][dimension], dimension, _plan.WeightedDimensions[model][dimension], count);
            SumDimensions(_plan.WeightedDimensions[model], _plan.WeightedOverall[model], count, isMean: false);
        }
    }

    private void SumItems(int firstItem, int dimension, int count)
    {
        var sums = _sums.AsSpan(0, count);
        var counts = _counts.AsSpan(0, count);
        sums.Clear();
        counts.Clear();
        var (start, length) = _plan.Dimensions[dimension];
        for (var item = start; item < start + length; item++)
        {
            var scores = ItemColumn(firstItem + item)[..count];
            for (var r = 0; r < scores.Length; r++)
            {
                int score = scores[r], there = ~(score >> 31);
                sums[r] += score & there;
                counts[r] -= there;
            }
        }
    }

    // The minuend's answers to the items whose gap is there.
    private void SumMinuends(int dimension, int count)
    {
        var sums = _sums.AsSpan(0, count);
        var counts = _counts.AsSpan(0, count);
        sums.Clear();
        counts.Clear();
        var (start, length) = _plan.Dimensions[dimension];
        for (var item = start; item < start + length; item++)
        {
            var gaps = ItemColumn(_plan.ModelItem(_plan.GapBase, item))[..count];
            var scores = _plan.GapMinuend < 0 ? gaps : ItemColumn(_plan.BatteryItem(_plan.GapMinuend, item))[..count];
            for (var r = 0; r < gaps.Length; r++)
            {
                var there = ~(gaps[r] >> 31);
                sums[r] += scores[r] & there;
                counts[r] -= there;
            }
        }
    }

    private void HalfRuleMean(int dimension, int column, int count)
    {
        var items = _plan.Dimensions[dimension].Length;
        var denominator = _plan.ScoreColumns[column].Denominator;
        var scores = ScoreColumnOf(column)[..count];
        var sums = _sums.AsSpan(0, count);
        var counts = _counts.AsSpan(0, count);
        if (_plan.Denominator is not null)
        {
            Span<long> factors = items < 256 ? stackalloc long[items + 1] : new long[items + 1];
            factors.Clear();
            for (var answered = (items + 1) / 2; answered <= items; answered++) factors[answered] = denominator / answered;
            for (var r = 0; r < scores.Length; r++)
            {
                var factor = factors[counts[r]];
                scores[r] = factor == 0 ? ScoreColumn.Missing : sums[r] * factor;
            }
        }
        else
        {
            for (var r = 0; r < scores.Length; r++)
                scores[r] = 2 * counts[r] < items ? ScoreColumn.Missing : Divide((Int128)sums[r] * denominator, counts[r]);
        }
    }

    private static long Divide(Int128 numerator, int denominator) =>
        (long)((2 * numerator + (numerator < 0 ? -denominator : denominator)) / (2 * denominator));

    private void SumDimensions(IReadOnlyList<int> dimensions, int overall, int count, bool isMean)
    {
        var sums = ScoreColumnOf(overall)[..count];
        sums.Clear();
        foreach (var dimension in dimensions)
        {
            var scores = ScoreColumnOf(dimension)[..count];
            for (var r = 0; r < sums.Length; r++)
                sums[r] = sums[r] == ScoreColumn.Missing || scores[r] == ScoreColumn.Missing ? ScoreColumn.Missing : sums[r] + scores[r];
        }

        if (!isMean) return;
        for (var r = 0; r < sums.Length; r++)
            if (sums[r] != ScoreColumn.Missing) sums[r] = Divide(sums[r], dimensions.Count);
    }

    private void ReadShares(int count)
    {
        var dimensions = _plan.Dimensions.Length;
        if (_plan.Questionnaire.Importance is null)
        {
            _shares.AsSpan().Fill(double.NaN);
            return;
        }

        var importance = Importance;
        for (var r = 0; r < count; r++)
        {
            var points = importance.Slice(r * dimensions, dimensions);
            var total = 0.0;
            foreach (var given in points) total += given;
            for (var dimension = 0; dimension < dimensions; dimension++)
            {
                var share = total > 0 && double.IsFinite(total) ? points[dimension] / total : double.NaN;
                _shares[dimension * Rows + r] = share;
                ScoreColumnOf(_plan.Importance[dimension])[r] =
                    double.IsNaN(share) ? ScoreColumn.Missing : (long)Math.Round(100 * share * ScoreColumn.FixedPoint);
            }
        }
    }

    private void Weight(int score, int dimension, int weighted, int count)
    {
        var column = _plan.ScoreColumns[score];
        double offset = column.Offset, denominator = column.Denominator, fixedPoint = _plan.ScoreColumns[weighted].Denominator;
        var scores = ScoreColumnOf(score)[..count];
        var results = ScoreColumnOf(weighted)[..count];
        var shares = _shares.AsSpan(dimension * Rows, count);
        for (var r = 0; r < scores.Length; r++)
        {
            results[r] = scores[r] == ScoreColumn.Missing || double.IsNaN(shares[r])
                ? ScoreColumn.Missing
                : (long)Math.Round((offset + scores[r] / denominator) * shares[r] * fixedPoint);
        }
    }

    private void ScoreOutcomes(int count)
    {
        var outcomes = _plan.Outcomes.Length;
        var codes = OutcomeCodes;
        for (var outcome = 0; outcome < outcomes; outcome++)
        {
            var scores = ScoreColumnOf(_plan.Outcomes[outcome])[..count];
            for (var r = 0; r < scores.Length; r++)
            {
                var code = codes[r * outcomes + outcome];
                scores[r] = AnswerCode.IsAnswer(code) ? code - 1 : ScoreColumn.Missing;
            }
        }
    }

    private ReadOnlySpan<byte> Codes(int battery, int item, int count) =>
        _codes.AsSpan((battery < 0 ? _width : battery * _isReversed.Length + item) * CodeStride, count);

    private Span<short> ItemColumn(int column) => _items.AsSpan(column * Rows, Rows);

    private Span<long> ScoreColumnOf(int column) => _scores.AsSpan(column * Rows, Rows);
}
