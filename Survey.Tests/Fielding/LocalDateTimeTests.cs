using Survey.Web.Features.Fielding;

namespace Survey.Tests.Fielding;

public sealed class LocalDateTimeTests
{
    private static readonly TimeZoneInfo Tehran = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tehran");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("1", "9", "1405", "08:00", "2026-11-22T04:30:00Z")]
    [InlineData("۱", "9", "۱۴۰۵", "۸:۰۰", "2026-11-22T04:30:00Z")]
    [InlineData("١", "9", "١٤٠٥", "8", "2026-11-22T04:30:00Z")]
    [InlineData("30", "12", "1403", "", "2025-03-19T20:30:00Z")]
    public void A_jalali_date_is_read_in_digits_of_any_kind(string day, string month, string year, string time, string expected)
    {
        var reading = new LocalDateTime(day, month, year, time).Read(isJalali: true, Tehran, TimeOnly.MinValue);
        Assert.Null(reading.Problem);
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), reading.Instant);
    }

    [Fact]
    public void A_gregorian_date_takes_the_time_zone_of_its_day()
    {
        Assert.Equal(new DateTimeOffset(2026, 7, 1, 6, 30, 0, TimeSpan.Zero), new LocalDateTime("1", "7", "2026", "08:30").Read(false, Berlin, TimeOnly.MinValue).Instant);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 22, 59, 0, TimeSpan.Zero), new LocalDateTime("1", "12", "2026", "").Read(false, Berlin, new TimeOnly(23, 59)).Instant);
    }

    [Theory]
    [InlineData("", "9", "1405", "", "Day", "DateDayMissing")]
    [InlineData("x", "9", "1405", "", "Day", "DateDayWrong")]
    [InlineData("31", "9", "1405", "", "Day", "DateNoSuchDay")]
    [InlineData("30", "12", "1404", "", "Day", "DateNoSuchDay")]
    [InlineData("0", "9", "1405", "", "Day", "DateNoSuchDay")]
    [InlineData("1", "", "1405", "", "Month", "DateMonthMissing")]
    [InlineData("1", "13", "1405", "", "Month", "DateMonthMissing")]
    [InlineData("1", "9", "", "", "Year", "DateYearMissing")]
    [InlineData("1", "9", "now", "", "Year", "DateYearWrong")]
    [InlineData("1", "9", "2026", "", "Year", "DateYearNotJalali")]
    [InlineData("1", "9", "1405", "25:00", "Time", "DateTimeWrong")]
    [InlineData("1", "9", "1405", "8:5", "Time", "DateTimeWrong")]
    [InlineData("", "", "", "08:00", "Day", "DateDayMissing")]
    public void What_names_no_moment_says_which_field_is_at_fault(string day, string month, string year, string time, string field, string reason)
    {
        var reading = new LocalDateTime(day, month, year, time).Read(isJalali: true, Tehran, TimeOnly.MinValue);
        Assert.Null(reading.Instant);
        Assert.Equal((field, reason), (reading.Problem!.Field, reading.Problem.Reason));
    }

    [Fact]
    public void An_hour_that_the_clocks_skip_is_refused() =>
        Assert.Equal("DateTimeSkipped", new LocalDateTime("29", "3", "2026", "02:30").Read(false, Berlin, TimeOnly.MinValue).Problem?.Reason);

    [Fact]
    public void Empty_fields_mean_no_moment_on_purpose() => Assert.Equal(new LocalDateTimeReading(null, null), LocalDateTime.Empty.Read(true, Tehran, TimeOnly.MinValue));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_shown_is_read_back_as_the_same_moment(bool isJalali)
    {
        var start = new DateTimeOffset(2024, 3, 10, 5, 17, 0, TimeSpan.Zero);
        for (var day = 0; day < 800; day++)
        {
            var instant = start.AddDays(day);
            Assert.Equal(instant, LocalDateTime.Of(instant, isJalali, Tehran).Read(isJalali, Tehran, TimeOnly.MinValue).Instant);
        }
    }
}
