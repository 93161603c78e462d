using System.Globalization;

namespace Survey.Web.Platform.Colours;

/// <summary>A colour of a screen (sRGB).</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour White = new(255, 255, 255);

    public static readonly Colour Black = new(0, 0, 0);

    /// <summary>How it is written in a style sheet.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>Reads <c>#0a58a6</c>, with or without the sign, in any case; null when it is none.</summary>
    public static Colour? Read(string? text)
    {
        var digits = text?.Trim().TrimStart('#') ?? "";
        return digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? new Colour((byte)(number >> 16), (byte)(number >> 8), (byte)number)
            : null;
    }

    /// <summary>Relative luminance, 0 to 1 (WCAG 2.2).</summary>
    public double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary>The contrast of two colours, 1 to 21 (WCAG 2.2); texts need 4.5.</summary>
    public double ContrastWith(Colour other)
    {
        var (own, its) = (Luminance, other.Luminance);
        return (Math.Max(own, its) + 0.05) / (Math.Min(own, its) + 0.05);
    }

    /// <summary>This colour with a share, 0 to 1, of another.</summary>
    public Colour With(Colour other, double share) => new(Between(Red, other.Red, share), Between(Green, other.Green, share), Between(Blue, other.Blue, share));

    private static byte Between(byte one, byte other, double share) => (byte)Math.Round(one + ((other - one) * share));

    private static double Linear(byte part)
    {
        var value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
