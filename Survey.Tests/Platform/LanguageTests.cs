using Survey.Web.Platform.Localization;

namespace Survey.Tests.Platform;

public sealed class LanguageTests
{
    private static readonly TimeZoneInfo Tehran = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tehran");
    private static readonly DateTimeOffset Evening = new(2026, 11, 21, 21, 15, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1.184, 2, "\u22121.18", "\u200E\u2212۱٫۱۸")]
    [InlineData(-0.004, 2, "0.00", "۰٫۰۰")]
    [InlineData(12345.5, 1, "12,345.5", "۱۲٬۳۴۵٫۵")]
    [InlineData(3, 0, "3", "۳")]
    public void A_number_has_the_digits_separators_and_minus_of_the_language(double value, int places, string english, string persian)
    {
        Assert.Equal(english, Language.English.Decimal(value, places));
        Assert.Equal(persian, Language.Persian.Decimal(value, places));
    }

    [Fact]
    public void A_difference_carries_its_sign_unless_it_rounds_to_zero()
    {
        Assert.Equal("+0.20", Language.English.Difference(0.2));
        Assert.Equal("\u200E+۰٫۲۰", Language.Persian.Difference(0.2));
        Assert.Equal("0.00", Language.English.Difference(0.001));
        Assert.Equal("\u22120.20", Language.English.Difference(-0.2));
    }

    [Fact]
    public void Small_probabilities_are_given_as_a_bound()
    {
        Assert.Equal("< 0.001", Language.English.Probability(0.0009));
        Assert.Equal("کمتر از ۰٫۰۰۱", Language.Persian.Probability(0.0009));
        Assert.Equal("0.030", Language.English.Probability(0.03));
    }

    [Fact]
    public void A_day_follows_the_language_where_the_organisation_has_no_calendar_of_its_own()
    {
        Assert.Equal("22 November 2026", Language.English.Date(Evening, Tehran));
        Assert.Equal("۱ آذر ۱۴۰۵", Language.Persian.Date(Evening, Tehran));
        Assert.Equal("۱ آذر ۱۴۰۵، ساعت ۰۰:۴۵", Language.Persian.DateTime(Evening, Tehran));
    }

    [Fact]
    public void A_day_follows_the_calendar_of_the_organisation_in_both_languages()
    {
        Assert.Equal("1 Azar 1405", Language.English.Date(Evening, new LocalTime(Tehran, IsJalali: true)));
        Assert.Equal("۲۲ نوامبر ۲۰۲۶", Language.Persian.Date(Evening, new LocalTime(Tehran, IsJalali: false)));
    }

    [Theory]
    [InlineData("كيفيت", "کیفیت")]
    [InlineData("نظر\u200Cسنجی", "نظرسنجی")]
    [InlineData("Café ١٢", "café ۱۲")]
    public void Texts_that_look_alike_have_one_search_key(string one, string other) =>
        Assert.Equal(PersianText.SearchKey(one), PersianText.SearchKey(other));
}
