using System.Numerics;
using System.Runtime.InteropServices;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// Adds rows of a table to moments, a batch at a time: answers to item columns, these to score columns, both to the blocks. One per
/// thread; its buffers are all the memory that scoring needs beside the table and the moments.
/// </summary>
internal sealed class BatchAccumulator
{
    /// <summary>The rows of a batch: small enough for the columns of a model to stay in the second-level cache.</summary>
    public const int Rows = 1024;

    // A distance that is no power of two, so that the columns of a row do not meet in the same cache set.
    private const int CodeStride = Rows + 64;

    private readonly StudyMoments _moments;
    private readonly StudyPlan _plan;
    private readonly ResponseTable _table;
    private readonly int _batteries;
    private readonly int _width;
    private readonly short[][] _batteryTables;
    private readonly (ItemScoreTable Straight, ItemScoreTable Reversed, int[] Batteries)[] _models;
    private readonly bool[] _isReversed;
    private readonly byte[] _codes;
    private readonly short[] _items;
    private readonly short[] _listwiseItems;
    private readonly short[] _mask = new short[Rows];
    private readonly long[] _scores;
    private readonly long[] _listwiseScores;
    private readonly int[] _sums = new int[Rows];
    private readonly int[] _counts = new int[Rows];
    private readonly double[] _shares;
    private readonly int[][] _left;
    private readonly int[] _leftCount;
    private readonly int[] _all = [.. Enumerable.Range(0, Rows)];
    private readonly int[] _complete = new int[Rows];
    private readonly GroupMoments?[][] _groups;

    /// <summary>An accumulator that adds rows of the table to the moments.</summary>
    public BatchAccumulator(StudyMoments moments, ResponseTable table)
    {
        (_moments, _plan, _table) = (moments, moments.Plan, table);
        var questionnaire = table.Questionnaire;
        (_batteries, _width) = (questionnaire.Batteries.Length, table.Layout.Width);
        _isReversed = [.. questionnaire.Items.Select(item => item.IsReversed)];
        _batteryTables = [BatteryTable(questionnaire.Scale, false), BatteryTable(questionnaire.Scale, true)];
        _models = [.. _plan.Bases.Select(model => (new ItemScoreTable(model, questionnaire.Scale, false), new ItemScoreTable(model, questionnaire.Scale, true),
            model.Batteries.Select(_plan.BatteryOf).ToArray()))];
        // One column more than the vector has, all missing: the answers of a battery that is not there.
        _codes = new byte[(_width + 1) * CodeStride];
        _items = new short[_plan.ItemColumns.Length * Rows];
        _listwiseItems = new short[_plan.ItemBlocks.Select(block => block.Columns.Length).DefaultIfEmpty().Max() * Rows];
        _scores = new long[_plan.ScoreColumns.Length * Rows];
        _listwiseScores = new long[_plan.ScoreBlocks.Select(block => block.Columns.Length).DefaultIfEmpty().Max() * Rows];
        _shares = new double[_plan.Dimensions.Length * Rows];
        _left = [.. _plan.ScoreBlocks.Select(_ => new int[Rows])];
        _leftCount = new int[_plan.ScoreBlocks.Length];
        _groups = [.. questionnaire.Attributes.Select((_, attribute) => new GroupMoments?[table.ValuesOf(attribute).Count])];
    }

    /// <summary>Adds at most <see cref="Rows"/> rows, which may lie in two pieces.</summary>
    public void Add(int row, int count)
    {
        while (count > 0)
        {
            var part = Math.Min(count, _table.RowsInPiece(row));
            AddPiece(row, part);
            row += part;
            count -= part;
        }
    }

    /// <summary>The moments of all rows that were added.</summary>
    public StudyMoments Finish()
    {
        for (var attribute = 0; attribute < _groups.Length; attribute++)
            for (var code = 1; code < _groups[attribute].Length; code++)
                if (_groups[attribute][code] is { } group) _moments.Groups[attribute].Add(_table.ValuesOf(attribute).ValueOf(code)!, group);
        return _moments;
    }

    private void AddPiece(int row, int count)
    {
        _moments.Responses += count;
        _moments.DataHash.Add(_table, row, count);
        ReadCodes(row, count);
        ScoreItems(count);
        ScoreDimensions(row, count);
        ScoreOutcomes(row, count);
        foreach (var block in _plan.ItemBlocks) AddItems(block, count);
        foreach (var block in _plan.ScoreBlocks) AddScores(block, count);
        AddGroups(row, count);
    }

    private static short[] BatteryTable(RatingScale scale, bool isReversed)
    {
        var table = new short[scale.Points + 1];
        table[0] = ItemScoreTable.Missing;
        for (var position = 0; position < scale.Points; position++)
            table[position + 1] = (short)(isReversed ? scale.Points - 1 - position : position);
        return table;
    }

    // Row by row to column by column; what is no answer becomes 0.
    private void ReadCodes(int row, int count)
    {
        var answers = _table.Answers(row, count);
        var (notSeen, skipped, notApplicable) = (answers.Count(AnswerCode.NotSeen), answers.Count(AnswerCode.Skipped), answers.Count(AnswerCode.NotApplicable));
        var before = _moments.Answers;
        _moments.Answers = (before.Answered + answers.Length - notSeen - skipped - notApplicable, before.Skipped + skipped,
            before.NotApplicable + notApplicable, before.NotSeen + notSeen);
        for (var r = 0; r < count; r++)
        {
            var vector = answers.Slice(r * _width, _width);
            for (var column = 0; column < vector.Length; column++)
            {
                var code = vector[column];
                _codes[column * CodeStride + r] = code > AnswerCode.LastPosition ? (byte)0 : code;
            }
        }
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

    private void ScoreDimensions(int row, int count)
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
        ReadShares(row, count);
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

    private void ReadShares(int row, int count)
    {
        var dimensions = _plan.Dimensions.Length;
        if (_plan.Questionnaire.Importance is null)
        {
            _shares.AsSpan().Fill(double.NaN);
            return;
        }

        var importance = _table.Importance(row, count);
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

    private void ScoreOutcomes(int row, int count)
    {
        var outcomes = _plan.Outcomes.Length;
        var codes = _table.Outcomes(row, count);
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

    // The rows that lack a score become 0, so that sums and products run over whole columns without a branch.
    private void AddItems(BlockPlan block, int count)
    {
        var mask = MemoryMarshal.Cast<short, Vector<short>>(_mask.AsSpan());
        mask.Clear();
        foreach (var column in block.Columns)
        {
            var scores = MemoryMarshal.Cast<short, Vector<short>>(ItemColumn(column));
            for (var i = 0; i < mask.Length; i++) mask[i] |= scores[i];
        }

        for (var i = 0; i < mask.Length; i++) mask[i] = Vector.ShiftRightArithmetic(mask[i], 15);
        var complete = (int)(Rows + DotProduct.Sum(_mask));
        if (complete == 0) return;
        var moments = _moments.Blocks[block.Index];
        moments.Count += complete;
        for (var place = 0; place < block.Columns.Length; place++)
        {
            var scores = MemoryMarshal.Cast<short, Vector<short>>(ItemColumn(block.Columns[place]));
            var listwise = MemoryMarshal.Cast<short, Vector<short>>(_listwiseItems.AsSpan(place * Rows, Rows));
            for (var i = 0; i < mask.Length; i++) listwise[i] = Vector.AndNot(scores[i], mask[i]);
            moments.Sums[place] += DotProduct.Sum(_listwiseItems.AsSpan(place * Rows, Rows));
        }

        for (var product = 0; product < block.Products.Length; product++)
        {
            var (left, right) = block.Products[product];
            var lefts = _listwiseItems.AsSpan(left * Rows, Rows);
            var rights = _listwiseItems.AsSpan(right * Rows, Rows);
            moments.Products[product] += block.Definitions[left].Bound * block.Definitions[right].Bound <= int.MaxValue / Rows
                ? DotProduct.Of(lefts, rights)
                : DotProduct.OfLarge(lefts, rights);
        }
    }

    private void AddScores(BlockPlan block, int count)
    {
        var own = block.Index - _plan.ItemBlocks.Length;
        var candidates = _all.AsSpan(0, count);
        if (block.Parent is { } parent)
            candidates = _left[parent.Index - _plan.ItemBlocks.Length].AsSpan(0, _leftCount[parent.Index - _plan.ItemBlocks.Length]);
        var (complete, left) = (0, 0);
        foreach (var r in candidates)
        {
            if (IsComplete(block, r)) _complete[complete++] = r;
            else _left[own][left++] = r;
        }

        _leftCount[own] = left;
        if (complete == 0) return;
        var moments = _moments.Blocks[block.Index];
        moments.Count += complete;
        for (var place = 0; place < block.Columns.Length; place++)
        {
            var scores = ScoreColumnOf(block.Columns[place]);
            var listwise = _listwiseScores.AsSpan(place * Rows, complete);
            for (var i = 0; i < listwise.Length; i++) listwise[i] = scores[_complete[i]];
            moments.Sums[place] += DotProduct.Sum(listwise);
        }

        for (var product = 0; product < block.Products.Length; product++)
        {
            var (first, second) = block.Products[product];
            var lefts = _listwiseScores.AsSpan(first * Rows, complete);
            var rights = _listwiseScores.AsSpan(second * Rows, complete);
            moments.Products[product] += (Int128)block.Definitions[first].Bound * block.Definitions[second].Bound <= long.MaxValue / Rows
                ? DotProduct.Of(lefts, rights)
                : DotProduct.OfLarge(lefts, rights);
        }
    }

    private bool IsComplete(BlockPlan block, int r)
    {
        foreach (var column in block.Columns)
            if (_scores[column * Rows + r] == ScoreColumn.Missing) return false;
        return true;
    }

    private void AddGroups(int row, int count)
    {
        var attributes = _groups.Length;
        var codes = _table.Attributes(row, count);
        for (var attribute = 0; attribute < attributes; attribute++)
        {
            for (var r = 0; r < count; r++)
            {
                var code = codes[r * attributes + attribute];
                if (code == 0) continue;
                var group = _groups[attribute][code] ??= new GroupMoments(_plan.Segments.Length);
                group.Responses++;
                for (var dimension = 0; dimension < _plan.Segments.Length; dimension++)
                {
                    var score = _scores[_plan.Segments[dimension] * Rows + r];
                    if (score != ScoreColumn.Missing) group.Add(dimension, score);
                }
            }
        }
    }

    private ReadOnlySpan<byte> Codes(int battery, int item, int count) =>
        _codes.AsSpan((battery < 0 ? _width : battery * _isReversed.Length + item) * CodeStride, count);

    private Span<short> ItemColumn(int column) => _items.AsSpan(column * Rows, Rows);

    private Span<long> ScoreColumnOf(int column) => _scores.AsSpan(column * Rows, Rows);
}
