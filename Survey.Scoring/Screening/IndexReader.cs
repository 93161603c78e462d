using System.Numerics;
using System.Runtime.InteropServices;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Screening;

/// <summary>Computes the indices that need no other response, for a batch of responses at a time: a number per response, in its order. One per thread.</summary>
internal sealed class IndexReader
{
    private readonly ScreeningPlan _plan;
    private readonly ResponseTable _table;
    private readonly PresentedItems? _presentation;
    private readonly EvenOddConsistency _evenOdd;
    private readonly short[][] _longstring;
    private readonly double[][] _variability;
    private readonly short[] _answeredOfBattery, _longest, _shortest, _notApplicable, _joint, _identical, _pairs, _inversions, _flags;
    private readonly int[] _answered;
    private readonly double[] _evenOdds, _seconds;
    private int _count;
    private int _padded;

    /// <summary>Room for the indices of a batch.</summary>
    /// <param name="plan">Where they look.</param>
    /// <param name="table">The responses.</param>
    /// <param name="capacity">The most rows of a batch, made up to whole vectors.</param>
    public IndexReader(ScreeningPlan plan, ResponseTable table, int capacity)
    {
        (_plan, _table) = (plan, table);
        _presentation = plan.DrawnDimensions.Length == 0 ? null : new PresentedItems(plan, table);
        _evenOdd = new EvenOddConsistency(plan.Scales, plan.IsReversed, plan.Points);
        _longstring = [.. Enumerable.Range(0, plan.Batteries).Select(_ => new short[capacity])];
        _variability = [.. Enumerable.Range(0, plan.Batteries).Select(_ => new double[capacity])];
        (_answeredOfBattery, _longest, _shortest) = (new short[capacity], new short[capacity], new short[capacity]);
        (_notApplicable, _joint, _identical, _pairs, _inversions, _flags) =
            (new short[capacity], new short[capacity], new short[capacity], new short[capacity], new short[capacity], new short[capacity]);
        (_answered, _evenOdds, _seconds) = (new int[capacity], new double[capacity], new double[capacity]);
    }

    /// <summary>The answers of the whole vector.</summary>
    public ReadOnlySpan<int> Answered => _answered.AsSpan(0, _count);

    /// <summary>Items with "not applicable" in any battery.</summary>
    public ReadOnlySpan<short> NotApplicable => _notApplicable.AsSpan(0, _count);

    /// <summary>Items answered in all batteries.</summary>
    public ReadOnlySpan<short> Joint => _joint.AsSpan(0, _count);

    /// <summary>Items with the same answer in all batteries.</summary>
    public ReadOnlySpan<short> Identical => _identical.AsSpan(0, _count);

    /// <summary>Items with both a minimum and a desired level; 0 where these are not asked.</summary>
    public ReadOnlySpan<short> InversionPairs => _pairs.AsSpan(0, _count);

    /// <summary>Items whose minimum is above the desired level, after recoding.</summary>
    public ReadOnlySpan<short> Inversions => _inversions.AsSpan(0, _count);

    /// <summary>Even-odd consistency of the perceptions; NaN where it does not exist.</summary>
    public ReadOnlySpan<double> EvenOdd => _evenOdds.AsSpan(0, _count);

    /// <summary>Seconds per answer; NaN where the times are not known, are the same or turned round, or nothing was answered.</summary>
    public ReadOnlySpan<double> Seconds => _seconds.AsSpan(0, _count);

    /// <summary>The longest run of identical answers in a battery.</summary>
    public ReadOnlySpan<short> Longstring(int battery) => _longstring[battery].AsSpan(0, _count);

    /// <summary>The variability of the answers to a battery; NaN for fewer than two.</summary>
    public ReadOnlySpan<double> Variability(int battery) => _variability[battery].AsSpan(0, _count);

    /// <summary>The flags that need no other response.</summary>
    public QualityFlags Flags(int row) => (QualityFlags)_flags[row];

    /// <summary>Whether a run of identical answers is short, under half of the items, in some battery: only then can a vector be one person's.</summary>
    public bool IsDistinctive(int row) => 2 * _shortest[row] < _plan.Items;

    /// <summary>Whether enough items have answers in all batteries for these to be compared: the fewest that say anything, and half of all.</summary>
    public bool IsComparable(int row) => _plan.ComparesBatteries && _joint[row] >= _plan.FewestJoint;

    /// <summary>Reads a batch.</summary>
    public void Read(BatchScores batch)
    {
        (_count, _padded) = (batch.Count, batch.Items.Columns.Padded);
        ReadBatteries(batch);
        Compare(batch);
        if (_evenOdd.IsPossible) _evenOdd.Of(Battery(batch, _plan.Rated), batch.Items.Columns.Stride, _evenOdds.AsSpan(0, _padded));
        else _evenOdds.AsSpan(0, _padded).Fill(double.NaN);
        ReadTimes(batch);
        Mark();
    }

    private ReadOnlySpan<byte> Battery(BatchScores batch, int battery) => batch.Items.AllCodes[(battery * _plan.Items * batch.Items.Columns.Stride)..];

    private void ReadBatteries(BatchScores batch)
    {
        _presentation?.Draw(batch);
        for (var battery = 0; battery < _plan.Batteries; battery++)
        {
            var codes = Battery(batch, battery);
            var stride = batch.Items.Columns.Stride;
            var runs = _longstring[battery].AsSpan(0, _padded);
            Statistics.CarelessResponding.Longstring.Of(_presentation is null ? codes : _presentation.Ordered(codes, stride), stride, _plan.Items, runs);
            IntraindividualVariability.Of(codes, stride, _plan.Items, _plan.Points, _answeredOfBattery.AsSpan(0, _padded), _variability[battery].AsSpan(0, _padded));
            Combine(runs, battery == 0);
        }
    }

    // The longest and the shortest of the batteries' runs, and the answers of all.
    private void Combine(ReadOnlySpan<short> runs, bool isFirst)
    {
        var own = MemoryMarshal.Cast<short, Vector<short>>(runs);
        var answered = MemoryMarshal.Cast<short, Vector<short>>(_answeredOfBattery.AsSpan(0, _padded));
        var longest = MemoryMarshal.Cast<short, Vector<short>>(_longest.AsSpan(0, _padded));
        var shortest = MemoryMarshal.Cast<short, Vector<short>>(_shortest.AsSpan(0, _padded));
        var all = MemoryMarshal.Cast<int, Vector<int>>(_answered.AsSpan(0, _padded));
        for (var i = 0; i < own.Length; i++)
        {
            Vector.Widen(answered[i], out var low, out var high);
            longest[i] = isFirst ? own[i] : Vector.Max(longest[i], own[i]);
            shortest[i] = isFirst ? own[i] : Vector.Min(shortest[i], own[i]);
            all[2 * i] = isFirst ? low : all[2 * i] + low;
            all[2 * i + 1] = isFirst ? high : all[2 * i + 1] + high;
        }
    }

    private void Compare(BatchScores batch)
    {
        var (items, stride) = (_plan.Items, batch.Items.Columns.Stride);
        ref var codes = ref MemoryMarshal.GetReference(batch.Items.AllCodes);
        var notApplicable = new Vector<byte>(AnswerCode.NotApplicable);
        for (var place = 0; place < _padded; place += Vector<byte>.Count)
        {
            Counter missing = default, joint = default, identical = default, pairs = default, inversions = default;
            for (var item = 0; item < items; item++)
            {
                var first = Vector.LoadUnsafe(ref codes, (nuint)(item * stride + place));
                var (areAnswers, areEqual, doNotApply) = (AnswerCode.AreAnswers(first), Vector<byte>.AllBitsSet, Vector.Equals(first, notApplicable));
                for (var battery = 1; battery < _plan.Batteries; battery++)
                {
                    var other = Vector.LoadUnsafe(ref codes, (nuint)((battery * items + item) * stride + place));
                    areAnswers &= AnswerCode.AreAnswers(other);
                    areEqual &= Vector.Equals(first, other);
                    doNotApply |= Vector.Equals(other, notApplicable);
                }

                missing.Add(doNotApply);
                joint.Add(areAnswers);
                identical.Add(areAnswers & areEqual);
                if (!_plan.HasInversions) continue;
                var minimum = Vector.LoadUnsafe(ref codes, (nuint)((_plan.Minimum * items + item) * stride + place));
                var desired = Vector.LoadUnsafe(ref codes, (nuint)((_plan.Desired * items + item) * stride + place));
                var arePairs = AnswerCode.AreAnswers(minimum) & AnswerCode.AreAnswers(desired);
                pairs.Add(arePairs);
                inversions.Add(arePairs & (_plan.IsReversed[item] ? Vector.LessThan(minimum, desired) : Vector.GreaterThan(minimum, desired)));
            }

            missing.CopyTo(_notApplicable, place);
            joint.CopyTo(_joint, place);
            identical.CopyTo(_identical, place);
            pairs.CopyTo(_pairs, place);
            inversions.CopyTo(_inversions, place);
        }
    }

    private void ReadTimes(BatchScores batch)
    {
        if (!_table.HasDetails)
        {
            _seconds.AsSpan(0, _count).Fill(double.NaN);
            return;
        }

        for (var row = 0; row < _count; row++)
        {
            _seconds[row] = _answered[row] > 0 && _table.DetailsOf(batch.RowOf(row)) is { Started: { } started, Submitted: { } submitted } && submitted > started
                ? (submitted - started).TotalSeconds / _answered[row] : double.NaN;
        }
    }

    private void Mark()
    {
        _flags.AsSpan(0, _padded).Clear();
        if (_plan.LongRun is { } run)
        {
            Mark(QualityFlags.Longstring, _longest, run - 1);
            Mark(QualityFlags.StraightLining, _shortest, run - 1);
        }

        Mark(QualityFlags.Inversions, _inversions, _plan.MostInversions);
        Mark(QualityFlags.NotApplicable, _notApplicable, _plan.MostNotApplicable);
        MarkIdentical();
        if (!_table.HasDetails) return;
        for (var row = 0; row < _count; row++)
            if (_seconds[row] < _plan.Options.SecondsPerAnswer) _flags[row] |= (short)QualityFlags.TooFast;
    }

    private void MarkIdentical()
    {
        if (!_plan.ComparesBatteries) return;
        var joint = MemoryMarshal.Cast<short, Vector<short>>(_joint.AsSpan(0, _padded));
        var identical = MemoryMarshal.Cast<short, Vector<short>>(_identical.AsSpan(0, _padded));
        var flags = MemoryMarshal.Cast<short, Vector<short>>(_flags.AsSpan(0, _padded));
        var (fewest, mark) = (Bound(_plan.FewestJoint), new Vector<short>((short)QualityFlags.IdenticalBatteries));
        for (var i = 0; i < flags.Length; i++) flags[i] |= Vector.GreaterThanOrEqual(joint[i], fewest) & Vector.Equals(joint[i], identical[i]) & mark;
    }

    // Flags the responses that are above the most that is accepted.
    private void Mark(QualityFlags flag, short[] values, int most)
    {
        var own = MemoryMarshal.Cast<short, Vector<short>>(values.AsSpan(0, _padded));
        var flags = MemoryMarshal.Cast<short, Vector<short>>(_flags.AsSpan(0, _padded));
        var (accepted, mark) = (Bound(most), new Vector<short>((short)flag));
        for (var i = 0; i < flags.Length; i++) flags[i] |= Vector.GreaterThan(own[i], accepted) & mark;
    }

    private static Vector<short> Bound(int value) => new((short)Math.Clamp(value, short.MinValue, short.MaxValue));

    /// <summary>How often something is so, for as many responses as a vector has bytes.</summary>
    private struct Counter
    {
        private Vector<short> _low, _high;

        public void Add(Vector<byte> areSo)
        {
            Vector.Widen(Vector.AsVectorSByte(areSo), out var low, out var high);
            _low -= low;
            _high -= high;
        }

        public readonly void CopyTo(short[] counts, int place)
        {
            _low.CopyTo(counts, place);
            _high.CopyTo(counts, place + Vector<short>.Count);
        }
    }
}
