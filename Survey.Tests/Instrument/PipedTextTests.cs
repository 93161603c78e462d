using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class PipedTextTests
{
    private static readonly Questionnaire Questionnaire = QuestionFiles.Read();

    [Fact]
    public void An_attribute_is_found_between_braces_with_what_stands_for_it()
    {
        Assert.Equal(
            [new("How was ", -1), new("our branch", 0), new(" for a ", -1), new("", 1), new("?", -1)],
            PipedText.Parts("How was {branch|our branch} for a {gender}?", Questionnaire));
    }

    [Theory]
    [InlineData("Nothing here")]
    [InlineData("{brunch} is no attribute")]
    [InlineData("{ branch } neither, nor {branch")]
    [InlineData("")]
    public void Everything_else_between_braces_is_text(string text) => Assert.Equal([new(text, -1)], PipedText.Parts(text, Questionnaire));

    [Fact]
    public void Results_show_what_stands_for_an_unknown_value_or_the_name_of_the_attribute() =>
        Assert.Equal("our branch, [Gender]", PipedText.Plain("{branch|our branch}, {gender}", Questionnaire, "en"));
}
