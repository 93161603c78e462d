namespace Survey.Web.Platform.Colours;

/// <summary>
/// The colour that a survey chose for buttons, links and what is selected, and what becomes of it on light and on dark ground: itself where texts in it can be read,
/// otherwise the nearest that can, darker or lighter.
/// </summary>
public sealed record AccentColour(Colour Chosen)
{
    /// <summary>The contrast that WCAG 2.2 AA asks of texts.</summary>
    public const double Enough = 4.5;

    private const int Steps = 100;

    // The grounds of respond.css.
    private static readonly Colour[] LightGrounds = [Colour.White, new(0xf3, 0xf5, 0xf7)];
    private static readonly Colour[] DarkGrounds = [new(0x0f, 0x12, 0x15), new(0x18, 0x1c, 0x21)];
    private static readonly Colour OnDarkAccent = new(0x0b, 0x16, 0x22);

    /// <summary>The colour of a text such as <c>#0a58a6</c>; null when it is none.</summary>
    public static AccentColour? Read(string? text) => Colour.Read(text) is { } colour ? new(colour) : null;

    /// <summary>The chosen colour where it can be read on light ground and white on it; otherwise the nearest darker one.</summary>
    public Colour OnLight => Nearest(Chosen, Colour.Black, LightContrastOf);

    /// <summary>The same on dark ground, and with dark on it; otherwise the nearest lighter one.</summary>
    public Colour OnDark => Nearest(Chosen, Colour.White, DarkContrastOf);

    /// <summary>The contrast of the chosen colour on light ground, the least of all that it meets there.</summary>
    public double LightContrast => LightContrastOf(Chosen);

    /// <summary>The same on dark ground.</summary>
    public double DarkContrast => DarkContrastOf(Chosen);

    /// <summary>Whether the chosen colour can be read where it is used as it is: on light ground.</summary>
    public bool Passes => LightContrast >= Enough;

    /// <summary>What stands behind the style sheet of respondents' pages.</summary>
    public string Css()
    {
        var (light, dark) = (OnLight, OnDark);
        return $":root{{--accent:{light.Hex};--accent-strong:{light.With(Colour.Black, 0.25).Hex};--soft:{SoftOf(light, LightGrounds[0]).Hex};--on-accent:{Colour.White.Hex}}}"
            + $"@media (prefers-color-scheme:dark){{:root{{--accent:{dark.Hex};--accent-strong:{dark.With(Colour.White, 0.35).Hex};--soft:{SoftOf(dark, DarkGrounds[1]).Hex};--on-accent:{OnDarkAccent.Hex}}}}}";
    }

    private static Colour SoftOf(Colour accent, Colour ground) => ground.With(accent, 0.1);

    private static double LightContrastOf(Colour colour) => LightGrounds.Append(SoftOf(colour, LightGrounds[0])).Min(colour.ContrastWith);

    private static double DarkContrastOf(Colour colour) => DarkGrounds.Append(SoftOf(colour, DarkGrounds[1])).Append(OnDarkAccent).Min(colour.ContrastWith);

    private static Colour Nearest(Colour colour, Colour towards, Func<Colour, double> contrast) =>
        Enumerable.Range(0, Steps + 1).Select(step => colour.With(towards, step / (double)Steps)).First(one => contrast(one) >= Enough || one == towards);
}
