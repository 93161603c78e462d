using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>A piece of finished HTML. It is made from interpolated strings, whose holes are encoded unless they are markup themselves.</summary>
internal readonly record struct Markup(string Value)
{
    public static Markup None { get; } = new("");

    public static Markup Of(Template template) => new(template.ToString());

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(part => part.Value)));

    public override string ToString() => Value;

    /// <summary>Collects an interpolated string, encoding what stands in its holes.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Template(int literalLength, int holes)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder text = new(literalLength + (32 * holes));

        public void AppendLiteral(string literal) => text.Append(literal);

        public void AppendFormatted(string? value) => text.Append(value is null ? "" : Encoder.Encode(value));

        public void AppendFormatted(double value) => text.Append(value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture));

        public void AppendFormatted(Markup value) => text.Append(value.Value);

        public override string ToString() => text.ToString();
    }
}
