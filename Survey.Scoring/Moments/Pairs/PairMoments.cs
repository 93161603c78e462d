namespace Survey.Scoring.Moments.Pairs;

/// <summary>
/// Counts, sums and products of every pair of variables over the respondents who have both: exact whole numbers, so that parts add up to the whole in
/// whatever way the responses are divided, and what was added can be subtracted.
/// </summary>
/// <param name="variables">The number of variables.</param>
/// <param name="sets">The sets of variables (<see cref="PairVariables"/>) whose respondents are counted.</param>
/// <param name="sources">The sources whose respondents with every set are counted.</param>
/// <param name="minuends">The variables beside which the sum of another value is kept: the items of the gap model, and the minuend of their pairs.</param>
internal sealed class PairMoments(int variables, int sets, int sources, int minuends)
{
    private const int PerPair = 4;

    /// <summary>All numbers in the order of storing.</summary>
    public long[] Numbers { get; } = new long[variables * (variables + 1) / 2 * PerPair + sets + sources + minuends];

    /// <summary>The moments of no responses to a plan that counts pairs.</summary>
    public static PairMoments Of(StudyPlan plan) =>
        new(plan.ItemPairs!.Count, plan.ItemPairs!.Sources * plan.Dimensions.Length, plan.ItemPairs!.Sources, plan.GapModel?.Difference is null ? 0 : plan.ItemCount);

    /// <summary>The moments of no responses of a group, which has the items of a single source.</summary>
    public static PairMoments OfGroup(StudyPlan plan) => new(plan.ItemCount, plan.Dimensions.Length, 0, 0);

    /// <summary>The number of variables.</summary>
    public int Variables => variables;

    /// <summary>The respondents who have both variables.</summary>
    public long Count(int left, int right) => Numbers[Place(left, right)];

    /// <summary>The sum of the first of two variables over the respondents who have both.</summary>
    public long Sum(int of, int with) => Numbers[Place(of, with) + (of <= with ? 1 : 2)];

    /// <summary>The sum of the products of two variables.</summary>
    public long Product(int left, int right) => Numbers[Place(left, right) + 3];

    /// <summary>The respondents who have a set.</summary>
    public long OfSet(int set) => Numbers[Sets + set];

    /// <summary>The respondents who have every set of a source.</summary>
    public long OfSource(int source) => Numbers[Sets + sets + source];

    /// <summary>The sum of the minuend of an item's gap over the pairs.</summary>
    public long Minuend(int item) => Numbers[Sets + sets + sources + item];

    /// <summary>Adds a respondent.</summary>
    /// <param name="present">The variables that are there, in ascending order.</param>
    /// <param name="values">Their values above the lowest.</param>
    public void Add(ReadOnlySpan<int> present, ReadOnlySpan<int> values)
    {
        for (var a = 0; a < present.Length; a++)
        {
            var row = Start(present[a]) - present[a] * PerPair;
            long left = values[a];
            for (var b = a; b < present.Length; b++)
            {
                var numbers = Numbers.AsSpan(row + present[b] * PerPair, PerPair);
                numbers[0]++;
                numbers[1] += left;
                numbers[2] += values[b];
                numbers[3] += left * values[b];
            }
        }
    }

    /// <summary>Counts a respondent of a set.</summary>
    public void AddSet(int set) => Numbers[Sets + set]++;

    /// <summary>Counts a respondent who has every set of a source.</summary>
    public void AddSource(int source) => Numbers[Sets + sets + source]++;

    /// <summary>Adds the minuend of an item's gap.</summary>
    public void AddMinuend(int item, int value) => Numbers[Sets + sets + sources + item] += value;

    /// <summary>Adds other moments of the same variables, or subtracts them when <paramref name="sign"/> is −1.</summary>
    public void Add(PairMoments other, int sign)
    {
        for (var place = 0; place < Numbers.Length; place++) Numbers[place] += sign * other.Numbers[place];
    }

    /// <summary>Whether all numbers are 0.</summary>
    public bool IsZero => !Numbers.AsSpan().ContainsAnyExcept(0L);

    /// <summary>Whether both are the same, number by number.</summary>
    public bool SameAs(PairMoments other) => Numbers.AsSpan().SequenceEqual(other.Numbers);

    private int Sets => variables * (variables + 1) / 2 * PerPair;

    private int Start(int variable) => variable * (2 * variables - variable + 1) / 2 * PerPair;

    private int Place(int left, int right) => left <= right ? Start(left) + (right - left) * PerPair : Place(right, left);
}
