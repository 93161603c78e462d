using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class DifferenceScrutinyTests
{
    [Theory]
    [InlineData("servqual")]
    [InlineData("zone-of-tolerance")]
    public void Tests_of_components_agree_with_lm_and_anova(string study)
    {
        var tests = Evaluation.Evaluate(ReferenceStudy.Responses(study)).DifferenceScrutiny!.Tests;
        var expected = PriorityReference.Case(study)["components"]!.AsArray();

        Assert.Equal(expected.Count, tests.Length);
        Assert.All(tests, test => Assert.NotEmpty(test.Dimensions));
        foreach (var (own, r) in tests.Zip(expected))
        {
            Assert.Equal((string?)r!["outcome"], own.Outcome);
            Assert.Equal((long)r["n"]!, own.N);
            PriorityReference.AssertNear(r["rSquaredGap"], own.GapRSquared.OrNull);
            PriorityReference.AssertNear(r["rSquaredMinuend"], own.MinuendRSquared.OrNull);
            PriorityReference.AssertNear(r["rSquaredBoth"], own.BothRSquared.OrNull);
            PriorityReference.AssertNear(r["constraintF"], own.Constraint.F.OrNull);
            PriorityReference.AssertNear(r["constraintDf1"], own.Constraint.Df1.OrNull);
            PriorityReference.AssertNear(r["constraintDf2"], own.Constraint.Df2.OrNull);
            PriorityReference.AssertNear(r["constraintP"], own.Constraint.P.OrNull);
            PriorityReference.AssertNear(r["addsF"], own.Added.F.OrNull);
            PriorityReference.AssertNear(r["addsP"], own.Added.P.OrNull);
            PriorityReference.AssertNear(r["addsHigh"], own.Added.GainHigh.OrNull);
            foreach (var (dimension, row) in own.Dimensions.Zip(r["dimensions"]!.AsArray()))
            {
                Assert.All([("minuend", dimension.Minuend), ("subtrahend", dimension.Subtrahend), ("sum", dimension.Sum)], part =>
                {
                    PriorityReference.AssertNear(row![part.Item1], part.Item2.B.OrNull);
                    PriorityReference.AssertNear(row[part.Item1 + "Low"], part.Item2.CiLow.OrNull);
                    PriorityReference.AssertNear(row[part.Item1 + "High"], part.Item2.CiHigh.OrNull);
                });
                PriorityReference.AssertNear(row!["sumP"], dimension.Sum.P.OrNull);
            }
        }
    }

    [Fact]
    public void The_components_beside_a_difference_are_those_of_its_formula()
    {
        var result = Evaluation.Evaluate(ReferenceStudy.Responses("servqual"));

        foreach (var (quality, dimension) in result.DifferenceScrutiny!.Dimensions.Zip(result.Models.Single(model => model.Id == "servqual").Dimensions))
        {
            double a = Math.Pow(quality.MinuendSd.Value, 2), b = Math.Pow(quality.SubtrahendSd.Value, 2);
            var covariance = quality.Correlation.Value * quality.MinuendSd.Value * quality.SubtrahendSd.Value;
            Assert.Equal(a + b - 2 * covariance, Math.Pow(quality.GapSd.Value, 2), 1e-12);
            Assert.Equal((a * quality.MinuendAlpha.Value + b * quality.SubtrahendAlpha.Value - 2 * covariance) / (a + b - 2 * covariance), quality.DifferenceReliability.Value, 1e-12);
            Assert.Equal((b - covariance) / (a + b - 2 * covariance), quality.SubtrahendVarianceShare.Value, 1e-12);
            Assert.Equal(dimension.Reliability!.DifferenceReliability!.Value.Value, quality.DifferenceReliability.Value, 1e-12);
            Assert.Equal(dimension.Reliability.Alpha.Value, quality.GapAlpha.Value, 1e-12);
            Assert.InRange(quality.CeilingShare.Value, 0.01, 0.99);
        }
    }

    [Fact]
    public void Answers_at_the_top_are_counted_after_recoding()
    {
        var study = DrawnStudy.Draw("one-item-dimension", 7);
        var table = new ResponseTable(study.Questionnaire);
        foreach (var response in study.Responses) table.Add(response);
        var top = study.Questionnaire.Scale.Points;

        var whole = Evaluation.Evaluate(table).DifferenceScrutiny!.Whole;

        var expectation = study.Questionnaire.Batteries.Select(battery => battery.Id).ToList().IndexOf("expectation");
        var items = study.Questionnaire.Items.ToArray();
        byte[] answers =
        [
            .. study.Responses.SelectMany(response => items.Select((item, place) => (item, code: response.Answers[expectation * items.Length + place])))
                .Where(answer => AnswerCode.IsAnswer(answer.code)).Select(answer => answer.item.IsReversed ? (byte)(top + 1 - answer.code) : answer.code),
        ];
        Assert.Equal(answers.Length, whole.Answers);
        Assert.Equal(answers.Count(code => code == top) / (double)answers.Length, whole.CeilingShare.Value, 1e-12);
    }

    [Fact]
    public void Halves_by_the_subtrahend_are_those_of_the_respondents()
    {
        var responses = ReferenceStudy.Responses("servqual");
        var own = Evaluation.Evaluate(responses).DifferenceScrutiny!.Dimensions[0];
        var pairs = Enumerable.Range(0, responses.Count).Select(row => Enumerable.Range(0, 4).Select(item => (E: responses.GetResponse(row).Answers[item], P: responses.GetResponse(row).Answers[22 + item]))
                .Where(pair => AnswerCode.IsAnswer(pair.E) && AnswerCode.IsAnswer(pair.P)).ToArray())
            .Where(answers => answers.Length >= 2).Select(answers => (E: answers.Average(pair => (double)pair.E), Gap: answers.Average(pair => (double)pair.P - pair.E))).ToArray();
        var cut = pairs.Select(pair => pair.E).Distinct().Order().MinBy(level => Math.Abs(2 * pairs.Count(pair => pair.E <= level + 1e-9) - pairs.Length));

        Assert.Equal(Sd(pairs.Where(pair => pair.E <= cut + 1e-9)), own.GapSdLowHalf!.Value.Value, 1e-9);
        Assert.Equal(Sd(pairs.Where(pair => pair.E > cut + 1e-9)), own.GapSdHighHalf!.Value.Value, 1e-9);

        static double Sd(IEnumerable<(double E, double Gap)> half)
        {
            double[] gaps = [.. half.Select(pair => pair.Gap)];
            return Math.Sqrt(gaps.Sum(gap => Math.Pow(gap - gaps.Average(), 2)) / (gaps.Length - 1));
        }
    }

    [Fact]
    public void Without_a_gap_model_there_is_nothing_to_scrutinise()
    {
        var study = DrawnStudy.Draw("perceptions-only", 7);

        Assert.Null(Evaluation.Evaluate(new ResponseTable(study.Questionnaire)).DifferenceScrutiny);
    }

    [Fact]
    public void Expectations_that_all_say_the_same_cannot_be_tested_and_need_fewer_questions()
    {
        var original = ReferenceStudy.Responses("servqual");
        var table = new ResponseTable(original.Questionnaire);
        for (var row = 0; row < original.Count; row++)
            table.Add(original.GetResponse(row) with { Answers = [.. original.GetResponse(row).Answers.Select((code, column) => column < 22 && AnswerCode.IsAnswer(code) ? (byte)7 : code)] });

        var scrutiny = Evaluation.Evaluate(table).DifferenceScrutiny!;

        Assert.Equal(1, scrutiny.Whole.CeilingShare.Value);
        Assert.Equal(UndefinedReason.CollinearPredictors, scrutiny.Tests[0].Constraint.F.Reason);
        Assert.Equal(ScrutinyRecommendation.AskFewer, scrutiny.Verdict.Recommendation);
        Assert.Equal("unanimous", scrutiny.Verdict.Grounds[0].Code);
    }
}
