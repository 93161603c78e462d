using Survey.Scoring.Instrument;
using Survey.Scoring.Moments.Pairs;
using Survey.Scoring.Responses;

namespace Survey.Scoring.Moments;

/// <summary>
/// Everything that the figures of a study need to know of its responses: counts, sums and sums of products, all exact. Moments of
/// parts add up to the moments of the whole, bit by bit, in whatever way the responses are divided; and what was added can be subtracted.
/// </summary>
/// <remarks>The size depends on the questionnaire and on the number of different attribute values, not on the number of responses.</remarks>
public sealed class StudyMoments
{
    // Rows that a processor takes at a time.
    private const int Stretch = ResponseTable.ChunkRows;

    private StudyMoments(StudyPlan plan)
    {
        Plan = plan;
        Blocks = [.. plan.ItemBlocks.Concat(plan.ScoreBlocks).Select(block => new BlockMoments(block.Columns.Length, block.Products.Length))];
        AnswerCounts = [.. plan.Questionnaire.Batteries.SelectMany(_ => plan.Questionnaire.Items).Select(_ => new AnswerCounts(plan.Questionnaire.Scale.Points))];
        OutcomeCounts = [.. plan.Questionnaire.Outcomes.Select(outcome => new AnswerCounts(outcome.Scale.Points))];
        Pairs = plan.ItemPairs is null ? null : PairMoments.Of(plan);
        Groups = [.. plan.Questionnaire.Attributes.Select(_ => new Dictionary<string, GroupMoments>(StringComparer.Ordinal))];
    }

    /// <summary>The number of responses, empty ones included.</summary>
    public long Responses { get; internal set; }

    /// <summary>Every answer of the vectors, by kind: answered, skipped, not applicable, not seen.</summary>
    internal (long Answered, long Skipped, long NotApplicable, long NotSeen) Answers => (
        AnswerCounts.Sum(counts => counts.Answered), AnswerCounts.Sum(counts => counts.Skipped),
        AnswerCounts.Sum(counts => counts.NotApplicable), AnswerCounts.Sum(counts => counts.NotSeen));

    /// <summary>How often each answer was given, in the order of the answer vector: by <see cref="StudyPlan.BatteryItem"/>.</summary>
    internal AnswerCounts[] AnswerCounts { get; }

    /// <summary>How often each answer was given to each outcome.</summary>
    internal AnswerCounts[] OutcomeCounts { get; }

    /// <summary>What was asked.</summary>
    public Questionnaire Questionnaire => Plan.Questionnaire;

    internal StudyPlan Plan { get; }

    internal BlockMoments[] Blocks { get; }

    /// <summary>The pairs of variables; null where neither items nor batteries are drawn.</summary>
    internal PairMoments? Pairs { get; }

    internal Dictionary<string, GroupMoments>[] Groups { get; }

    internal DataHash DataHash;

    /// <summary>The moments of no responses.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static StudyMoments Empty(Questionnaire questionnaire) => new(StudyPlan.Of(questionnaire));

    /// <summary>The moments of all responses of a table, computed on all processors.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    public static StudyMoments Of(ResponseTable table) => Of(table, 0, table.Count);

    /// <summary>The moments of some neighbouring rows of a table.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all there.</exception>
    public static StudyMoments Of(ResponseTable table, int firstRow, int count) => Of(table, firstRow, count, []);

    /// <summary>The moments of all responses of a table; others count in the same pass.</summary>
    internal static StudyMoments Of(ResponseTable table, IReadOnlyList<IScoreTally> beside) => Of(table, 0, table.Count, beside);

    private static StudyMoments Of(ResponseTable table, int firstRow, int count, IReadOnlyList<IScoreTally> beside)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, table.Count - firstRow);
        var whole = Empty(table.Questionnaire);
        // Every processor takes the next stretch of rows until there is none, so that all are busy to the end.
        var stretches = (count + Stretch - 1) / Stretch;
        var next = 0;
        Parallel.For(0, Math.Min(stretches, Environment.ProcessorCount), _ =>
        {
            BatchAccumulator? accumulator = null;
            for (int stretch; (stretch = Interlocked.Increment(ref next) - 1) < stretches;)
            {
                accumulator ??= new BatchAccumulator(new StudyMoments(whole.Plan), table, count, beside: [.. beside.Select(tally => tally.Fork())]);
                accumulator.Add(firstRow + stretch * Stretch, Math.Min(Stretch, count - stretch * Stretch));
            }

            if (accumulator is null) return;
            var part = accumulator.Finish();
            lock (whole)
            {
                whole.Change(part, 1);
                for (var place = 0; place < beside.Count; place++) beside[place].Join(accumulator.Beside[place]);
            }
        });
        return whole;
    }

    /// <summary>The moments of some rows of a table, in any order and each as often as it is named: of a segment, of a resample.</summary>
    /// <exception cref="ArgumentException">The questionnaire names a model that does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not there.</exception>
    public static StudyMoments Of(ResponseTable table, ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, table.Count, nameof(rows));
        }

        var accumulator = new BatchAccumulator(Empty(table.Questionnaire), table, rows.Length);
        accumulator.Add(rows);
        return accumulator.Finish();
    }

    /// <summary>Adds the moments of other responses to the same questionnaire.</summary>
    /// <exception cref="ArgumentException">They belong to another questionnaire.</exception>
    public void Add(StudyMoments other) => Change(other, 1);

    /// <summary>Takes out the moments of responses that were added before.</summary>
    /// <exception cref="ArgumentException">They belong to another questionnaire.</exception>
    public void Subtract(StudyMoments other) => Change(other, -1);

    /// <summary>The moments of two sets of responses together; both stay as they are.</summary>
    /// <exception cref="ArgumentException">They belong to different questionnaires.</exception>
    public static StudyMoments Merge(StudyMoments left, StudyMoments right)
    {
        var sum = new StudyMoments(left.Plan);
        sum.Add(left);
        sum.Add(right);
        return sum;
    }

    /// <summary>
    /// The same moments as those of another questionnaire that asks the same (the same batteries, scale, items, dimensions, importance,
    /// outcomes, attributes and models, but for wordings, id and version), so that versions can be added. These moments stay as they are.
    /// </summary>
    /// <exception cref="ArgumentException">The other questionnaire asks something else, or in another order.</exception>
    public StudyMoments As(Questionnaire questionnaire)
    {
        var plan = StudyPlan.Of(questionnaire);
        if (!plan.AsksTheSame(Plan)) throw new ArgumentException("The questionnaire asks something else.", nameof(questionnaire));
        var copy = new StudyMoments(plan);
        copy.AddNumbers(this, 1);
        return copy;
    }

    /// <summary>Writes the moments in a compact form that <see cref="Read"/> reads; equal moments give equal bytes.</summary>
    public void Write(Stream stream) => StudyMomentsFormat.Write(this, stream);

    /// <summary>
    /// The moments that <see cref="Write"/> wrote, bit by bit; the stream then stands behind them. The questionnaire must ask what theirs asked,
    /// whatever its wordings and version.
    /// </summary>
    /// <exception cref="InvalidDataException">The bytes are no moments, of another version of the program or of a questionnaire that asks something else, or damaged.</exception>
    public static StudyMoments Read(Stream stream, Questionnaire questionnaire) => StudyMomentsFormat.Read(stream, questionnaire);

    /// <summary>Whether two moments are the same, number by number.</summary>
    public bool SameAs(StudyMoments other)
    {
        return Responses == other.Responses && DataHash.Equals(other.DataHash) && Blocks.Length == other.Blocks.Length
            && Blocks.Zip(other.Blocks).All(pair => pair.First.SameAs(pair.Second))
            && AnswerCounts.Length == other.AnswerCounts.Length && AnswerCounts.Zip(other.AnswerCounts).All(pair => pair.First.SameAs(pair.Second))
            && OutcomeCounts.Length == other.OutcomeCounts.Length && OutcomeCounts.Zip(other.OutcomeCounts).All(pair => pair.First.SameAs(pair.Second))
            && (Pairs is null ? other.Pairs is null : other.Pairs is not null && Pairs.SameAs(other.Pairs))
            && Groups.Length == other.Groups.Length && Groups.Zip(other.Groups).All(pair => SameGroups(pair.First, pair.Second));

        static bool SameGroups(Dictionary<string, GroupMoments> left, Dictionary<string, GroupMoments> right) =>
            left.Count == right.Count && left.All(group => right.TryGetValue(group.Key, out var other) && group.Value.SameAs(other));
    }

    private void Change(StudyMoments other, int sign)
    {
        if (!ReferenceEquals(Plan, other.Plan) && !(Questionnaire.Id == other.Questionnaire.Id && Questionnaire.Version == other.Questionnaire.Version && Plan.AsksTheSame(other.Plan)))
            throw new ArgumentException("The moments belong to another questionnaire.", nameof(other));
        AddNumbers(other, sign);
    }

    private void AddNumbers(StudyMoments other, int sign)
    {
        Responses += sign * other.Responses;
        for (var column = 0; column < AnswerCounts.Length; column++) AnswerCounts[column].Add(other.AnswerCounts[column], sign);
        for (var outcome = 0; outcome < OutcomeCounts.Length; outcome++) OutcomeCounts[outcome].Add(other.OutcomeCounts[outcome], sign);
        DataHash.Add(other.DataHash, sign);
        for (var block = 0; block < Blocks.Length; block++) Blocks[block].Add(other.Blocks[block], sign);
        Pairs?.Add(other.Pairs!, sign);
        for (var attribute = 0; attribute < Groups.Length; attribute++)
        {
            foreach (var (value, group) in other.Groups[attribute])
            {
                if (!Groups[attribute].TryGetValue(value, out var own))
                    Groups[attribute].Add(value, own = GroupMoments.Of(Plan));
                own.Add(group, sign);
                if (own.IsNothing) Groups[attribute].Remove(value);
            }
        }
    }
}
