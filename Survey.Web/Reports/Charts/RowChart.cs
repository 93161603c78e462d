using System.Collections.Immutable;

namespace Survey.Web.Reports.Charts;

/// <summary>
/// Rows with labels and one or two value axes beside each other. In a right-to-left language the whole chart is mirrored: labels at the
/// right, axes running to the left; numbers stay readable because labels are text, not shapes.
/// </summary>
internal static class RowChart
{
    /// <summary>Drawing units of a chart for paper and wide screens.</summary>
    public const double Wide = 680;

    /// <summary>Drawing units of a chart for phones: about one unit per pixel.</summary>
    public const double Narrow = 350;

    private const double Size = 11;
    private const double LineHeight = 14;
    private const double Gutter = 18;
    private const double Margin = 8;

    /// <summary>Draws the rows from the first to the last; every panel has one row for each label.</summary>
    public static Chart Draw(ImmutableArray<string> labels, ImmutableArray<ChartPanel> panels, bool isRightToLeft, double width)
    {
        var canvas = new ChartCanvas();
        var labelsAbove = width < 480;
        var labelWidth = labelsAbove ? width - (2 * Margin) : Math.Min(LabelWidth(panels.Length, width), labels.Max(label => TextMeasure.Width(label, Size)));
        var panelsLeft = labelsAbove ? Margin : Margin + labelWidth + Gutter;
        var panelWidth = (width - Margin - panelsLeft - (Gutter * (panels.Length - 1))) / panels.Length;
        var places = panels.Select((panel, index) => Place(panel, panelsLeft + (index * (panelWidth + Gutter)), panelWidth)).ToArray();

        var top = places.Max(place => Header(canvas, place));
        var y = top + 6;
        for (var row = 0; row < labels.Length; row++)
        {
            var lines = TextMeasure.Lines(labels[row], Size, labelWidth);
            double centre, height;
            if (labelsAbove)
            {
                for (var line = 0; line < lines.Length; line++)
                    canvas.Text(lines[line], Margin, y + 8 + (line * LineHeight), labelWidth, ChartAnchor.Left);
                centre = y + (lines.Length * LineHeight) + 13;
                height = (lines.Length * LineHeight) + 26;
            }
            else
            {
                height = HeightOf(lines.Length);
                centre = y + (height / 2);
                for (var line = 0; line < lines.Length; line++)
                    canvas.Text(lines[line], Margin, centre + ((line - ((lines.Length - 1) / 2.0)) * LineHeight), labelWidth, ChartAnchor.Left);
            }
            foreach (var place in places) DrawRow(canvas, place, row, centre);
            y += height;
        }
        foreach (var place in places) Axis(canvas, place, top, y);
        return canvas.Finish(width, y + 24, isRightToLeft);
    }

    /// <summary>How high a row with the label becomes on paper, for splitting long charts.</summary>
    public static double RowHeight(string label, int panels) =>
        HeightOf(TextMeasure.Lines(label, Size, LabelWidth(panels, Wide)).Length);

    private static double HeightOf(int lines) => Math.Max(25, (lines * LineHeight) + 5);

    private static double LabelWidth(int panels, double width) => width * (panels == 1 ? 0.42 : 0.33);

    private static Placed Place(ChartPanel panel, double left, double width)
    {
        var values = panel.Values.IsDefaultOrEmpty ? 0 : panel.Values.Max(value => TextMeasure.Width(value, Size)) + 8;
        // Half a tick label stands out at either end of the axis.
        var overhang = panel.Scale.Ticks.Max(tick => TextMeasure.Width(panel.Tick(tick), Size)) / 2;
        var axisLeft = left + Math.Max(6, overhang);
        var axisWidth = width - Math.Max(6, overhang) - Math.Max(values, Math.Max(6, overhang));
        return new Placed(panel, left, width, axisLeft, axisWidth);
    }

    private static double Header(ChartCanvas canvas, Placed place)
    {
        var y = 10.0;
        foreach (var line in TextMeasure.Lines(place.Panel.Title, Size, place.Width))
        {
            canvas.Text(line, place.Left, y, place.Width, ChartAnchor.Left, isStrong: true);
            y += LineHeight;
        }
        foreach (var entry in place.Panel.Legend)
        {
            var lines = TextMeasure.Lines(entry.Text, Size, place.Width - 22);
            canvas.Key(entry, place.Left + 7, y);
            foreach (var line in lines)
            {
                canvas.Text(line, place.Left + 20, y, place.Width - 20, ChartAnchor.Left, role: ChartRole.Muted);
                y += LineHeight;
            }
        }
        return y;
    }

    private static void DrawRow(ChartCanvas canvas, Placed place, int row, double centre)
    {
        var content = place.Panel.Rows[row];
        if (content.Bar is { } bar)
        {
            var (left, right) = (place.X(bar.Low), place.X(bar.High));
            canvas.Above(new ChartShape.Bar(Math.Min(left, right), centre - 5, Math.Max(Math.Abs(right - left), 1), 10, bar.Role));
        }
        if (content.Distance is { } distance)
            canvas.Above(new ChartShape.Line(place.X(distance.Low), centre, place.X(distance.High), centre, distance.Role, 2));
        if (content.Interval is { } interval)
        {
            var (low, high) = (place.X(interval.Low), place.X(interval.High));
            canvas.Above(new ChartShape.Line(low, centre, high, centre, interval.Role, 2));
            canvas.Above(new ChartShape.Line(low, centre - 4, low, centre + 4, interval.Role, 1.5));
            canvas.Above(new ChartShape.Line(high, centre - 4, high, centre + 4, interval.Role, 1.5));
        }
        foreach (var mark in content.Marks)
            canvas.Above(new ChartShape.Mark(place.X(mark.Value), centre, 4.5, mark.Form, mark.Role, mark.IsHollow));
        if (!place.Panel.Values.IsDefaultOrEmpty && place.Panel.Values[row].Length > 0)
            canvas.Text(place.Panel.Values[row], place.Left + place.Width, centre, TextMeasure.Width(place.Panel.Values[row], Size), ChartAnchor.Right);
    }

    private static void Axis(ChartCanvas canvas, Placed place, double top, double bottom)
    {
        // Labels of ticks that would touch are left out, evenly from the first.
        var ticks = place.Panel.Scale.Ticks.ToArray();
        var widest = ticks.Max(tick => TextMeasure.Width(place.Panel.Tick(tick), Size)) + 6;
        var spacing = ticks.Length > 1 ? place.AxisWidth / (ticks.Length - 1) : place.AxisWidth;
        var every = Math.Max(1, (int)Math.Ceiling(widest / spacing));
        var first = place.Panel.Reference is { } reference ? Math.Max(0, Array.FindIndex(ticks, tick => Math.Abs(tick - reference) < 1e-9)) % every : 0;
        for (var index = 0; index < ticks.Length; index++)
        {
            var x = place.X(ticks[index]);
            var isReference = place.Panel.Reference is { } value && Math.Abs(value - ticks[index]) < 1e-9;
            canvas.Below(new ChartShape.Line(x, top, x, bottom, isReference ? ChartRole.Axis : ChartRole.Grid, isReference ? 1.5 : 1));
            if (index % every == first)
                canvas.Text(place.Panel.Tick(ticks[index]), x, bottom + 12, widest, ChartAnchor.Middle, role: ChartRole.Muted);
        }
    }

    private sealed record Placed(ChartPanel Panel, double Left, double Width, double AxisLeft, double AxisWidth)
    {
        public double X(double value) => AxisLeft + (AxisWidth * Panel.Scale.Position(value));
    }
}
