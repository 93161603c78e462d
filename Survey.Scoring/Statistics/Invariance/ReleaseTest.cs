using System.Collections.Immutable;
using Survey.Scoring.Statistics.FactorAnalysis;

namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// The Lagrange multiplier (score) test of one item of a level: would the fit gain if its loading, or its intercept, were not equal? It needs
/// no other fit than that of the level (Rao 1948; Sörbom 1989; in lavaan <c>lavTestScore(fit, release = …)</c> with expected information).
/// </summary>
/// <param name="Item">The item's index in a block.</param>
/// <param name="ChiSquare">The statistic, with the expected gain in χ² for its value; undefined where the information is singular.</param>
/// <param name="Df">The blocks less one.</param>
/// <param name="P">P(χ² with df &gt; statistic), unadjusted.</param>
/// <param name="Changes">
/// By block after the first the expected difference of the parameter from that of the first block, in units of the item: a loading for the
/// reference's standard deviation of the factor, or an intercept. The loadings of the factor sum to 0 or more. Empty where the statistic is undefined.
/// </param>
internal sealed record ReleaseTest(int Item, Estimate ChiSquare, double Df, Estimate P, ImmutableArray<double> Changes)
{
    /// <summary>p after Holm (1979) over the items tested.</summary>
    public Estimate AdjustedP { get; init; }

    /// <summary>Whether the item speaks against equality after Holm's adjustment at the 5 % level.</summary>
    public bool IsSignificant => AdjustedP.OrNull < 0.05;

    /// <summary>The tests of all items that are equal at a level and share their factor.</summary>
    public static ImmutableArray<ReleaseTest> Of(FittedLevel fitted)
    {
        var (sample, level) = (fitted.Sample, fitted.Step.Level);
        var kind = level == InvarianceLevel.Metric ? ElementKind.Loading : ElementKind.Intercept;
        var information = new ElementInformation(fitted);
        ReleaseTest[] tests =
        [
            .. Enumerable.Range(0, sample.Items).Where(item => !sample.IsAlone(item) && !fitted.Freed.At(level).Contains(item))
                .Select(item => Of(information, sample, kind, item)),
        ];
        var adjusted = Holm.Adjust([.. tests.Select(test => test.P)]);
        return [.. tests.Zip(adjusted, (test, p) => test with { AdjustedP = p })];
    }

    private static ReleaseTest Of(ElementInformation information, InvarianceSample sample, ElementKind kind, int item)
    {
        var released = sample.Blocks[1..];
        var size = released.Length;
        // What the other parameters leave of the information about the released ones.
        double[][] own = [.. released.Select(block => information.With(block.Group, kind, block.FirstItem + item))];
        double[][] solved = [.. own.Select(information.Solve)];
        var rest = new double[size * size];
        var step = new double[size];
        for (var left = 0; left < size; left++)
        {
            step[left] = information.Gradient(released[left].Group, kind, released[left].FirstItem + item);
            for (var right = 0; right < size; right++)
            {
                rest[left * size + right] = information.Between(released[left].Group, released[right].Group, kind, released[left].FirstItem + item, released[right].FirstItem + item)
                    - CholeskyFactor.Dot(own[left], solved[right]);
            }
        }

        var gradient = step.ToArray();
        var factor = new CholeskyFactor(size);
        if (!information.IsRegular || !factor.TryFactor(rest))
        {
            var none = Estimate.Undefined(UndefinedReason.NotIdentified);
            return new ReleaseTest(item, none, size, none, []);
        }

        factor.Solve(step);
        var chiSquare = sample.Total / 2.0 * CholeskyFactor.Dot(gradient, step);
        var unit = sample.Scales[item] * (kind == ElementKind.Loading ? information.SignOf(sample.FactorOfItem[item]) : 1);
        return new ReleaseTest(item, Estimate.Of(chiSquare), size, Estimate.Of(Distributions.ChiSquare.UpperTail(chiSquare, size)), [.. step.Select(change => -change * unit)]);
    }
}
