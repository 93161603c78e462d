using System.Collections.Immutable;

namespace Survey.Web.Reports.Charts;

/// <summary>
/// Points over periods with limits that step from period to period. In a right-to-left language the chart is mirrored like the others: time
/// runs to the left, and the value axis stands at the right.
/// </summary>
internal static class TimeChart
{
    private const double Size = 11;
    private const double LineHeight = 15;
    private const double Margin = 8;
    private const double PlotHeight = 190;

    /// <summary>Draws the points in time order; there is at least one.</summary>
    /// <param name="legend">What the marks and lines mean.</param>
    /// <param name="points">The periods.</param>
    /// <param name="centre">The line that the points scatter about.</param>
    /// <param name="tick">How a value on the axis is written.</param>
    /// <param name="isRightToLeft">Whether the chart is mirrored.</param>
    /// <param name="width">Drawing units from side to side.</param>
    public static Chart Draw(
        ImmutableArray<LegendEntry> legend, ImmutableArray<TimePoint> points, double centre, Func<ChartScale, double, string> tick, bool isRightToLeft, double width)
    {
        var (below, above, labels) = (new List<ChartShape>(), new List<ChartShape>(), new List<ChartLabel>());
        var scale = ChartScale.Covering(points.SelectMany(point => new[] { point.Value, point.Low, point.High, point.Trend }), 6);
        var y = 10.0;
        foreach (var entry in legend)
        {
            above.Add(entry.Form is { } form ? new ChartShape.Mark(Margin + 7, y, 4.5, form, entry.Role, entry.IsHollow) : new ChartShape.Line(Margin, y, Margin + 14, y, entry.Role, 2, entry.IsHollow));
            foreach (var line in TextMeasure.Lines(entry.Text, Size, width - (2 * Margin) - 22))
            {
                labels.Add(new ChartLabel(line, Margin + 22, y, width - (2 * Margin) - 22, ChartAnchor.Left, Size, Role: ChartRole.Muted));
                y += LineHeight;
            }
        }

        var (top, bottom) = (y + 4, y + 4 + PlotHeight);
        var axis = scale.Ticks.Max(value => TextMeasure.Width(tick(scale, value), Size));
        var left = Margin + axis + 8;
        var step = (width - Margin - left) / points.Length;
        foreach (var value in scale.Ticks)
        {
            below.Add(new ChartShape.Line(left, Y(value), width - Margin, Y(value), ChartRole.Grid));
            labels.Add(new ChartLabel(tick(scale, value), left - 6, Y(value), axis, ChartAnchor.Right, Size, Role: ChartRole.Muted));
        }

        below.Add(new ChartShape.Line(left, Y(centre), width - Margin, Y(centre), ChartRole.Axis, 1.5));
        var widest = points.Max(point => TextMeasure.Width(point.Name, Size)) + 8;
        var every = Math.Max(1, (int)Math.Ceiling(widest / step));
        for (var index = 0; index < points.Length; index++)
        {
            var (point, x) = (points[index], X(index));
            below.Add(new ChartShape.Line(x - step / 2, Y(point.Low), x + step / 2, Y(point.Low), ChartRole.Muted, 1.5, IsDashed: true));
            below.Add(new ChartShape.Line(x - step / 2, Y(point.High), x + step / 2, Y(point.High), ChartRole.Muted, 1.5, IsDashed: true));
            if (index > 0)
            {
                above.Add(new ChartShape.Line(X(index - 1), Y(points[index - 1].Value), x, Y(point.Value), ChartRole.Interval, 1.5));
                above.Add(new ChartShape.Line(X(index - 1), Y(points[index - 1].Trend), x, Y(point.Trend), ChartRole.Accent, 2));
            }

            // The newest period always has its name.
            if ((points.Length - 1 - index) % every == 0)
                labels.Add(new ChartLabel(point.Name, Math.Min(x, width - Margin - (widest / 2)), bottom + 12, widest, ChartAnchor.Middle, Size, Role: ChartRole.Muted));
        }

        for (var index = 0; index < points.Length; index++)
            above.Add(new ChartShape.Mark(X(index), Y(points[index].Value), points[index].IsSignal ? 6 : 4, points[index].IsSignal ? ChartMark.Diamond : ChartMark.Circle, ChartRole.Interval, points[index].IsSignal));
        var chart = new Chart(width, bottom + 24, [.. below, .. above], [.. labels]);
        return isRightToLeft ? ChartMirror.Of(chart) : chart;

        double X(int index) => left + (step * (index + 0.5));

        double Y(double value) => bottom - (PlotHeight * scale.Position(value));
    }
}

/// <summary>One period of a time chart.</summary>
/// <param name="Name">The period, short.</param>
/// <param name="Value">The mean.</param>
/// <param name="Low">Its lower limit.</param>
/// <param name="High">Its upper limit.</param>
/// <param name="Trend">The moving average.</param>
/// <param name="IsSignal">Whether a rule is broken.</param>
internal sealed record TimePoint(string Name, double Value, double Low, double High, double Trend, bool IsSignal);
