namespace Survey.Web.Reports.Charts;

/// <summary>Collects what is drawn in left-to-right coordinates and mirrors it at the end where the language asks for it.</summary>
internal sealed class ChartCanvas
{
    /// <summary>The size of all text.</summary>
    public const double TextSize = 11;

    private readonly List<ChartShape> _below = [];
    private readonly List<ChartShape> _above = [];
    private readonly List<ChartLabel> _labels = [];

    public void Below(ChartShape shape) => _below.Add(shape);

    public void Above(ChartShape shape) => _above.Add(shape);

    public void Text(string text, double x, double y, double width, ChartAnchor anchor, bool isStrong = false, ChartRole role = ChartRole.Text) =>
        _labels.Add(new ChartLabel(text, x, y, width, anchor, TextSize, isStrong, role));

    public void Key(LegendEntry entry, double x, double y) => Above(entry.Form is { } form
        ? new ChartShape.Mark(x, y, 4.5, form, entry.Role, entry.IsHollow)
        : new ChartShape.Bar(x - 6, y - 4, 12, 8, entry.Role));

    public Chart Finish(double width, double height, bool isMirrored)
    {
        var chart = new Chart(width, height, [.. _below, .. _above], [.. _labels]);
        return isMirrored ? ChartMirror.Of(chart) : chart;
    }
}
