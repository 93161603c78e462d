using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class QuestionAnswerTests
{
    [Theory]
    [InlineData("way", " bus ", "bus")]
    [InlineData("kinds", "other lab", "lab other")]
    [InlineData("kinds", "lab;xray", "lab xray")]
    [InlineData("order", "time price", "time price")]
    [InlineData("visits", "012.50", "12.5")]
    [InlineData("visits", "0", "0")]
    [InlineData("last", "2026-03-21", "2026-03-21")]
    [InlineData("who", " a «b» ", "a «b»")]
    [InlineData("why", "one\r\ntwo", "one\ntwo")]
    [InlineData("recommend", "10", "10")]
    [InlineData("recommend", "  ", null)]
    public void An_answer_is_written_in_one_way(string question, string text, string? expected)
    {
        Assert.Null(QuestionAnswer.Read(Find(question), text, out var answer));
        Assert.Equal(expected, answer);
        Assert.Null(QuestionAnswer.Read(Find(question), answer, out var again));
        Assert.Equal(expected, again);
    }

    [Theory]
    [InlineData("way", "bus car", "question-option-unknown")]
    [InlineData("kinds", "lab tram", "question-option-unknown")]
    [InlineData("kinds", "lab lab", "question-option-repeated")]
    [InlineData("order", "time time", "question-option-repeated")]
    [InlineData("visits", "often", "question-not-a-number")]
    [InlineData("visits", "1e2", "question-not-a-number")]
    [InlineData("visits", "367", "question-number-out-of-range")]
    [InlineData("visits", "-1", "question-number-out-of-range")]
    [InlineData("last", "1405-01-01", "question-not-a-day")]
    [InlineData("last", "2026-02-30", "question-not-a-day")]
    [InlineData("who", "a\nb", "question-text-malformed")]
    [InlineData("recommend", "11", "question-not-a-recommendation")]
    [InlineData("recommend", "5.5", "question-not-a-recommendation")]
    public void What_means_nothing_is_refused_with_its_reason(string question, string text, string expected)
    {
        Assert.Equal(expected, QuestionAnswer.Read(Find(question), text, out var answer));
        Assert.Null(answer);
    }

    [Fact]
    public void A_text_ends_at_its_limit()
    {
        Assert.Null(QuestionAnswer.Read(Find("who"), new string('x', QuestionAnswer.ShortTextLength), out _));
        Assert.Equal("question-text-too-long", QuestionAnswer.Read(Find("who"), new string('x', QuestionAnswer.ShortTextLength + 1), out _));
        Assert.Null(QuestionAnswer.Read(Find("why"), new string('x', QuestionAnswer.LongTextLength), out _));
    }

    private static Question Find(string id) => QuestionFiles.Read().Questions.Single(question => question.Id == id);
}
