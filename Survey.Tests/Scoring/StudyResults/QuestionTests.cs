using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>Further questions against R, to 1e-10 relative: the quantile of t is not the last digit in either.</summary>
public sealed class QuestionTests
{
    private static readonly StudyOptions Figures = new() { Depth = StudyDepth.Figures };

    private static readonly RQuestions R = QuestionReference.R;

    private static readonly StudyResult Result = Evaluation.Evaluate(QuestionReference.Responses(), Figures);

    [Fact]
    public void Shares_of_options_and_their_intervals_are_those_of_R()
    {
        Assert.Equal(R.Answers["several"].Count(answer => answer is not null), Of("several").N);
        foreach (var (id, expected) in new[] { ("single", R.Single), ("several", R.Several) })
            foreach (var (share, of) in Of(id).Options.Zip(expected)) Same(of, share);
        Assert.Equal(["loan", "card", "transfer"], Of("single").Options.Select(option => option.Id));
    }

    [Fact]
    public void Ranks_are_those_of_R()
    {
        Assert.Equal(3, Of("ranking").Ranks.Length);
        foreach (var (rank, expected) in Of("ranking").Ranks.Zip(R.Ranking))
        {
            Assert.Equal(expected.Rank.N, rank.N);
            Same(expected.First, rank.First);
            Same(expected.Rank.Mean, expected.Rank.Sd, expected.Rank.Low, expected.Rank.High, rank.MeanRank);
        }
    }

    [Fact]
    public void Numbers_days_and_recommendations_are_those_of_R()
    {
        var numbers = Of("number").Numbers!;
        Assert.Equal(R.Number.N, Of("number").N);
        Same(R.Number.Mean, R.Number.Sd, R.Number.Low, R.Number.High, numbers.Mean);
        Assert.Equal((R.Number.Lower, R.Number.Median, R.Number.Upper), (numbers.LowerQuartile.Value, numbers.Median.Value, numbers.UpperQuartile.Value), Near);
        Assert.Equal(R.Day.Select(day => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)), [Of("day").Days!.LowerQuartile, Of("day").Days!.Median, Of("day").Days!.UpperQuartile]);
        var nps = Of("nps").Recommendation!;
        Assert.Equal((R.Nps.Score, R.Nps.Low, R.Nps.High), (nps.Score.Value, nps.CiLow.Value, nps.CiHigh.Value), Near);
        Assert.Equal((R.Nps.Promoters, R.Nps.Passives, R.Nps.Detractors), (nps.Promoters.Value, nps.Passives.Value, nps.Detractors.Value), Near);
        Assert.Equal(R.Answers["single"].Length / 3 + 1, Of("why").N);
    }

    [Fact]
    public void Neither_the_order_of_the_responses_nor_a_split_changes_a_digit()
    {
        var rows = R.Answers["single"].Length;
        var turned = Evaluation.Evaluate(QuestionReference.Responses(place => rows - 1 - place), Figures);
        Assert.Equal(ReferenceStudy.Json(Result)["questions"]!.ToJsonString(), ReferenceStudy.Json(turned)["questions"]!.ToJsonString());

        foreach (var question in QuestionReference.Questionnaire.Questions)
        {
            QuestionTally whole = new(question), left = new(question), right = new(question);
            for (var row = 0; row < rows; row++)
            {
                var answer = QuestionReference.Further(row).FirstOrDefault(column => column.Key == question.Id).Value;
                whole.Add(answer);
                (row % 5 < 2 ? left : right).Add(answer);
            }
            right.Add(left);
            Assert.Equal((whole.Count, whole.Unknown), (right.Count, right.Unknown));
            Assert.Equal(whole.Options.ToArray(), right.Options.ToArray());
            Assert.Equal(whole.Values, right.Values);
            if (question.Kind == QuestionKind.Ranking)
                for (var option = 0; option < 3; option++)
                    for (var rank = 0; rank < 3; rank++) Assert.Equal(whole.AtRank(option, rank), right.AtRank(option, rank));
        }
    }

    [Fact]
    public void Fewer_answers_than_may_be_shown_have_no_figure()
    {
        var few = Evaluation.Evaluate(QuestionReference.Responses(), Figures with { MinimumGroup = (int)Of("why").N + 1 });

        Assert.True(few.Questions.Single(question => question.Id == "why").IsTooSmall);
        Assert.All(few.Questions.Where(question => question.Id != "why"), question => Assert.False(question.IsTooSmall));
        var none = Evaluation.Evaluate(QuestionReference.Responses(), Figures with { MinimumGroup = 1_000 });
        Assert.All(none.Questions, question => Assert.True(question is { IsTooSmall: true, Options.IsEmpty: true, Ranks.IsEmpty: true, Numbers: null, Days: null, Recommendation: null }));
    }

    [Fact]
    public void What_the_question_does_not_offer_any_more_is_counted_apart()
    {
        var tally = new QuestionTally(QuestionReference.Questionnaire.Questions[0]);
        foreach (var answer in new[] { "card", "gold", null, "", "card" }) tally.Add(answer);

        Assert.Equal((2L, 1L), (tally.Count, tally.Unknown));
        Assert.Equal([0L, 2L, 0L], tally.Options.ToArray());
    }

    [Fact]
    public void A_table_that_forgets_further_columns_has_counted_them()
    {
        var table = new ResponseTable(QuestionReference.Questionnaire, keepsFurther: false);
        foreach (var response in QuestionReference.Responses().Responses()) table.Add(response);

        Assert.Empty(table.GetResponse(0).Further);
        Assert.Equal(ReferenceStudy.Json(Result)["questions"]!.ToJsonString(), ReferenceStudy.Json(Evaluation.Evaluate(table, Figures))["questions"]!.ToJsonString());
    }

    private static QuestionResult Of(string id) => Result.Questions.Single(question => question.Id == id);

    private static void Same(RShare expected, OptionShare actual)
    {
        Assert.Equal(expected.N, actual.N);
        Assert.Equal((expected.Share, expected.Low, expected.High), (actual.Share.Value, actual.CiLow.Value, actual.CiHigh.Value), Near);
    }

    private static void Same(double mean, double sd, double low, double high, MeanResult actual)
    {
        Assert.Equal((mean, sd, low), (actual.Mean.Value, actual.Sd.Value, actual.CiLow.Value), Near);
        Assert.Equal(high, actual.CiHigh.Value, 1e-10 * Math.Max(1, Math.Abs(high)));
    }

    private static bool Near((double, double, double) expected, (double, double, double) actual) =>
        Near(expected.Item1, actual.Item1) && Near(expected.Item2, actual.Item2) && Near(expected.Item3, actual.Item3);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= 1e-10 * Math.Max(1, Math.Abs(expected));
}
