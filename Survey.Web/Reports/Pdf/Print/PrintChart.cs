using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>A chart for paper: shapes as SVG with a class per role, labels as HTML text at their positions, so that they are shaped as all other text is.</summary>
internal static class PrintChart
{
    public static Markup Draw(Chart chart, string alternativeText) =>
        Of($"""<svg viewBox="0 0 {chart.Width} {chart.Height}" role="img" aria-label="{alternativeText}">{Join(chart.Shapes.Select(Shape))}{Join(chart.Labels.Select(Label))}</svg>""");

    private static Markup Shape(ChartShape shape) => shape switch
    {
        ChartShape.Line line => Of($"""<line class="line {Name(line.Role)}" x1="{line.X1}" y1="{line.Y1}" x2="{line.X2}" y2="{line.Y2}" stroke-width="{line.Thickness}"{(line.IsDashed ? Of($" stroke-dasharray=\"4 3\"") : None)}/>"""),
        ChartShape.Bar bar => Of($"""<rect class="{Area(bar.Role, bar.IsHollow)}" x="{bar.X}" y="{bar.Y}" width="{bar.Width}" height="{bar.Height}"/>"""),
        ChartShape.Mark { Form: ChartMark.Circle } mark => Of($"""<circle class="{Area(mark.Role, mark.IsHollow)}" cx="{mark.X}" cy="{mark.Y}" r="{mark.Radius}"/>"""),
        ChartShape.Mark { Form: ChartMark.Square } mark => Of($"""<rect class="{Area(mark.Role, mark.IsHollow)}" x="{mark.X - mark.Radius}" y="{mark.Y - mark.Radius}" width="{2 * mark.Radius}" height="{2 * mark.Radius}"/>"""),
        ChartShape.Mark { Form: ChartMark.Diamond, Radius: var r } mark => Of($"""<path class="{Area(mark.Role, mark.IsHollow)}" d="M{mark.X} {mark.Y - r}L{mark.X + r} {mark.Y}L{mark.X} {mark.Y + r}L{mark.X - r} {mark.Y}Z"/>"""),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "This shape has no drawing yet."),
    };

    private static Markup Label(ChartLabel label)
    {
        var height = 2 * label.Size;
        var start = label.Anchor switch
        {
            ChartAnchor.Left => label.X,
            ChartAnchor.Right => label.X - label.Width,
            _ => label.X - (label.Width / 2),
        };
        return Of($"""
            <foreignObject x="{start}" y="{label.Y - (height / 2)}" width="{label.Width}" height="{height}" font-size="{label.Size}">
            <div class="label {Name(label.Role)} {label.Anchor.ToString().ToLowerInvariant()}{(label.IsStrong ? " strong" : "")}"><span>{label.Text}</span></div></foreignObject>
            """);
    }

    private static string Area(ChartRole role, bool isHollow) => $"{(isHollow ? "hollow" : "area")} {Name(role)}";

    private static string Name(ChartRole role) => role.ToString().ToLowerInvariant();
}
