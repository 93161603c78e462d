namespace Survey.Scoring.Statistics;

/// <summary>
/// Penalty-reward contrast (Brandt 1987): an outcome on two indicators per attribute, one for low and one for high performance, the rest
/// being the reference. The penalty is what low performance costs, the reward what high performance gains, in units of the outcome.
/// </summary>
/// <param name="Penalty">Coefficient of the indicator of low performance; negative where low performance costs.</param>
/// <param name="Reward">Coefficient of the indicator of high performance.</param>
/// <param name="Asymmetry">Reward + penalty with its test: positive where high performance gains more than low performance costs.</param>
internal sealed record PenaltyRewardContrast(CoefficientEstimate Penalty, CoefficientEstimate Reward, CoefficientEstimate Asymmetry)
{
    /// <summary>
    /// The share of the whole range of impact that is reward (satisfaction-generating potential, Mikulić &amp; Prebežac 2008): r / (r + |p|). Needs a
    /// penalty below 0 and a reward above 0.
    /// </summary>
    public Estimate RewardShare => Range is { } range ? Estimate.Of(Reward.B.Value / range) : Estimate.Undefined(Missing);

    /// <summary>The share that is penalty (dissatisfaction-generating potential): |p| / (r + |p|).</summary>
    public Estimate PenaltyShare => Range is { } range ? Estimate.Of(-Penalty.B.Value / range) : Estimate.Undefined(Missing);

    /// <summary>Impact asymmetry, reward share − penalty share: −1 (only low performance matters) … 1 (only high performance does).</summary>
    public Estimate ImpactAsymmetry => Range is { } range ? Estimate.Of((Reward.B.Value + Penalty.B.Value) / range) : Estimate.Undefined(Missing);

    private double? Range => Penalty.B.OrNull < 0 && Reward.B.OrNull > 0 ? Reward.B.Value - Penalty.B.Value : null;

    private UndefinedReason Missing => Penalty.B.Reason ?? Reward.B.Reason ?? UndefinedReason.ImpactSigns;

    /// <summary>The contrasts of all attributes.</summary>
    /// <param name="data">Per attribute the indicator of low and that of high performance, then the outcome.</param>
    public static PenaltyRewardContrast[] Of(CrossProducts data)
    {
        var indicators = data.Variables - 1;
        int[] predictors = [.. Enumerable.Range(0, indicators)];
        if (LeastSquares.TryFit(data, indicators, predictors, out var fit) is { } reason)
            return [.. Enumerable.Range(0, indicators / 2).Select(_ => Undefined(reason))];
        return
        [
            .. Enumerable.Range(0, indicators / 2).Select(attribute =>
            {
                var sum = new double[indicators];
                sum[2 * attribute] = sum[2 * attribute + 1] = 1;
                return new PenaltyRewardContrast(fit!.Coefficient(2 * attribute), fit.Coefficient(2 * attribute + 1), fit.Coefficient(sum));
            }),
        ];
    }

    /// <summary>A contrast that does not exist.</summary>
    public static PenaltyRewardContrast Undefined(UndefinedReason reason) =>
        new(CoefficientEstimate.Undefined(reason), CoefficientEstimate.Undefined(reason), CoefficientEstimate.Undefined(reason));
}
