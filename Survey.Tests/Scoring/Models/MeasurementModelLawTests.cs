using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;

namespace Survey.Tests.Scoring.Models;

/// <summary>What every measurement model keeps to, whoever adds one.</summary>
public sealed partial class MeasurementModelLawTests
{
    public static TheoryData<string, int> ModelsAndScales =>
        [.. MeasurementModels.All.SelectMany(model => Enumerable.Range(2, 10).Select(points => (model.Code, points)))];

    public static TheoryData<string> Codes => [.. MeasurementModels.All.Select(model => model.Code)];

    [Theory]
    [MemberData(nameof(ModelsAndScales))]
    public void Item_scores_reach_both_ends_of_the_stated_range_and_never_leave_it(string code, int points)
    {
        var model = MeasurementModels.Get(code);
        var scale = Scale(points);

        int[] scores = [.. AllAnswers(model.Batteries.Length, scale).Select(answers => model.ItemScore(answers))];

        Assert.Equal(model.ItemRange(scale), new ScoreRange(scores.Min(), scores.Max()));
    }

    [Theory]
    [MemberData(nameof(ModelsAndScales))]
    public void The_table_of_the_hot_loop_holds_the_models_scores_and_a_missing_answer_makes_a_missing_score(string code, int points)
    {
        var model = MeasurementModels.Get(code);
        var scale = Scale(points);
        foreach (var isReversed in new[] { false, true })
        {
            var table = new ItemScoreTable(model, scale, isReversed);
            foreach (var codes in AllCodes(model.Batteries.Length, points))
            {
                var actual = new short[1];
                table.Score([codes[0]], [codes.ElementAtOrDefault(1)], [codes.ElementAtOrDefault(2)], actual);
                int[] answers = [.. codes.Select(c => isReversed ? scale.From + scale.To - (scale.From + c - 1) : scale.From + c - 1)];
                var expected = codes.All(AnswerCode.IsAnswer) ? model.ItemScore(answers) - model.ItemRange(scale).Lowest : ItemScoreTable.Missing;
                Assert.Equal(expected, actual[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_lower_case_and_a_source_names_a_year(string code)
    {
        Assert.Matches("^[a-z]+(-[a-z]+)*$", code);
        Assert.Matches(Year(), MeasurementModels.Get(code).Source);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_model_needs_one_to_three_different_batteries(string code)
    {
        var batteries = MeasurementModels.Get(code).Batteries;

        Assert.InRange(batteries.Length, 1, 3);
        Assert.Equal(batteries.Length, batteries.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(ModelsAndScales))]
    public void A_difference_model_subtracts_its_two_batteries_and_only_such_a_model_shows_gaps(string code, int points)
    {
        var model = MeasurementModels.Get(code);
        if (model.Difference is not { } difference)
        {
            Assert.False(model.CanBeGapModel);
            return;
        }

        Assert.Equal([difference.Minuend, difference.Subtrahend], model.Batteries);
        foreach (var answers in AllAnswers(2, Scale(points))) Assert.Equal(answers[0] - answers[1], model.ItemScore(answers));
    }

    [Fact]
    public void All_published_models_are_found() => Assert.Equal(
        [
            "adequacy", "communication-gap", "delivery-gap", "evaluated-performance", "internal-conditions", "normed-quality", "servperf", "servqual",
            "standards-gap", "superiority", "weighted-servperf", "weighted-servqual",
        ],
        MeasurementModels.All.Select(model => model.Code));

    [Fact]
    public void A_scale_too_long_for_a_table_is_scored_all_the_same()
    {
        var model = MeasurementModels.Get("normed-quality");
        var scale = Scale(200);
        var scores = new short[2];

        new ItemScoreTable(model, scale, false).Score([150, 0], [20, 20], [7, 7], scores);

        Assert.Equal([(short)(model.ItemScore([150, 20, 7]) - model.ItemRange(scale).Lowest), ItemScoreTable.Missing], scores);
    }

    private static RatingScale Scale(int points) => new(1, points, ImmutableSortedDictionary<int, LocalizedText>.Empty);

    private static IEnumerable<int[]> AllAnswers(int batteries, RatingScale scale) =>
        AllCodes(batteries, scale.Points).Where(codes => codes.All(AnswerCode.IsAnswer)).Select(codes => codes.Select(code => scale.From + code - 1).ToArray());

    private static IEnumerable<byte[]> AllCodes(int batteries, int points) => batteries == 0
        ? [[]]
        : AllCodes(batteries - 1, points).SelectMany(codes => Enumerable.Range(0, points + 1).Select(code => (byte[])[.. codes, (byte)code]));

    [GeneratedRegex(@"\((19|20)\d\d\)")]
    private static partial Regex Year();
}
