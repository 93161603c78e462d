using Survey.Web.Storage;

namespace Survey.Tests.Fielding;

public sealed class SlugTests
{
    [Theory]
    [InlineData("Our service in 2026", "our-service-in-2026")]
    [InlineData("  Café – what’s next?  ", "cafe-whats-next")]
    [InlineData("SERVQUAL", "servqual")]
    public void A_title_in_latin_letters_gives_the_address(string title, string slug) => Assert.Equal(slug, Slug.From(title));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("کیفیت خدمات ۱۴۰۵")]
    [InlineData("2026")]
    [InlineData("new")]
    public void Where_letters_are_missing_or_the_word_is_taken_the_address_is_random(string? title)
    {
        var slug = Slug.From(title);
        Assert.True(Slug.IsValid(slug));
        Assert.Equal(7, slug.Length);
        Assert.NotEqual(slug, Slug.From(title));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Upper")]
    [InlineData("a--b")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("a b c")]
    [InlineData("../x")]
    [InlineData("new")]
    [InlineData("deleted")]
    [InlineData("abc\n")]
    public void Other_forms_are_no_addresses(string slug) => Assert.False(Slug.IsValid(slug));

    [Fact]
    public void A_long_title_is_cut() => Assert.Equal(40, Slug.From(new string('a', 200)).Length);
}
