using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class SegmentsTests
{
    [Theory]
    [InlineData(new long[] { 10, 20, 30 }, new bool[] { false, false, false })]
    [InlineData(new long[] { 3, 20, 30 }, new bool[] { true, true, false })]
    [InlineData(new long[] { 3, 4, 30 }, new bool[] { true, true, false })]
    [InlineData(new long[] { 1, 1, 6, 30 }, new bool[] { true, true, true, false })]
    [InlineData(new long[] { 2 }, new bool[] { true })]
    [InlineData(new long[] { 0, 0, 9 }, new bool[] { false, false, false })]
    public void Groups_under_the_minimum_are_hidden_and_as_many_more_that_none_follows_from_the_rest(long[] sizes, bool[] hidden) =>
        Assert.Equal(hidden, SmallGroups.Hidden(sizes, minimum: 5));

    [Fact]
    public void A_hidden_group_shows_its_size_and_no_figure_and_takes_no_part_in_the_test()
    {
        var study = DrawnStudy.Draw("perceptions-only", 5);
        var responses = study.Responses.Select((response, row) => response with { Attributes = [row < 3 ? "few" : row < 60 ? "some" : row < 120 ? "more" : "most"] });
        var table = new Survey.Scoring.Responses.ResponseTable(study.Questionnaire);
        foreach (var response in responses) table.Add(response);

        var shown = Evaluation.Evaluate(table).Segments[0];
        var segment = Evaluation.Evaluate(table, new StudyOptions { MinimumGroup = 5 }).Segments[0];

        Assert.Equal(["few", "more", "most", "some"], segment.Groups.Select(group => group.Value));
        Assert.Equal([true, false, false, true], segment.Groups.Select(group => group.IsTooSmall));
        Assert.Equal(3, segment.Groups[0].Responses);
        Assert.All(segment.Groups[0].Dimensions, dimension => Assert.Equal(UndefinedReason.TooFewToShow, dimension.Mean.Reason));
        Assert.Equal(shown.Groups[1].Dimensions, segment.Groups[1].Dimensions);
        Assert.All(shown.Groups, group => Assert.False(group.IsTooSmall));
        Assert.Equal(3, shown.Welch[0].Df1.Value);
        Assert.Equal(1, segment.Welch[0].Df1.Value);
    }

    [Fact]
    public void Values_stand_in_the_order_of_their_code_points() => Assert.Equal(
        ["01", "1", "B", "a", "ی", "\ufb8a", "𐎠"],
        new[] { "𐎠", "\ufb8a", "a", "1", "ی", "B", "01" }.Order(CodePointOrder.Instance));
}
