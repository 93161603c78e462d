using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Survey.Scoring.Moments;

/// <summary>Item columns to half-rule means of dimensions, and these to overall scores.</summary>
/// <remarks>
/// Where the values fit 16 bits, as they nearly always do, whole vectors of respondents are scored without a branch; the other way does the
/// same respondent by respondent.
/// </remarks>
internal sealed class DimensionScores(StudyPlan plan, ColumnStore items, ColumnStore scores)
{
    private readonly int[] _sums = new int[scores.Stride];
    private readonly int[] _minuends = new int[scores.Stride];
    private readonly int[] _counts = new int[scores.Stride];

    /// <summary>Scores the batch that the item columns hold.</summary>
    public void Score(int batteries)
    {
        if (plan.DrawsItems)
        {
            ClearAll();
            return;
        }

        for (var dimension = 0; dimension < plan.Dimensions.Length; dimension++)
        {
            for (var battery = 0; battery < batteries; battery++)
                Mean(dimension, plan.BatteryItem(battery, 0), plan.BatteryDimensions[battery][dimension]);
            for (var model = 0; model < plan.Bases.Length; model++)
            {
                if (plan.AnswerOf(model) is not null) continue;
                if (items.AreComplete && plan.FollowsFromAnswers(model)) Subtract(dimension, model);
                else if (plan.Bases[model] == plan.GapModel)
                    Mean(dimension, plan.ModelItem(model, 0), plan.BaseDimensions[model][dimension], plan.BatteryItem(plan.GapMinuend, 0), plan.PairedMinuend[dimension]);
                else
                    Mean(dimension, plan.ModelItem(model, 0), plan.BaseDimensions[model][dimension]);
            }
        }

        for (var model = 0; model < plan.Bases.Length; model++) Overall(plan.BaseDimensions[model], plan.BaseOverall[model]);
    }

    // Nobody is shown all items, so that nobody has a score of all.
    private void ClearAll()
    {
        foreach (var column in plan.BatteryDimensions.Concat(plan.BaseDimensions).SelectMany(columns => columns).Concat(plan.BaseOverall).Concat(plan.PairedMinuend))
        {
            scores.Narrow(column).Fill(-1);
            if (scores.IsWide(column)) scores.Wide(column).Fill(ScoreColumn.Missing);
        }
    }

    // The mean of the items that are there, and of the minuends of the same items.
    private void Mean(int dimension, int firstItem, int column, int firstMinuend = -1, int minuendColumn = -1)
    {
        var (start, length) = plan.Dimensions[dimension];
        var denominator = plan.ScoreColumns[column].Denominator;
        if (plan.Denominator is not null && !scores.IsWide(column) && (minuendColumn < 0 || !scores.IsWide(minuendColumn)))
        {
            if (items.AreComplete && minuendColumn < 0) MeanOfAll(length, (int)denominator / length, firstItem + start, column);
            else MeanOfVectors(length, (int)denominator, firstItem + start, column, firstMinuend < 0 ? -1 : firstMinuend + start, minuendColumn);
            return;
        }

        var sums = _sums.AsSpan(0, items.Count);
        var minuends = _minuends.AsSpan(0, items.Count);
        var counts = _counts.AsSpan(0, items.Count);
        sums.Clear();
        minuends.Clear();
        counts.Clear();
        for (var item = start; item < start + length; item++)
        {
            var values = items.Narrow(firstItem + item);
            var others = firstMinuend < 0 ? values : items.Narrow(firstMinuend + item);
            for (var r = 0; r < sums.Length; r++)
            {
                var there = ~(values[r] >> 31);
                sums[r] += values[r] & there;
                minuends[r] += others[r] & there;
                counts[r] -= there;
            }
        }

        Divide(sums, counts, length, denominator, column);
        if (minuendColumn >= 0) Divide(minuends, counts, length, plan.ScoreColumns[minuendColumn].Denominator, minuendColumn);
    }

    private void MeanOfAll(int length, int factor, int firstItem, int column)
    {
        ref var from = ref MemoryMarshal.GetReference(items.NarrowStore);
        var (first, stride) = ((nuint)items.NarrowStart(firstItem), (nuint)items.Stride);
        var to = MemoryMarshal.Cast<short, Vector512<short>>(scores.Narrow(column));
        var factors = Vector512.Create((short)factor);
        for (var i = 0; i < to.Length; i++)
        {
            var place = first + (nuint)(i * Vector512<short>.Count);
            var sum = Vector512.LoadUnsafe(ref from, place);
            for (nuint item = 1; item < (nuint)length; item++) sum += Vector512.LoadUnsafe(ref from, place + item * stride);
            to[i] = sum * factors;
        }
    }

    // The gap where all pairs are there, and its minuend.
    private void Subtract(int dimension, int model)
    {
        var (minuend, subtrahend) = plan.DifferenceOf(model)!.Value;
        var gap = plan.BaseDimensions[model][dimension];
        var left = MemoryMarshal.Cast<short, Vector512<short>>(scores.Narrow(plan.BatteryDimensions[minuend][dimension]));
        var right = MemoryMarshal.Cast<short, Vector512<short>>(scores.Narrow(plan.BatteryDimensions[subtrahend][dimension]))[..left.Length];
        var gaps = MemoryMarshal.Cast<short, Vector512<short>>(scores.Narrow(gap))[..left.Length];
        var minuends = MemoryMarshal.Cast<short, Vector512<short>>(scores.Narrow(plan.PairedMinuend[dimension]))[..left.Length];
        var lowest = Vector512.Create((short)(plan.ItemColumns[plan.ModelItem(model, 0)].Offset * plan.ScoreColumns[gap].Denominator));
        for (var i = 0; i < left.Length; i++)
        {
            gaps[i] = left[i] - right[i] - lowest;
            minuends[i] = left[i];
        }
    }

    private void MeanOfVectors(int length, int denominator, int firstItem, int column, int firstMinuend, int minuendColumn)
    {
        // What a sum of as many answers is multiplied by for the mean over the common denominator: none when they are fewer than half.
        Span<short> factors = length < 256 ? stackalloc short[length + 1] : new short[length + 1];
        for (var answered = 0; answered <= length; answered++) factors[answered] = (short)(2 * answered < length ? 0 : denominator / answered);
        var half = (length + 1) / 2;
        ref var from = ref MemoryMarshal.GetReference(items.NarrowStore);
        ref var to = ref MemoryMarshal.GetReference(scores.NarrowStore);
        var hasMinuend = firstMinuend >= 0;
        var stride = (nuint)items.Stride;
        var first = (nuint)items.NarrowStart(firstItem);
        var minuend = hasMinuend ? (nuint)items.NarrowStart(firstMinuend) : first;
        var target = (nuint)scores.NarrowStart(column);
        var minuendTarget = hasMinuend ? (nuint)scores.NarrowStart(minuendColumn) : target;
        for (nuint row = 0; row < (nuint)items.Padded; row += (nuint)Vector<short>.Count)
        {
            var sum = Vector<short>.Zero;
            var minuends = Vector<short>.Zero;
            var missing = Vector<short>.Zero;
            for (nuint item = 0; item < (nuint)length; item++)
            {
                var values = Vector.LoadUnsafe(ref from, first + item * stride + row);
                var lacks = Vector.ShiftRightArithmetic(values, 15);
                sum += Vector.AndNot(values, lacks);
                missing += lacks;
                if (hasMinuend) minuends += Vector.AndNot(Vector.LoadUnsafe(ref from, minuend + item * stride + row), lacks);
            }

            var factor = Vector<short>.Zero;
            for (var answered = half; answered <= length; answered++)
                factor |= Vector.Equals(missing, new Vector<short>((short)(answered - length))) & new Vector<short>(factors[answered]);
            var none = Vector.Equals(factor, Vector<short>.Zero);
            ((sum * factor) | none).StoreUnsafe(ref to, target + row);
            if (hasMinuend) ((minuends * factor) | none).StoreUnsafe(ref to, minuendTarget + row);
        }
    }

    private void Divide(ReadOnlySpan<int> sums, ReadOnlySpan<int> counts, int length, long denominator, int column)
    {
        var narrow = scores.Narrow(column);
        var wide = scores.IsWide(column) ? scores.Wide(column) : [];
        for (var r = 0; r < sums.Length; r++)
        {
            var isMissing = 2 * counts[r] < length;
            var value = isMissing ? ScoreColumn.Missing : plan.Denominator is null ? Divide((Int128)sums[r] * denominator, counts[r]) : sums[r] * (denominator / counts[r]);
            narrow[r] = (short)(isMissing ? -1 : wide.Length > 0 ? 0 : value);
            if (wide.Length > 0) wide[r] = value;
        }
    }

    private static long Divide(Int128 numerator, int denominator) =>
        (long)((2 * numerator + (numerator < 0 ? -denominator : denominator)) / (2 * denominator));

    // Over a common denominator the sum is the mean over one that is as many times larger.
    private void Overall(IReadOnlyList<int> dimensions, int overall)
    {
        if (!scores.IsWide(overall))
        {
            var sums = MemoryMarshal.Cast<short, Vector<short>>(scores.Narrow(overall));
            var missing = MemoryMarshal.Cast<int, Vector<short>>(_counts.AsSpan(0, scores.Padded / 2));
            sums.Clear();
            missing.Clear();
            foreach (var dimension in dimensions)
            {
                var values = MemoryMarshal.Cast<short, Vector<short>>(scores.Narrow(dimension));
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += values[i];
                    missing[i] |= values[i];
                }
            }

            for (var i = 0; i < sums.Length; i++) sums[i] |= Vector.ShiftRightArithmetic(missing[i], 15);
            return;
        }

        var flags = scores.Narrow(overall);
        var totals = scores.Wide(overall);
        for (var r = 0; r < scores.Count; r++)
        {
            var (sum, isMissing) = (0L, false);
            foreach (var dimension in dimensions)
            {
                var value = scores.At(dimension, r);
                isMissing |= value == ScoreColumn.Missing;
                if (!isMissing) sum += value;
            }

            flags[r] = (short)(isMissing ? -1 : 0);
            totals[r] = isMissing ? ScoreColumn.Missing : plan.Denominator is null ? Divide(sum, dimensions.Count) : sum;
        }
    }
}
