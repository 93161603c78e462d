namespace Survey.Web.Reports.Charts;

/// <summary>Turns a chart round for right-to-left languages; numbers stay readable because labels are text, not shapes.</summary>
internal static class ChartMirror
{
    public static Chart Of(Chart chart) => new(
        chart.Width, chart.Height, [.. chart.Shapes.Select(shape => Mirror(shape, chart.Width))], [.. chart.Labels.Select(label => Mirror(label, chart.Width))]);

    private static ChartShape Mirror(ChartShape shape, double width) => shape switch
    {
        ChartShape.Line line => line with { X1 = width - line.X1, X2 = width - line.X2 },
        ChartShape.Bar bar => bar with { X = width - bar.X - bar.Width },
        ChartShape.Mark mark => mark with { X = width - mark.X },
        _ => throw new InvalidOperationException($"{shape.GetType().Name} cannot be mirrored."),
    };

    private static ChartLabel Mirror(ChartLabel label, double width) => label with
    {
        X = width - label.X,
        Anchor = label.Anchor switch
        {
            ChartAnchor.Left => ChartAnchor.Right,
            ChartAnchor.Right => ChartAnchor.Left,
            _ => ChartAnchor.Middle,
        },
    };
}
