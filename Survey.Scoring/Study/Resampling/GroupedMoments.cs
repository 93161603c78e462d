using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// The moments of groups of respondents that the bootstrap draws from where there are many responses (clusters formed at random, Davison &amp; Hinkley
/// 1997, sect. 3.8): per group, counts, sums and sums of products of the columns that resampled figures need, all exact. A keyed hash of the
/// id says which group a response belongs to, whatever other responses there are, so that moments of parts add up to those of the whole, bit
/// by bit, and what was added can be subtracted.
/// </summary>
/// <remarks>The size depends on the questionnaire, not on the number of responses. Reading from several threads is safe; changing is not.</remarks>
public sealed class GroupedMoments
{
    /// <summary>The usual number of groups.</summary>
    public const int UsualGroups = 1000;

    private readonly ResamplingPlan _blocks;

    private GroupedMoments(StudyPlan plan, int groups)
    {
        Plan = plan;
        _blocks = ResamplingPlan.Of(plan);
        Sizes = new long[groups];
        Moments = new BlockMoments[]?[groups];
    }

    /// <summary>What was asked.</summary>
    public Questionnaire Questionnaire => Plan.Questionnaire;

    /// <summary>The number of groups.</summary>
    public int Count => Sizes.Length;

    /// <summary>The number of responses in all groups.</summary>
    public long Responses => Sizes.Sum();

    internal StudyPlan Plan { get; }

    /// <summary>The number of responses of each group.</summary>
    internal long[] Sizes { get; }

    /// <summary>The moments of each group, by the <see cref="BlockPlan.Index"/> of a block; null for a group without any.</summary>
    internal BlockMoments[]?[] Moments { get; }

    /// <summary>The groups of no responses.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are to be less than two groups.</exception>
    public static GroupedMoments Empty(Questionnaire questionnaire, int groups = UsualGroups)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        return new(StudyPlan.Of(questionnaire), groups);
    }

    /// <summary>The groups of all responses of a table, computed on all processors.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are to be less than two groups.</exception>
    public static GroupedMoments Of(ResponseTable responses, int groups = UsualGroups)
    {
        var whole = Empty(responses.Questionnaire, groups);
        var sorted = RowsByGroup.Of(responses, groups);
        var capacity = Math.Clamp(sorted.LargestGroup, 1, BatchScores.MostRows);
        Parallel.For(0, groups,
            () => new GroupAccumulator(whole, responses, capacity),
            (group, _, accumulator) =>
            {
                accumulator.Add(group, sorted.RowsOf(group));
                return accumulator;
            },
            _ => { });
        return whole;
    }

    /// <summary>Adds the groups of other responses to the same questionnaire.</summary>
    /// <exception cref="ArgumentException">They belong to another questionnaire, or are another number.</exception>
    public void Add(GroupedMoments other) => Change(other, 1);

    /// <summary>Takes out the groups of responses that were added before.</summary>
    /// <exception cref="ArgumentException">They belong to another questionnaire, or are another number.</exception>
    public void Subtract(GroupedMoments other) => Change(other, -1);

    /// <summary>The groups of two sets of responses together; both stay as they are.</summary>
    /// <exception cref="ArgumentException">They belong to different questionnaires, or are different numbers.</exception>
    public static GroupedMoments Merge(GroupedMoments left, GroupedMoments right)
    {
        var sum = new GroupedMoments(left.Plan, left.Count);
        sum.Add(left);
        sum.Add(right);
        return sum;
    }

    /// <summary>The same moments as those of another questionnaire that asks the same, as <see cref="StudyMoments.As"/>. These stay as they are.</summary>
    /// <exception cref="ArgumentException">The other questionnaire asks something else, or in another order.</exception>
    public GroupedMoments As(Questionnaire questionnaire)
    {
        var plan = StudyPlan.Of(questionnaire);
        if (!plan.AsksTheSame(Plan)) throw new ArgumentException("The questionnaire asks something else.", nameof(questionnaire));
        var copy = new GroupedMoments(plan, Count);
        copy.AddNumbers(this, 1);
        return copy;
    }

    /// <summary>
    /// Some neighbouring groups, the others empty: parts that are stored apart, so that a change needs to write those only that it touches, are put
    /// together by <see cref="Add"/>. These moments stay as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The groups are not all there.</exception>
    public GroupedMoments Part(int first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        var part = new GroupedMoments(Plan, Count);
        for (var group = first; group < first + count; group++) part.AddGroup(group, this, 1);
        return part;
    }

    /// <summary>Whether there are no moments, neither of responses nor as what is left of a subtraction.</summary>
    public bool IsEmpty => Moments.All(group => group is null);

    /// <summary>Which neighbouring groups, of some that stand together, have moments: the places of those parts whose groups are not all empty.</summary>
    /// <param name="size">How many groups stand together.</param>
    public IEnumerable<int> Parts(int size) => Enumerable.Range(0, Count).Where(group => Moments[group] is not null).Select(group => group / size).Distinct();

    /// <summary>Writes the moments in a compact form that <see cref="Read"/> reads; equal moments give equal bytes, and empty groups take next to none.</summary>
    public void Write(Stream stream) => GroupedMomentsFormat.Write(this, stream);

    /// <summary>
    /// The moments that <see cref="Write"/> wrote, bit by bit; the stream then stands behind them. The questionnaire must ask what theirs asked,
    /// whatever its wordings and version.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes are no such moments, of another version of the program or of a questionnaire that asks something else, or damaged.</exception>
    public static GroupedMoments Read(Stream stream, Questionnaire questionnaire) => GroupedMomentsFormat.Read(stream, questionnaire);

    /// <summary>Whether two are the same, number by number.</summary>
    public bool SameAs(GroupedMoments other) =>
        Plan.AsksTheSame(other.Plan) && Sizes.AsSpan().SequenceEqual(other.Sizes)
        && Moments.Zip(other.Moments).All(group => group.First is null ? group.Second is null
            : group.Second is not null && group.First.Zip(group.Second).All(block => block.First.SameAs(block.Second)));

    /// <summary>The moments of a set of columns over the respondents of a group who have them all; null for an empty group.</summary>
    internal (BlockPlan Plan, BlockMoments Moments)? Of(int group, ListwiseSet set)
    {
        if (Moments[group] is not { } moments) return null;
        var block = _blocks.BlockOf(set);
        return (block, Listwise.Total(moments, block));
    }

    /// <summary>Means and deviations of a dimension's items and an outcome, of all groups together; the items count from their lowest score.</summary>
    internal CrossProducts ItemsWithOutcome(int outcome, int dimension)
    {
        var block = _blocks.ItemOutcomeBlocks.ElementAt(outcome * Plan.Dimensions.Length + dimension);
        var sum = new BlockMoments(block.Columns.Length, block.Products.Length);
        foreach (var group in Moments)
            if (group is not null) sum.Add(group[block.Index], 1);
        return new Listwise(block, sum).CrossProducts();
    }

    /// <summary>The moments of a group, all 0 where there are none yet.</summary>
    internal BlockMoments[] MomentsOf(int group) => Moments[group] ??= _blocks.Empty();

    private void Change(GroupedMoments other, int sign)
    {
        if (!ReferenceEquals(Plan, other.Plan) && !(Questionnaire.Id == other.Questionnaire.Id && Questionnaire.Version == other.Questionnaire.Version && Plan.AsksTheSame(other.Plan)))
            throw new ArgumentException("The moments belong to another questionnaire.", nameof(other));
        if (Count != other.Count) throw new ArgumentException("The moments have another number of groups.", nameof(other));
        AddNumbers(other, sign);
    }

    private void AddNumbers(GroupedMoments other, int sign)
    {
        for (var group = 0; group < Count; group++) AddGroup(group, other, sign);
    }

    private void AddGroup(int group, GroupedMoments other, int sign)
    {
        if (other.Moments[group] is not { } others) return;
        Sizes[group] += sign * other.Sizes[group];
        var own = MomentsOf(group);
        for (var block = 0; block < own.Length; block++) own[block].Add(others[block], sign);
        // What equals no responses is written as no responses.
        if (Sizes[group] == 0 && own.All(block => block.IsZero)) Moments[group] = null;
    }
}
