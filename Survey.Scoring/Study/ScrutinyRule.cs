using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Study;

/// <summary>
/// From the tests to the recommendation. Keep what is shown to add to the explanation of an outcome; call it little only where the upper limit of
/// what it adds is below a small effect; otherwise nothing is decided, and the grounds say what would decide it.
/// </summary>
internal static class ScrutinyRule
{
    /// <summary>Below this, differences of single respondents are unreliable (Nunnally 1978).</summary>
    public const double AcceptableReliability = 0.70;

    /// <summary>From this share of answers at the top of the scale on, most people say the same.</summary>
    public const double HighCeiling = 0.5;

    private const string Topic = "Scrutiny";

    // Fewer respondents who all say the same do not show that others would.
    private const long FewestUnanimous = 30;

    /// <summary>Decides.</summary>
    public static ScrutinyVerdict Decide(
        Questionnaire questionnaire, string subtrahend, DifferenceQuality whole, ImmutableArray<DifferenceQuality> dimensions, ImmutableArray<ComponentTest> tests)
    {
        var battery = SentenceArgument.Word(Topic, "battery-" + subtrahend);
        var grounds = ImmutableArray.CreateBuilder<ResultSentence>();
        ComponentTest[] tested = [.. tests.Where(test => test.Added.AdjustedP.IsDefined)];
        var recommendation = Recommend();
        if (tested.Count(test => test.Constraint.IsSignificant) is > 0 and var rejected)
            Add("components-more", battery, SentenceArgument.Count(rejected), SentenceArgument.Count(tested.Length));
        else if (tested.Length > 0)
            Add("not-distinguishable", battery, SentenceArgument.Count(tested.Length));
        if (whole.CeilingShare.IsDefined) Add("ceiling", battery, SentenceArgument.Percent(whole.CeilingShare.Value));
        var unreliable = dimensions.Where(dimension => dimension.DifferenceReliability.OrNull < AcceptableReliability).Select(dimension => dimension.Dimension).ToHashSet();
        if (unreliable.Count > 0)
            Add("unreliable", SentenceArgument.List([.. questionnaire.Dimensions.Where(dimension => unreliable.Contains(dimension.Id)).Select(dimension => dimension.Title)]));
        return new ScrutinyVerdict(recommendation, new ResultSentence(Topic, ScrutinyVerdict.CodeOf(recommendation), [battery]), grounds.ToImmutable());

        ScrutinyRecommendation Recommend()
        {
            if (whole.SubtrahendSd.OrNull == 0 && whole.N >= FewestUnanimous)
            {
                Add("unanimous", battery, SentenceArgument.Count(whole.N));
                return ScrutinyRecommendation.AskFewer;
            }

            if (tests.Length == 0)
            {
                Add("needs-outcome", battery);
                return ScrutinyRecommendation.Undecided;
            }

            if (tested.Length == 0)
            {
                Add("not-testable", SentenceArgument.Reason(tests[0].Added.P.Reason!.Value));
                return ScrutinyRecommendation.Undecided;
            }

            if (tested.Count(test => test.Added.IsSignificant) is > 0 and var added)
            {
                Add("added", battery, SentenceArgument.Count(added), SentenceArgument.Count(tested.Length));
                return ScrutinyRecommendation.Keep;
            }

            var most = SentenceArgument.Percent(tested.Max(test => test.Added.GainHigh.Value));
            if (tested.All(test => test.Added.GainHigh.Value < DifferenceScrutiny.NotableGain))
            {
                Add("adds-little", battery, most);
                return whole.CeilingShare.OrNull >= HighCeiling ? ScrutinyRecommendation.AskFewer : ScrutinyRecommendation.KeepForDiagnosis;
            }

            Add("may-add", battery, most);
            var (needed, there) = (tested.Max(test => test.RespondentsNeeded.Value), tested.Min(test => test.N));
            if (needed > there) Add("needs-respondents", SentenceArgument.Count((long)needed), SentenceArgument.Count(there));
            else Add("needs-more");
            return ScrutinyRecommendation.Undecided;
        }

        void Add(string code, params ImmutableArray<SentenceArgument> arguments) => grounds.Add(new ResultSentence(Topic, code, arguments));
    }
}
