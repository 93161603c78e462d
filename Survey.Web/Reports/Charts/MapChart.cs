namespace Survey.Web.Reports.Charts;

/// <summary>
/// Points on two value axes with the lines that divide them and a name in each corner; the points carry numbers, which a list below explains. In
/// a right-to-left language the whole chart is mirrored, as row charts are.
/// </summary>
internal static class MapChart
{
    /// <summary>With more points than this a chart would be a cloud of numbers; the table says it better.</summary>
    public const int MostPoints = 40;

    private const double Size = ChartCanvas.TextSize;
    private const double LineHeight = 15;
    private const double Margin = 8;

    // Two maps with their sentences fill a page.
    private const double PlotHeight = 240;

    // Where a number may stand beside its mark: beside, above, below, then farther off.
    private static readonly (double X, double Y)[] Beside =
        [(11, 0), (-11, 0), (0, -12), (0, 12), (10, -11), (-10, -11), (10, 11), (-10, 11), (20, 0), (-20, 0), (0, -24), (0, 24), (20, -12), (-20, -12), (20, 12), (-20, 12)];

    private const double Near = 15;

    // Where many marks stand close together: on rings around the mark, the nearest first.
    private static IEnumerable<(double X, double Y)> FartherOff =>
        from ring in Enumerable.Range(0, 16)
        from angle in Enumerable.Range(0, 24)
        select ((28 + 8 * ring) * Math.Cos(angle * Math.PI / 12), (28 + 8 * ring) * Math.Sin(angle * Math.PI / 12));

    /// <summary>Draws a map.</summary>
    public static Chart Draw(PointMap map, bool isRightToLeft, double width)
    {
        var canvas = new ChartCanvas();
        var y = Header(canvas, map, width);
        var tickWidth = map.Up.Scale.Ticks.Max(tick => TextMeasure.Width(map.Up.Tick(tick), Size));
        var plot = new Plot(map, Margin + tickWidth + 8, y + 8, width - Margin - 14, y + 8 + PlotHeight);
        Axes(canvas, map, plot);
        foreach (var line in map.Lines)
            canvas.Below(new ChartShape.Line(plot.X(line.Across1), plot.Y(line.Up1), plot.X(line.Across2), plot.Y(line.Up2), line.Role, line.IsDashed ? 1 : 1.5, line.IsDashed));
        Points(canvas, map, plot);
        y = plot.Bottom + 24;
        foreach (var text in TextMeasure.Lines(map.Across.Title, Size, width - (2 * Margin)))
        {
            canvas.Text(text, Margin, y + 6, width - (2 * Margin), ChartAnchor.Left, isStrong: true);
            y += LineHeight;
        }
        return canvas.Finish(width, Names(canvas, map, width, y + 4) + 6, isRightToLeft);
    }

    private static double Header(ChartCanvas canvas, PointMap map, double width)
    {
        var y = 10.0;
        foreach (var text in TextMeasure.Lines(map.Up.Title, Size, width - (2 * Margin)))
        {
            canvas.Text(text, Margin, y, width - (2 * Margin), ChartAnchor.Left, isStrong: true);
            y += LineHeight;
        }
        foreach (var line in map.Lines.DistinctBy(line => line.Legend))
        {
            canvas.Above(new ChartShape.Line(Margin, y, Margin + 14, y, line.Role, line.IsDashed ? 1 : 1.5, line.IsDashed));
            foreach (var text in TextMeasure.Lines(line.Legend, Size, width - (2 * Margin) - 20))
            {
                canvas.Text(text, Margin + 20, y, width - (2 * Margin) - 20, ChartAnchor.Left, role: ChartRole.Muted);
                y += LineHeight;
            }
        }
        return y;
    }

    private static void Axes(ChartCanvas canvas, PointMap map, Plot plot)
    {
        foreach (var tick in map.Up.Scale.Ticks)
        {
            canvas.Below(new ChartShape.Line(plot.Left, plot.Y(tick), plot.Right, plot.Y(tick), ChartRole.Grid));
            canvas.Text(map.Up.Tick(tick), plot.Left - 6, plot.Y(tick), plot.Left, ChartAnchor.Right, role: ChartRole.Muted);
        }
        var ticks = map.Across.Scale.Ticks.ToArray();
        var widest = ticks.Max(tick => TextMeasure.Width(map.Across.Tick(tick), Size)) + 6;
        var every = Math.Max(1, (int)Math.Ceiling(widest * (ticks.Length - 1) / (plot.Right - plot.Left)));
        for (var index = 0; index < ticks.Length; index++)
        {
            canvas.Below(new ChartShape.Line(plot.X(ticks[index]), plot.Top, plot.X(ticks[index]), plot.Bottom, ChartRole.Grid));
            if (index % every == 0) canvas.Text(map.Across.Tick(ticks[index]), plot.X(ticks[index]), plot.Bottom + 12, widest, ChartAnchor.Middle, role: ChartRole.Muted);
        }
    }

    private static void Points(ChartCanvas canvas, PointMap map, Plot plot)
    {
        var taken = new List<Box>();
        foreach (var (name, isRight, isBottom) in (IEnumerable<(string, bool, bool)>)
            [(map.Corners.LowHigh, false, false), (map.Corners.HighHigh, true, false), (map.Corners.LowLow, false, true), (map.Corners.HighLow, true, true)])
        {
            var (width, x, y) = (TextMeasure.Width(name, Size), isRight ? plot.Right - 4 : plot.Left + 4, isBottom ? plot.Bottom - 9 : plot.Top + 9);
            // Two names that do not fit beside each other stand one below the other.
            var box = Box.Around(isRight ? x - (width / 2) : x + (width / 2), y, width, Size);
            if (taken.Any(box.Touches))
            {
                y += isBottom ? -LineHeight : LineHeight;
                box = Box.Around(isRight ? x - (width / 2) : x + (width / 2), y, width, Size);
            }
            taken.Add(box);
            canvas.Text(name, x, y, (plot.Right - plot.Left) / 2, isRight ? ChartAnchor.Right : ChartAnchor.Left, role: ChartRole.Muted);
        }
        foreach (var point in map.Points) taken.Add(Box.Around(plot.X(point.Across), plot.Y(point.Up), 10, 10));
        foreach (var point in map.Points)
        {
            var (x, y) = (plot.X(point.Across), plot.Y(point.Up));
            canvas.Above(new ChartShape.Mark(x, y, 4.5, point.IsMarked ? ChartMark.Diamond : ChartMark.Circle, point.IsMarked ? ChartRole.Accent : ChartRole.Perception));
            var width = TextMeasure.Width(point.Number, Size);
            foreach (var (right, down) in Beside.Concat(FartherOff))
            {
                var box = Box.Around(x + right + (Math.Sign(right) * (width - 7) / 2), y + down, width, Size);
                if (taken.Any(box.Touches) || box.Left < plot.Left || box.Right > plot.Right || box.Top < plot.Top || box.Bottom > plot.Bottom) continue;
                taken.Add(box);
                var middle = (box.Left + box.Right) / 2;
                // What stands farther off is tied to its mark.
                if (Math.Max(Math.Abs(right), Math.Abs(down)) > Near) canvas.Below(new ChartShape.Line(x, y, middle, y + down, ChartRole.Muted));
                canvas.Text(point.Number, middle, y + down, width, ChartAnchor.Middle, isStrong: point.IsMarked);
                break;
            }
        }
    }

    private static double Names(ChartCanvas canvas, PointMap map, double width, double top)
    {
        var columns = width < 480 ? 1 : 2;
        var columnWidth = (width - (2 * Margin)) / columns;
        var perColumn = (map.Points.Length + columns - 1) / columns;
        var number = map.Points.Max(point => TextMeasure.Width(point.Number, Size)) + 8;
        var (bottom, y) = (top, top);
        for (var index = 0; index < map.Points.Length; index++)
        {
            if (index % perColumn == 0) y = top;
            var left = Margin + (index / perColumn * columnWidth);
            canvas.Text(map.Points[index].Number, left, y + 8, number, ChartAnchor.Left, isStrong: map.Points[index].IsMarked);
            foreach (var text in TextMeasure.Lines(map.Points[index].Name, Size, columnWidth - number - 8))
            {
                canvas.Text(text, left + number, y + 8, columnWidth - number - 8, ChartAnchor.Left, isStrong: map.Points[index].IsMarked);
                y += LineHeight;
            }
            bottom = Math.Max(bottom, y);
        }
        return bottom;
    }

    private sealed record Plot(PointMap Map, double Left, double Top, double Right, double Bottom)
    {
        public double X(double value) => Left + ((Right - Left) * Map.Across.Scale.Position(value));

        public double Y(double value) => Bottom - ((Bottom - Top) * Map.Up.Scale.Position(value));
    }

    private readonly record struct Box(double Left, double Top, double Right, double Bottom)
    {
        public static Box Around(double x, double y, double width, double height) => new(x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

        public bool Touches(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
