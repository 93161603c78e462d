using System.Globalization;
using System.Resources;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Statistics.Bootstrap;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class VerdictTests
{
    private static readonly StudyOptions Figures = new() { Depth = StudyDepth.Figures };

    public static TheoryData<string> Kinds => [.. DrawnStudy.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_winner_is_significantly_ahead_of_every_other_model_and_nobody_else_is_called_one(string kind)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var result = Evaluation.Evaluate(DrawnStudy.Draw(kind, seed).Table(), Figures);
            if (result.Models.Length < 2)
            {
                Assert.Null(result.Verdict);
                continue;
            }

            foreach (var (outcome, sample) in result.Verdict!.Outcomes.Zip(result.CommonSample))
            {
                var ahead = sample.Models.Where(model => sample.Comparisons.Count(pair => pair.IsSignificant
                    && ((pair.Left == model.Id && pair.RLeft.Value > pair.RRight.Value) || (pair.Right == model.Id && pair.RRight.Value > pair.RLeft.Value))) == sample.Models.Length - 1);
                Assert.Equal(ahead.SingleOrDefault()?.Id, outcome.Winner);
                Assert.Equal(outcome.Winner is not null, outcome.Statements[0].Code == VerdictCode.OutcomeWinner);
            }

            Assert.Equal(result.Verdict.Outcomes.Any(outcome => outcome.Winner is not null),
                result.Verdict.Recommendation.Code is VerdictCode.OneModelAhead or VerdictCode.AheadForSome or VerdictCode.OutcomesDisagree);
        }
    }

    [Theory]
    [InlineData(1.0, 0.0, "servperf")]
    [InlineData(1.0, -1.0, "servqual")]
    public void A_strong_true_difference_is_named(double perception, double expectation, string winner)
    {
        var verdict = Simulated(300, 5, perception, expectation).Verdict!;

        Assert.Equal([winner], verdict.Models);
        Assert.Equal(VerdictCode.OneModelAhead, verdict.Recommendation.Code);
        Assert.Contains(verdict.Grounds, statement => statement.Code == (winner == "servperf" ? VerdictCode.PerceptionsPredict : VerdictCode.GapsPredictAndDiagnose));
    }

    [Fact]
    public void Where_both_models_agree_with_the_outcome_alike_a_winner_is_claimed_as_rarely_as_the_level_says()
    {
        // With independent p and e, y = p + b e goes with p as 1 and with p − e as (1 − b) / √2: alike for b = 1 − √2.
        var b = 1 - Math.Sqrt(2);
        var results = Enumerable.Range(1, 150).Select(seed => Simulated(150, seed, 1, b)).ToList();

        foreach (var result in results.Where(result => result.CommonSample[0].Comparisons.All(pair => !pair.IsSignificant))) Assert.Empty(result.Verdict!.Models);
        // 7.5 of 150 expected at 5 %, standard deviation 2.7.
        Assert.InRange(results.Count(result => result.Verdict!.Models.Length > 0), 0, 18);
        Assert.All(results.Where(result => result.Verdict!.Models.Length == 0), result => Assert.Equal(VerdictCode.NoModelAhead, result.Verdict!.Recommendation.Code));
    }

    [Fact]
    public void The_order_of_responses_and_of_models_changes_no_word()
    {
        var study = DrawnStudy.Draw("one-item-dimension", 21);
        var turned = study.Questionnaire with { Models = [.. study.Questionnaire.Models.Reverse()] };

        var original = Sentences(Evaluation.Evaluate(study.Table(), Figures).Verdict!);

        Assert.Equal(original, Sentences(Evaluate(study.Questionnaire, study.Responses.Reverse()).Verdict!));
        Assert.Equal(original, Sentences(Evaluate(turned, study.Responses).Verdict!));
    }

    [Fact]
    public void An_open_question_says_what_more_data_would_decide()
    {
        // Four times the respondents double t: what is needed at a level is where t reaches z(1 − α/2) + z(.8) = 2.80.
        var needed = OutcomeVerdicts.RespondentsNeeded(0.4741, 0.5319, 0.8183, 0.05);
        var (determinant, mean) = (1 + 2 * 0.4741 * 0.5319 * 0.8183 - 0.4741 * 0.4741 - 0.5319 * 0.5319 - 0.8183 * 0.8183, (0.4741 + 0.5319) / 2);
        var t = (0.5319 - 0.4741) * Math.Sqrt((needed - 1) * 1.8183 / (2 * (needed - 1) / (needed - 3) * determinant + mean * mean * Math.Pow(1 - 0.8183, 3)));

        Assert.Equal(2.8016, t, 0.005);
        var open = Enumerable.Range(1, 20).Select(seed => Simulated(60, seed, 1, 1 - Math.Sqrt(2) - 0.1).Verdict!.Outcomes[0]).First(outcome => outcome.Winner is null);
        Assert.Contains(open.Statements, statement => statement.Code == VerdictCode.StillPossible);
    }

    [Fact]
    public void Outcomes_that_disagree_are_said_to_disagree()
    {
        var questionnaire = Small(twoOutcomes: true);
        var result = Evaluate(questionnaire, Responses(questionnaire, 300, 3, (1, 0), (1, -1)));

        Assert.Equal(VerdictCode.OutcomesDisagree, result.Verdict!.Recommendation.Code);
        Assert.Equal(["servperf", "servqual"], result.Verdict.Models);
        Assert.Equal(["servperf", "servqual"], result.Verdict.Outcomes.Select(outcome => outcome.Winner));
    }

    [Fact]
    public void Without_outcomes_or_answers_nothing_is_claimed()
    {
        var questionnaire = Small(twoOutcomes: false);

        Assert.Equal(VerdictCode.NotTested, Evaluate(questionnaire, []).Verdict!.Recommendation.Code);
        Assert.Equal(VerdictCode.NoOutcomes, Evaluate(questionnaire with { Outcomes = [] }, []).Verdict!.Recommendation.Code);
        Assert.Null(Evaluate(questionnaire with { Models = ["servperf"] }, []).Verdict);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public void Every_sentence_has_words_and_takes_the_arguments_that_it_gets(string language)
    {
        var set = new ResourceManager(typeof(VerdictTexts)).GetResourceSet(language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), true, false)!;
        Assert.Equal(Enum.GetNames<VerdictCode>().Order(StringComparer.Ordinal), set.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal));
        var results = DrawnStudy.Kinds.Select(kind => Evaluation.Evaluate(DrawnStudy.Draw(kind, 3).Table(), new StudyOptions { Resamples = 60 }))
            .Append(Simulated(300, 5, 1, 0)).Append(Simulated(300, 5, 1, -1)).Append(Simulated(40, 7, 1, -0.4));

        foreach (var verdict in results.Select(result => result.Verdict).OfType<VerdictResult>())
            foreach (var statement in Statements(verdict))
                Assert.Matches(language == "en" ? "^[^{}]+\\.$" : "^[^{}]*[\\u0600-\\u06FF][^{}]+\\.$", VerdictTexts.PlainTextOf(statement, language));
    }

    [Fact]
    public void Not_distinguishable_beside_an_interval_without_zero_names_the_adjustment()
    {
        // The interval of the pair by itself lies above 0 (p = .03); over three pairs Holm leaves .09 of it.
        ModelComparison[] pairs =
        [
            Pair("a", "b", 0.60, 0.55, 0.001, 0.099, 0.09), Pair("a", "c", 0.60, 0.54, -0.01, 0.13, 0.2), Pair("b", "c", 0.55, 0.54, -0.05, 0.07, 0.8),
        ];
        var sample = new CommonSampleResult("overall", 200, [new("a", Of(0.60), Of(0.36), Of(0.35)), new("b", Of(0.55), Of(0.30), Of(0.29)), new("c", Of(0.54), Of(0.29), Of(0.28))], [.. pairs]);
        DifferenceUncertainty[] differences =
        [
            new("a", "b", Figure(0.05, 0.001, 0.099), Figure(0.06, 0.002, 0.12), Of(0.04), Of(0.12)),
            new("a", "c", Figure(0.06, -0.01, 0.13), Figure(0.07, -0.01, 0.15), Of(0.08), Of(0.16)),
        ];

        var outcome = OutcomeVerdicts.Of(sample, new CommonSampleUncertainty("overall", 200, [], [.. differences]));

        Assert.Null(outcome.Winner);
        Assert.Equal((true, false), (pairs[0].IsLostByAdjustment, pairs[1].IsLostByAdjustment));
        Assert.DoesNotContain(outcome.Statements, statement => statement.Code is VerdictCode.StillPossible or VerdictCode.RSquaredOpen);
        Assert.Contains("after adjustment for 3 comparisons", Words(VerdictCode.LostByAdjustment), StringComparison.Ordinal);
        Assert.Contains("after adjustment for 2 comparisons", Words(VerdictCode.RSquaredLostByAdjustment), StringComparison.Ordinal);

        string Words(VerdictCode code) => VerdictTexts.PlainTextOf(Assert.Single(outcome.Statements, statement => statement.Code == code), "en");
        static Estimate Of(double value) => Estimate.Of(value);
        static ResampledFigure Figure(double value, double low, double high) => new(Of(value), Of(0.03), Of(low), Of(high), 0);
        static ModelComparison Pair(string left, string right, double first, double second, double low, double high, double p) =>
            new("overall", left, right, 200, Of(first), Of(second), Of(0.9), Of(2.2), Of(197), Of(p / 3), Of(p)) { DifferenceCiLow = Of(low), DifferenceCiHigh = Of(high) };
    }

    private static IEnumerable<VerdictStatement> Statements(VerdictResult verdict) =>
        [verdict.Recommendation, .. verdict.Outcomes.SelectMany(outcome => outcome.Statements), .. verdict.Grounds];

    private static string[] Sentences(VerdictResult verdict) => [.. Statements(verdict).Select(statement => VerdictTexts.PlainTextOf(statement, "en"))];

    private static StudyResult Simulated(int respondents, int seed, double perception, double expectation)
    {
        var questionnaire = Small(twoOutcomes: false);
        return Evaluate(questionnaire, Responses(questionnaire, respondents, seed, (perception, expectation)));
    }

    private static Questionnaire Small(bool twoOutcomes)
    {
        var template = DrawnStudy.Draw("one-dimension", 1).Questionnaire;
        return template with
        {
            Scale = template.Scale with { From = 0, To = 40 },
            Dimensions = [template.Dimensions[0] with { Items = template.Dimensions[0].Items[..2] }],
            Outcomes = [.. template.Outcomes[..(twoOutcomes ? 2 : 1)].Select(outcome => outcome with { Scale = template.Scale with { From = 0, To = 80 } })],
            Attributes = [],
        };
    }

    // Independent perception and expectation; each outcome is a sum of both and of chance.
    private static IEnumerable<Response> Responses(Questionnaire questionnaire, int respondents, int seed, params (double Perception, double Expectation)[] weights)
    {
        var random = new Random(seed);
        for (var row = 0; row < respondents; row++)
        {
            var (p, e) = (Normal(random), Normal(random));
            yield return new Response
            {
                Id = $"r{row}",
                Answers = [.. new[] { e, e, p, p }.Select(score => (byte)(1 + Math.Clamp((int)Math.Round(20 + 6 * score + Normal(random)), 0, 40)))],
                Outcomes = [.. weights.Select(weight => (byte)(1 + Math.Clamp((int)Math.Round(40 + 10 * (weight.Perception * p + weight.Expectation * e + 0.5 * Normal(random))), 0, 80)))],
            };
        }
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static StudyResult Evaluate(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return Evaluation.Evaluate(table, Figures);
    }
}
