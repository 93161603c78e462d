using System.Collections.Immutable;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Study;

/// <summary>Whether the same questions measure the same: in all segments, and in both batteries of the gap.</summary>
/// <param name="SegmentsReason">Why there is nothing about segments; null when there is.</param>
/// <param name="Segments">Per attribute and unweighted model.</param>
/// <param name="Batteries">Between the two batteries of the gap model; null without one.</param>
public sealed record InvarianceResult(UndefinedReason? SegmentsReason, ImmutableArray<SegmentInvariance> Segments, BatteryInvariance? Batteries);

/// <summary>Measurement invariance of a model's items over the groups of an attribute, each listwise over all items.</summary>
/// <param name="Attribute">The attribute's id.</param>
/// <param name="Model">The model's code.</param>
/// <param name="Groups">The groups compared, in the order of their code points; the first has factor means 0 and factor variances 1.</param>
/// <param name="LeftOut">The groups that could not be compared, and why.</param>
/// <param name="Test">The fit of the levels.</param>
public sealed record SegmentInvariance(
    string Attribute, string Model, ImmutableArray<InvarianceGroup> Groups, ImmutableArray<InvarianceLeftOut> LeftOut, InvarianceTest Test);

/// <summary>A group compared.</summary>
/// <param name="Value">The attribute's value.</param>
/// <param name="N">Respondents with every item score.</param>
public sealed record InvarianceGroup(string Value, long N);

/// <summary>A group that is not compared.</summary>
/// <param name="Value">The attribute's value.</param>
/// <param name="Responses">All responses with the value.</param>
/// <param name="Reason">Why.</param>
public sealed record InvarianceLeftOut(string Value, long Responses, UndefinedReason Reason);

/// <summary>Measurement invariance between the batteries of the gap model, as two occasions of the same respondents.</summary>
/// <param name="Reference">The battery whose factors have mean 0 and variance 1: the one that is subtracted.</param>
/// <param name="Battery">The battery that it is subtracted from.</param>
/// <param name="N">Respondents with every answer in both batteries.</param>
/// <param name="Test">The fit of the levels.</param>
/// <param name="LatentGaps">Per dimension the mean of the factor in <paramref name="Battery"/>, in standard deviations of the factor in the reference; of the scalar level.</param>
public sealed record BatteryInvariance(string Reference, string Battery, long N, InvarianceTest Test, ImmutableArray<LatentGap> LatentGaps);

/// <summary>A gap free of measurement error, in standard deviations of the factor in the reference battery.</summary>
public sealed record LatentGap(string Dimension, Estimate Mean);

/// <summary>Configural, metric and scalar invariance, one after the other.</summary>
/// <param name="Reason">Why no level was fitted; null when one was.</param>
/// <param name="Steps">The levels; empty when <paramref name="Reason"/> says why.</param>
public sealed record InvarianceTest(UndefinedReason? Reason, ImmutableArray<InvarianceStepResult> Steps)
{
    /// <summary>
    /// The last level that holds with all before it: <c>scalar</c>, <c>metric</c>, <c>configural</c> or <c>none</c>; <c>undecided</c> when the level that
    /// would decide has no solution.
    /// </summary>
    public string Level
    {
        get
        {
            var level = "none";
            foreach (var step in Steps)
            {
                if (step.Verdict == InvarianceStepResult.Undecided) return level == "none" ? InvarianceStepResult.Undecided : level;
                if (step.Verdict == InvarianceStepResult.Fails) return level;
                level = step.Level;
            }

            return Steps.IsEmpty ? InvarianceStepResult.Undecided : level;
        }
    }
}

/// <summary>The fit of one level, normal-theory maximum likelihood with mean structure.</summary>
/// <param name="Level"><c>configural</c>, <c>metric</c> (equal loadings) or <c>scalar</c> (equal loadings and intercepts).</param>
/// <param name="Status"><c>ok</c>, <c>improper</c>, <c>not-converged</c> or <c>not-identified</c>; in the last two every figure is null.</param>
/// <param name="Problems">What makes the solution improper.</param>
/// <param name="Fit">How well it fits.</param>
/// <param name="Change">What equality costs against the level before: ΔCFI is the criterion (Cheung &amp; Rensvold 2002), Δχ² is for the record; null for the first.</param>
/// <param name="Verdict"><see cref="Holds"/>, <see cref="Fails"/> or <see cref="Undecided"/>: CFI at least .90 for the first level, a loss of at most .010 for the others.</param>
public sealed record InvarianceStepResult(
    string Level, string Status, ImmutableArray<InvarianceProblemResult> Problems, FitFigures Fit, FitDifference? Change, string Verdict)
{
    /// <summary>
    /// Where the level does not hold: the score test of every item, in the order of the items; those that were freed at the level before are left
    /// out. Empty where it holds, and where the level before does not hold in part either.
    /// </summary>
    public ImmutableArray<InvarianceItemTest> Items { get; init; } = [];

    /// <summary>A suggestion where this level or the one before does not hold: what freeing items does. Null where nothing was freed.</summary>
    public PartialInvarianceResult? Partial { get; init; }

    /// <summary>What <see cref="Items"/> and <see cref="Partial"/> say, in words; empty where the level holds.</summary>
    public ImmutableArray<ResultSentence> Sentences => InvarianceSentences.Of(this);

    /// <summary>The level holds.</summary>
    public const string Holds = "holds";

    /// <summary>The level does not hold.</summary>
    public const string Fails = "fails";

    /// <summary>There is no solution to judge by.</summary>
    public const string Undecided = "undecided";
}

/// <summary>
/// Whether an item speaks against equal loadings (metric) or equal intercepts (scalar): the Lagrange multiplier test of freeing it in all groups
/// (Sörbom 1989).
/// </summary>
/// <param name="Id">Item id.</param>
/// <param name="Dimension">Its dimension's id.</param>
/// <param name="ChiSquare">What χ² is expected to gain.</param>
/// <param name="Df">Groups less one.</param>
/// <param name="P">P(χ² with df &gt; statistic), unadjusted.</param>
/// <param name="AdjustedP">p after Holm (1979) over the items tested at the level.</param>
/// <param name="Differences">By group after the first, or for the other battery, the expected difference of the item's loading or intercept from the first, in points of the item.</param>
public sealed record InvarianceItemTest(
    string Id, string Dimension, Estimate ChiSquare, Estimate Df, Estimate P, Estimate AdjustedP, ImmutableArray<InvarianceItemDifference> Differences)
{
    /// <summary>Whether the item speaks against equality after Holm's adjustment at the 5 % level.</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;
}

/// <summary>How a group, or a battery, differs from the first one.</summary>
/// <param name="Group">The group's value, or the battery's id.</param>
/// <param name="Difference">Points of the item's scale; for a loading per standard deviation of the factor in the first group.</param>
public sealed record InvarianceItemDifference(string Group, double Difference);

/// <summary>
/// A level with some items freed (Byrne, Shavelson &amp; Muthén 1989): one after the other the item with the largest score test, until the loss of CFI
/// is at most .010 or no item is left that is significant and leaves two equal items in its dimension. A suggestion: no figure rests on it.
/// </summary>
/// <param name="Loadings">The items whose loadings are not equal, in the order in which they were freed.</param>
/// <param name="Intercepts">The items whose intercepts are not equal; empty at the metric level.</param>
/// <param name="Status">As in <see cref="InvarianceStepResult"/>.</param>
/// <param name="Fit">How well it fits.</param>
/// <param name="Change">What the equality of the other items costs against the level before, with what is freed there.</param>
/// <param name="Verdict"><see cref="InvarianceStepResult.Holds"/> or <see cref="InvarianceStepResult.Fails"/>.</param>
public sealed record PartialInvarianceResult(
    ImmutableArray<string> Loadings, ImmutableArray<string> Intercepts, string Status, FitFigures Fit, FitDifference Change, string Verdict);

/// <summary>One reason why a solution is improper.</summary>
/// <param name="Code">As in <see cref="CfaProblem"/>.</param>
/// <param name="Group">The group's value, or the battery's id; null when the batteries are concerned together.</param>
/// <param name="Subjects">The items or dimensions concerned.</param>
public sealed record InvarianceProblemResult(string Code, string? Group, ImmutableArray<string> Subjects);
