using Survey.Scoring.Responses;
using Survey.Scoring.Statistics.CarelessResponding;

namespace Survey.Scoring.Screening;

/// <summary>Computes the indices of one response after the other that need no other response. One per thread.</summary>
internal sealed class IndexReader(ScreeningPlan plan)
{
    private readonly EvenOddConsistency _evenOdd = new(plan.Scales, plan.IsReversed, plan.Points);

    /// <summary>The longest run of identical answers by battery.</summary>
    public int[] Longstring { get; } = new int[plan.Batteries];

    /// <summary>The variability of the answers by battery; null for fewer than two.</summary>
    public double?[] Variability { get; } = new double?[plan.Batteries];

    /// <summary>The answers of the whole vector.</summary>
    public int Answered { get; private set; }

    /// <summary>Items with "not applicable" in any battery.</summary>
    public int NotApplicable { get; private set; }

    /// <summary>Items answered in all batteries.</summary>
    public int Joint { get; private set; }

    /// <summary>Items with the same answer in all batteries.</summary>
    public int Identical { get; private set; }

    /// <summary>Items with both a minimum and a desired level; 0 where these are not asked.</summary>
    public int InversionPairs { get; private set; }

    /// <summary>Items whose minimum is above the desired level, after recoding.</summary>
    public int Inversions { get; private set; }

    /// <summary>Even-odd consistency of the perceptions.</summary>
    public double? EvenOdd { get; private set; }

    /// <summary>Seconds per answer; null where the times are not known, are the same or turned round, or nothing was answered.</summary>
    public double? Seconds { get; private set; }

    /// <summary>The flags that need no other response.</summary>
    public QualityFlags Flags { get; private set; }

    /// <summary>Whether a run of identical answers is short, under half of the items, in some battery: only then can a vector be one person's.</summary>
    public bool IsDistinctive { get; private set; }

    public void Read(ReadOnlySpan<byte> answers, ResponseDetails? details)
    {
        var items = plan.Items;
        Answered = 0;
        int longest = 0, shortest = int.MaxValue;
        for (var battery = 0; battery < plan.Batteries; battery++)
        {
            var own = answers.Slice(battery * items, items);
            Longstring[battery] = Statistics.CarelessResponding.Longstring.Of(own);
            Variability[battery] = IntraindividualVariability.Of(own);
            (longest, shortest) = (Math.Max(longest, Longstring[battery]), Math.Min(shortest, Longstring[battery]));
            foreach (var answer in own)
                if (AnswerCode.IsAnswer(answer)) Answered++;
        }

        IsDistinctive = 2 * shortest < items;
        Compare(answers);
        EvenOdd = _evenOdd.IsPossible ? _evenOdd.Of(answers.Slice(plan.Rated * items, items)) : null;
        Seconds = Answered > 0 && details is { Started: { } started, Submitted: { } submitted } && submitted > started
            ? (submitted - started).TotalSeconds / Answered : null;

        var options = plan.Options;
        Flags = QualityFlags.None;
        if (plan.LongRun is { } run)
        {
            if (longest >= run) Flags |= QualityFlags.Longstring;
            if (shortest >= run) Flags |= QualityFlags.StraightLining;
        }

        if (IsComparable && Identical == Joint) Flags |= QualityFlags.IdenticalBatteries;
        if (Seconds < options.SecondsPerAnswer) Flags |= QualityFlags.TooFast;
        if (Inversions > plan.MostInversions) Flags |= QualityFlags.Inversions;
        if (NotApplicable > plan.MostNotApplicable) Flags |= QualityFlags.NotApplicable;
    }

    /// <summary>Whether enough items have answers in all batteries for these to be compared: the fewest that say anything, and half of all.</summary>
    public bool IsComparable => plan.ComparesBatteries && Joint >= plan.Options.FewestItems && 2 * Joint >= plan.Items;

    private void Compare(ReadOnlySpan<byte> answers)
    {
        var items = plan.Items;
        (NotApplicable, Joint, Identical, InversionPairs, Inversions) = (0, 0, 0, 0, 0);
        for (var item = 0; item < items; item++)
        {
            bool isJoint = true, isIdentical = true, isNotApplicable = false;
            for (var battery = 0; battery < plan.Batteries; battery++)
            {
                var answer = answers[battery * items + item];
                isJoint &= AnswerCode.IsAnswer(answer);
                isIdentical &= answer == answers[item];
                isNotApplicable |= answer == AnswerCode.NotApplicable;
            }

            if (isNotApplicable) NotApplicable++;
            if (isJoint)
            {
                Joint++;
                if (isIdentical) Identical++;
            }

            if (!plan.HasInversions) continue;
            var (minimum, desired) = (answers[plan.Minimum * items + item], answers[plan.Desired * items + item]);
            if (!AnswerCode.IsAnswer(minimum) || !AnswerCode.IsAnswer(desired)) continue;
            InversionPairs++;
            if (plan.IsReversed[item] ? minimum < desired : minimum > desired) Inversions++;
        }
    }
}
