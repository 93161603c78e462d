using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("north", true)]
    [InlineData("south", false)]
    [InlineData(null, false)]
    public void A_value_fits_where_it_was_answered(string? answer, bool fits)
    {
        Assert.Equal(fits, new ConditionTerm("branch") { Values = ["north", "east"] }.Holds(answer));
        Assert.Equal(!fits, new ConditionTerm("branch") { Values = ["north", "east"], IsDenied = true }.Holds(answer));
    }

    [Theory]
    [InlineData("lab xray", true)]
    [InlineData("other lab", true)]
    [InlineData("other", false)]
    public void Of_several_chosen_options_one_is_enough(string answer, bool fits) => Assert.Equal(fits, new ConditionTerm("kinds") { Values = ["lab"] }.Holds(answer));

    [Theory]
    [InlineData("2", true)]
    [InlineData("2.5", true)]
    [InlineData("10", true)]
    [InlineData("10.01", false)]
    [InlineData("-3", false)]
    [InlineData("often", false)]
    [InlineData(null, false)]
    public void Bounds_are_numbers_and_belong_to_the_range(string? answer, bool fits) => Assert.Equal(fits, new ConditionTerm("visits") { From = 2, To = 10 }.Holds(answer));

    [Theory]
    [InlineData("x", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Without_values_and_bounds_any_answer_fits(string? answer, bool fits) => Assert.Equal(fits, new ConditionTerm("gender").Holds(answer));

    [Fact]
    public void All_needs_every_term_and_any_needs_one()
    {
        var answers = new Dictionary<string, string?> { ["a"] = "1", ["b"] = null };
        ConditionTerm[] terms = [new("a"), new("b")];

        Assert.False(new Condition(NeedsAll: true, [.. terms]).Holds(answers.GetValueOrDefault));
        Assert.True(new Condition(NeedsAll: false, [.. terms]).Holds(answers.GetValueOrDefault));
        Assert.True(new Condition(NeedsAll: true, [terms[0], terms[1] with { IsDenied = true }]).Holds(answers.GetValueOrDefault));
    }
}
