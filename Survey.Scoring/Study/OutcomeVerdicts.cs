using Survey.Scoring.Statistics.Distributions;

namespace Survey.Scoring.Study;

/// <summary>What the tests on the common sample say of one outcome.</summary>
internal static class OutcomeVerdicts
{
    // Beyond this it is no help to say how many respondents a difference would need.
    private const double MostRespondents = 100_000;

    /// <summary>The verdict for an outcome.</summary>
    /// <param name="sample">The models and their tests.</param>
    /// <param name="resampled">The same by resampling; null when it was not computed.</param>
    public static OutcomeVerdict Of(CommonSampleResult sample, CommonSampleUncertainty? resampled)
    {
        if (sample.Comparisons.All(pair => !pair.AdjustedP.IsDefined))
            return new OutcomeVerdict(sample.Outcome, sample.N, null, [], [Verdict.Statement(VerdictCode.OutcomeNotTested, Verdict.Outcomes(sample.Outcome))]);

        // An outcome where less is better turns all correlations round.
        var known = sample.Models.Where(model => model.R.IsDefined).ToArray();
        var direction = known.Sum(model => model.R.Value) < 0 ? -1 : 1;
        string[] order = [.. known.OrderByDescending(model => direction * model.R.Value).ThenBy(model => model.Id, StringComparer.Ordinal).Select(model => model.Id)];
        var best = order[0];
        string[] behind = [.. order.Skip(1).Where(model => PairOf(sample, best, model) is { IsSignificant: true })];
        string[] beside = [.. order.Skip(1).Except(behind)];
        var isWinner = beside.Length == 0 && known.Length == sample.Models.Length;
        return new OutcomeVerdict(
            sample.Outcome, sample.N, isWinner ? best : null, [best, .. beside],
            [Finding(sample, best, beside, behind, isWinner), .. beside.Length > 0 ? Open(sample, best, beside[0]) : [], .. Explained(resampled, best, order.ElementAtOrDefault(1))]);
    }

    /// <summary>
    /// The number of respondents from which on Williams' test of these correlations is significant with 80 % power: the n at which t is
    /// z(1 − α/2) + z(.8), the correlations staying as they are.
    /// </summary>
    /// <param name="left">r of the first score with the outcome.</param>
    /// <param name="right">r of the second score with the outcome.</param>
    /// <param name="between">r of both scores.</param>
    /// <param name="level">Two-sided level, α.</param>
    public static double RespondentsNeeded(double left, double right, double between, double level)
    {
        var target = NormalDistribution.Quantile(1 - level / 2) + NormalDistribution.Quantile(0.8);
        var (determinant, mean) = (Math.Max(1 - left * left - right * right - between * between + 2 * left * right * between, 0), (left + right) / 2);
        // t² = (r₁ − r₂)² (n − 1)(1 + r₁₂) / (2 (n − 1)/(n − 3) |R| + r̄² (1 − r₁₂)³) grows with n: solved by fixed point.
        var n = 4.0;
        for (var step = 0; step < 100 && double.IsFinite(n); step++)
        {
            var variance = 2 * (n - 1) / (n - 3) * determinant + mean * mean * Math.Pow(1 - between, 3);
            n = Math.Max(1 + target * target * variance / ((left - right) * (left - right) * (1 + between)), 3.5);
        }

        return Math.Ceiling(n);
    }

    // Two digits are all that a forecast from an estimate deserves.
    private static double RoundedUp(double n)
    {
        var step = Math.Pow(10, Math.Max(Math.Floor(Math.Log10(n)) - 1, 0));
        return Math.Ceiling(n / step) * step;
    }

    /// <summary>Whether a model of a pair is the one that agrees better with the outcome; where both correlations are negative, less of the outcome is better.</summary>
    public static bool IsAhead(ModelComparison pair, string model)
    {
        var difference = pair.RLeft.Value - pair.RRight.Value;
        return pair.RLeft.Value + pair.RRight.Value < 0 == difference < 0 == (pair.Left == model);
    }

    private static VerdictStatement Finding(CommonSampleResult sample, string best, string[] beside, string[] behind, bool isWinner)
    {
        var (outcome, leader) = (Verdict.Outcomes(sample.Outcome), Verdict.Models(best));
        var r = Verdict.Number(VerdictArgumentKind.Coefficient, sample.Models.First(model => model.Id == best).R.Value);
        var n = Verdict.Number(VerdictArgumentKind.Count, sample.N);
        if (isWinner)
        {
            var p = behind.Max(model => PairOf(sample, best, model)!.AdjustedP.Value);
            return Verdict.Statement(VerdictCode.OutcomeWinner, outcome, leader, r, Verdict.Models(behind), n, Verdict.Number(VerdictArgumentKind.Probability, p));
        }

        return behind.Length > 0 && beside.Length > 0
            ? Verdict.Statement(VerdictCode.OutcomeLeaders, outcome, leader, r, Verdict.Models(beside), Verdict.Models(behind), n)
            : Verdict.Statement(VerdictCode.OutcomeOpen, outcome, leader, r, n);
    }

    private static IEnumerable<VerdictStatement> Open(CommonSampleResult sample, string best, string next)
    {
        if (PairOf(sample, best, next) is not { AdjustedP.IsDefined: true } pair) yield break;
        var (first, second) = pair.Left == best ? (pair.RLeft.Value, pair.RRight.Value) : (pair.RRight.Value, pair.RLeft.Value);
        // Holm's next step: the level is divided among the pairs that are not significant yet.
        var open = sample.Comparisons.Count(comparison => comparison is { AdjustedP.IsDefined: true, IsSignificant: false });
        var needed = RespondentsNeeded(first, second, pair.RBetween.Value, 0.05 / open);
        if (needed > sample.N && needed <= MostRespondents)
            yield return Verdict.Statement(VerdictCode.MoreDataDecides, Verdict.Number(VerdictArgumentKind.Coefficient, Math.Abs(first - second)),
                Verdict.Models(best), Verdict.Models(next), Verdict.Number(VerdictArgumentKind.Count, RoundedUp(needed)));
        if (!pair.DifferenceCiLow.IsDefined || !pair.DifferenceCiHigh.IsDefined) yield break;
        var (low, high) = pair.Left == best ? (pair.DifferenceCiLow.Value, pair.DifferenceCiHigh.Value) : (-pair.DifferenceCiHigh.Value, -pair.DifferenceCiLow.Value);
        yield return Verdict.Statement(pair.IsLostByAdjustment ? VerdictCode.LostByAdjustment : VerdictCode.StillPossible, Verdict.Models(best), Verdict.Models(next),
            Verdict.Number(VerdictArgumentKind.Coefficient, low), Verdict.Number(VerdictArgumentKind.Coefficient, high),
            Verdict.Number(VerdictArgumentKind.Count, sample.Comparisons.Count(comparison => comparison.AdjustedP.IsDefined)));
    }

    private static IEnumerable<VerdictStatement> Explained(CommonSampleUncertainty? resampled, string best, string? next)
    {
        var pair = resampled?.Differences.FirstOrDefault(pair => (pair.Left == best && pair.Right == next) || (pair.Left == next && pair.Right == best));
        if (pair is not { AdjustedP.IsDefined: true, RSquared.CiLow.IsDefined: true }) yield break;
        // Named first is the model whose R² is higher.
        var figure = pair.RSquared;
        var isLeft = figure.Value.Value >= 0;
        yield return Verdict.Statement(
            pair.IsSignificant ? VerdictCode.RSquaredDiffers : pair.IsLostByAdjustment ? VerdictCode.RSquaredLostByAdjustment : VerdictCode.RSquaredOpen,
            Verdict.Models(isLeft ? pair.Left : pair.Right), Verdict.Models(isLeft ? pair.Right : pair.Left),
            Verdict.Number(VerdictArgumentKind.Coefficient, Math.Abs(figure.Value.Value)),
            Verdict.Number(VerdictArgumentKind.Coefficient, isLeft ? figure.CiLow.Value : -figure.CiHigh.Value),
            Verdict.Number(VerdictArgumentKind.Coefficient, isLeft ? figure.CiHigh.Value : -figure.CiLow.Value),
            Verdict.Number(VerdictArgumentKind.Count, resampled!.Differences.Count(difference => difference.AdjustedP.IsDefined)));
    }

    private static ModelComparison? PairOf(CommonSampleResult sample, string left, string right) => sample.Comparisons.FirstOrDefault(pair =>
        (pair.Left == left && pair.Right == right) || (pair.Left == right && pair.Right == left));
}
