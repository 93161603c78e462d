using Survey.Web.Platform.Colours;

namespace Survey.Tests.Platform;

/// <summary>Contrast as WCAG defines it, and what becomes of a chosen colour.</summary>
public sealed class AccentColourTests
{
    // Values of the WebAIM contrast checker.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#ff0000", "#ffffff", 4.0)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    public void Contrast_is_that_of_the_guidelines(string one, string other, double contrast) =>
        Assert.Equal(contrast, Colour.Read(one)!.Value.ContrastWith(Colour.Read(other)!.Value), 0.005);

    [Theory]
    [InlineData("#0a58a6", true)]
    [InlineData("#8a1f5c", true)]
    [InlineData("#ffcc00", false)]
    [InlineData("#00c2a8", false)]
    [InlineData("#ffffff", false)]
    [InlineData("#000000", true)]
    public void What_can_be_read_stays_as_it_is_and_what_cannot_becomes_the_nearest_that_can(string chosen, bool passes)
    {
        var accent = AccentColour.Read(chosen)!;
        Assert.Equal(passes, accent.Passes);
        Assert.Equal(passes, accent.OnLight == accent.Chosen);
        var (light, dark) = (new AccentColour(accent.OnLight), new AccentColour(accent.OnDark));
        Assert.InRange(light.LightContrast, AccentColour.Enough, passes ? 21 : 4.8);
        Assert.InRange(dark.DarkContrast, AccentColour.Enough, 21);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("blue")]
    [InlineData("#12345")]
    [InlineData("#12345g")]
    [InlineData("+12345")]
    public void What_is_no_colour_is_none(string? text) => Assert.Null(AccentColour.Read(text));
}
