using Survey.Web.Features.Fielding;

namespace Survey.Tests.Fielding;

public sealed class WordChangeTests
{
    [Theory]
    [InlineData("with up-to-date equipment", "with modern equipment", "up-to-date", "modern")]
    [InlineData("They are fast", "They are very fast", "", "very")]
    [InlineData("They are very very fast", "They are very fast", "very", "")]
    [InlineData("How good?", "How good? Think of the last year.", "", "Think of the last year.")]
    [InlineData("They were fast", "All were fast", "They", "All")]
    [InlineData("One", "Other", "One", "Other")]
    [InlineData("", "New", "", "New")]
    [InlineData("Same", "Same", "", "")]
    public void Only_the_words_between_what_is_common_are_changed_and_the_parts_give_the_text_back(string older, string newer, string left, string right)
    {
        var (before, after) = WordChange.Between(older, newer);

        Assert.Equal((left, right), (before.Changed, after.Changed));
        Assert.Equal((older, newer), (Whole(before), Whole(after)));
    }

    private static string Whole(WordChange text) => text.Start + text.Changed + text.End;
}
