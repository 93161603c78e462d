using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>A chart for paper: shapes as SVG, labels as HTML text at their positions, so that they are shaped as all other text is.</summary>
internal static class PrintChart
{
    public static Markup Draw(Chart chart, string alternativeText) => Of($"""
        <svg viewBox="0 0 {chart.Width} {chart.Height}" role="img" aria-label="{alternativeText}">{Join(chart.Shapes.Select(Shape))}{Join(chart.Labels.Select(Label))}</svg>
        """);

    /// <summary>The shapes alone, as an image.</summary>
    public static string Shapes(Chart chart) =>
        Of($"""<svg xmlns="http://www.w3.org/2000/svg" width="{chart.Width}" height="{chart.Height}" viewBox="0 0 {chart.Width} {chart.Height}">{Join(chart.Shapes.Select(Shape))}</svg>""").Value;

    private static Markup Shape(ChartShape shape) => shape switch
    {
        ChartShape.Line line => Of($"""<line x1="{line.X1}" y1="{line.Y1}" x2="{line.X2}" y2="{line.Y2}" stroke="{PrintColours.Of(line.Role)}" stroke-width="{line.Thickness}"{(line.IsDashed ? Of($" stroke-dasharray=\"4 3\"") : None)}/>"""),
        ChartShape.Bar bar => Of($"""<rect x="{bar.X}" y="{bar.Y}" width="{bar.Width}" height="{bar.Height}"{Paint(bar.Role, bar.IsHollow)}/>"""),
        ChartShape.Mark { Radius: var r } mark => mark.Form switch
        {
            ChartMark.Circle => Of($"""<circle cx="{mark.X}" cy="{mark.Y}" r="{r}"{Paint(mark.Role, mark.IsHollow)}/>"""),
            ChartMark.Square => Of($"""<rect x="{mark.X - r}" y="{mark.Y - r}" width="{2 * r}" height="{2 * r}"{Paint(mark.Role, mark.IsHollow)}/>"""),
            ChartMark.Diamond => Of($"""<path d="M{mark.X} {mark.Y - r}L{mark.X + r} {mark.Y}L{mark.X} {mark.Y + r}L{mark.X - r} {mark.Y}Z"{Paint(mark.Role, mark.IsHollow)}/>"""),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), mark.Form, "This mark has no drawing yet."),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "This shape has no drawing yet."),
    };

    private static Markup Paint(ChartRole role, bool isHollow) => isHollow
        ? Of($" fill=\"#ffffff\" stroke=\"{PrintColours.Of(role)}\" stroke-width=\"1.2\"")
        : Of($" fill=\"{PrintColours.Of(role)}\"");

    private static Markup Label(ChartLabel label)
    {
        var box = LabelBox.Of(label);
        return Of($"""
            <foreignObject x="{box.X}" y="{box.Y}" width="{box.Width}" height="{box.Height}" font-size="{label.Size}" color="{PrintColours.Of(label.Role)}">
            <div class="label {label.Anchor.ToString().ToLowerInvariant()}{(label.IsStrong ? " strong" : "")}"><span>{label.Text}</span></div></foreignObject>
            """);
    }
}

/// <summary>Where a label's text is set, in the chart's units.</summary>
internal readonly record struct LabelBox(double X, double Y, double Width, double Height)
{
    public static LabelBox Of(ChartLabel label)
    {
        var height = 2 * label.Size;
        var start = label.Anchor switch
        {
            ChartAnchor.Left => label.X,
            ChartAnchor.Right => label.X - label.Width,
            _ => label.X - (label.Width / 2),
        };
        return new LabelBox(start, label.Y - (height / 2), label.Width, height);
    }
}
