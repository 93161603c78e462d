using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>Answer vectors to item columns: the answers of every battery, recoded, and the item scores of every model without weights.</summary>
internal sealed class ItemScores
{
    private readonly StudyPlan _plan;
    private readonly int _width;
    private readonly bool[] _isReversed;
    private readonly (int Minuend, int Subtrahend)?[] _differences;
    private readonly (ItemScoreTable Straight, ItemScoreTable Reversed, int[] Batteries)?[] _tables;
    private readonly byte[] _codes;
    private readonly byte[] _known;
    private readonly bool _isPortable;

    /// <summary>Item columns of a questionnaire.</summary>
    /// <param name="plan">The plan of the questionnaire.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    /// <param name="isPortable">Whether to do without the instructions of certain processors; the columns are the same.</param>
    public ItemScores(StudyPlan plan, int capacity, bool isPortable = false)
    {
        (_plan, _isPortable) = (plan, isPortable);
        var questionnaire = plan.Questionnaire;
        _width = questionnaire.Batteries.Length * plan.ItemCount;
        _isReversed = [.. questionnaire.Items.Select(item => item.IsReversed)];
        Columns = new ColumnStore(plan.ItemColumns, capacity, plan.SameItemColumn);
        _differences = [.. plan.Bases.Select((_, model) => plan.DifferenceOf(model))];
        _tables = [.. plan.Bases.Select((model, place) => _differences[place] is not null || plan.AnswerOf(place) is not null ? default((ItemScoreTable, ItemScoreTable, int[])?)
            : (new ItemScoreTable(model, questionnaire.Scale, false), new ItemScoreTable(model, questionnaire.Scale, true), model.Batteries.Select(plan.BatteryOf).ToArray()))];
        CanBeComplete = _tables.All(tables => tables is not var (_, _, batteries) || batteries.All(battery => battery >= 0));
        _codes = new byte[_width * Columns.Stride];
        // One column more than the vector has, all missing: the answers of a battery that is not there.
        _known = new byte[_tables.Any(tables => tables is not null) ? (_width + 1) * Columns.Stride : 0];
    }

    /// <summary>The item columns, by <see cref="StudyPlan.BatteryItem"/> and <see cref="StudyPlan.ModelItem"/>.</summary>
    public ColumnStore Columns { get; }

    /// <summary>The codes of an answer column as they were given; 0 beyond the batch, up to a whole vector.</summary>
    public ReadOnlySpan<byte> Codes(int column) => _codes.AsSpan(column * Columns.Stride, Columns.Padded);

    /// <summary>The codes of all answer columns, <see cref="ColumnStore.Stride"/> apart.</summary>
    public ReadOnlySpan<byte> AllCodes => _codes;

    /// <summary>Whether rows that have all answers have all item columns: no model asks for a battery that is not there.</summary>
    public bool CanBeComplete { get; }

    /// <summary>Reads answer vectors.</summary>
    /// <param name="answers">Vectors, one after the other.</param>
    /// <param name="order">Which of them, in ascending order; no more than the capacity.</param>
    /// <param name="areComplete">Whether all have every answer. The item scores of the gap model, which follow from the answers, are then left out.</param>
    public void Read(ReadOnlySpan<byte> answers, ReadOnlySpan<int> order, bool areComplete = false)
    {
        var count = order.Length;
        (Columns.Count, Columns.AreComplete) = (count, areComplete);
        ByteTranspose.Write(answers, order, _width, _codes, Columns.Stride, _isPortable);
        for (var column = 0; column < _width; column++)
        {
            _codes.AsSpan(column * Columns.Stride + count, Columns.Padded - count).Clear();
            int? reversedPoints = _isReversed[column % _plan.ItemCount] ? _plan.Questionnaire.Scale.Points : null;
            if (areComplete) RecodeAnswers(Codes(column), reversedPoints, Columns.Narrow(column));
            else Recode(Codes(column), reversedPoints, Columns.Narrow(column));
        }

        if (_known.Length > 0) Know();
        for (var model = 0; model < _differences.Length; model++)
        {
            if (_differences[model] is var (minuend, subtrahend))
            {
                if (areComplete && _plan.FollowsFromAnswers(model)) continue;
                var lowest = _plan.ItemColumns[_plan.ModelItem(model, 0)].Offset;
                for (var item = 0; item < _isReversed.Length; item++)
                    Subtract(Columns.Narrow(_plan.BatteryItem(minuend, item)), Columns.Narrow(_plan.BatteryItem(subtrahend, item)), lowest, Columns.Narrow(_plan.ModelItem(model, item)));
            }
            else if (_tables[model] is var (straight, reversed, batteries))
            {
                for (var item = 0; item < _isReversed.Length; item++)
                {
                    (_isReversed[item] ? reversed : straight).Score(
                        Known(batteries[0], item), batteries.Length > 1 ? Known(batteries[1], item) : [],
                        batteries.Length > 2 ? Known(batteries[2], item) : [], Columns.Narrow(_plan.ModelItem(model, item)));
                }
            }
        }

        if (areComplete) Columns.Pad();
    }

    /// <summary>Codes to positions from 0, counted from the highest in a reversed item; what is no answer becomes −1.</summary>
    /// <param name="codes">The codes, whole vectors.</param>
    /// <param name="reversedPoints">The points of the scale of a reversed item; null for others.</param>
    /// <param name="values">Takes the positions.</param>
    public static void Recode(ReadOnlySpan<byte> codes, int? reversedPoints, Span<short> values)
    {
        var from = MemoryMarshal.Cast<byte, Vector256<byte>>(codes);
        var to = MemoryMarshal.Cast<short, Vector512<short>>(values)[..from.Length];
        // position ^ −1 = −position − 1, so that points are added for the highest − position.
        var sign = Vector512.Create((short)(reversedPoints is null ? 0 : -1));
        var shift = Vector512.Create((short)(reversedPoints ?? 0));
        var last = Vector512.Create((ushort)(AnswerCode.LastPosition - 1));
        for (var i = 0; i < from.Length; i++)
        {
            var (low, high) = Vector256.Widen(from[i]);
            var positions = Vector512.Create(low, high) - Vector512<ushort>.One;
            to[i] = ((positions.AsInt16() ^ sign) + shift) | Vector512.GreaterThan(positions, last).AsInt16();
        }
    }

    private static void RecodeAnswers(ReadOnlySpan<byte> codes, int? reversedPoints, Span<short> values)
    {
        var from = MemoryMarshal.Cast<byte, Vector256<byte>>(codes);
        var to = MemoryMarshal.Cast<short, Vector512<short>>(values)[..from.Length];
        var points = Vector512.Create((short)(reversedPoints ?? 0));
        for (var i = 0; i < from.Length; i++)
        {
            var (low, high) = Vector256.Widen(from[i]);
            var answers = Vector512.Create(low, high).AsInt16();
            to[i] = reversedPoints is null ? answers - Vector512<short>.One : points - answers;
        }
    }

    private static void Subtract(ReadOnlySpan<short> minuend, ReadOnlySpan<short> subtrahend, int lowest, Span<short> values)
    {
        var left = MemoryMarshal.Cast<short, Vector512<short>>(minuend);
        var right = MemoryMarshal.Cast<short, Vector512<short>>(subtrahend)[..left.Length];
        var to = MemoryMarshal.Cast<short, Vector512<short>>(values)[..left.Length];
        var least = Vector512.Create((short)lowest);
        for (var i = 0; i < left.Length; i++) to[i] = (left[i] - right[i] - least) | Vector512.ShiftRightArithmetic(left[i] | right[i], 15);
    }

    // The tables take 0 for whatever is no answer.
    private void Know()
    {
        var last = new Vector<byte>(AnswerCode.LastPosition);
        for (var column = 0; column < _width; column++)
        {
            var from = MemoryMarshal.Cast<byte, Vector<byte>>(Codes(column));
            var to = MemoryMarshal.Cast<byte, Vector<byte>>(_known.AsSpan(column * Columns.Stride, Columns.Padded));
            for (var i = 0; i < from.Length; i++) to[i] = from[i] & Vector.LessThanOrEqual(from[i], last);
        }
    }

    private ReadOnlySpan<byte> Known(int battery, int item) =>
        _known.AsSpan((battery < 0 ? _width : _plan.BatteryItem(battery, item)) * Columns.Stride, Columns.Padded);
}
