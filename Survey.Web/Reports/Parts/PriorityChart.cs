using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Web.Reports.Charts;

namespace Survey.Web.Reports.Parts;

/// <summary>The map of importance and performance with its crosshairs and quadrants.</summary>
internal static class PriorityChart
{
    /// <summary>Draws it.</summary>
    /// <param name="report">What is reported.</param>
    /// <param name="crosshairs">By the scale, by the means.</param>
    /// <param name="points">Performance across, importance up.</param>
    /// <param name="meansKey">The text that names the line of the means.</param>
    /// <param name="width">The width.</param>
    public static Chart Draw(ReportContext report, ImmutableArray<Crosshair> crosshairs, ImmutableArray<MapPoint> points, string meansKey, double width)
    {
        var (scale, means) = (crosshairs[0], crosshairs[1]);
        // A twentieth of the range is kept free, so that no point stands on the frame.
        var across = ChartScale.Covering(Padded([.. points.Select(point => point.Across), scale.Performance.Value, means.Performance.Value]), 7);
        var up = ChartScale.Covering(Padded([.. points.Select(point => point.Up), scale.Importance.Value]), 6);
        var lines = ImmutableArray.CreateBuilder<MapLine>();
        Cross(scale, isDashed: false, report.T["Priorities.Line.Scale"]);
        Cross(means, isDashed: true, report.T[meansKey]);
        return MapChart.Draw(
            new PointMap(
                new MapAxis(report.T["Priorities.AcrossAxis", report.BatteryName("perception")], across, tick => report.Language.Decimal(tick, across.Places)),
                new MapAxis(report.T["Priorities.UpAxis"], up, tick => report.Language.Decimal(tick, up.Places)), points, lines.ToImmutable(),
                new MapCorners(Corner(PriorityQuadrant.ConcentrateHere), Corner(PriorityQuadrant.KeepUp), Corner(PriorityQuadrant.LowPriority), Corner(PriorityQuadrant.PossibleOverkill))),
            report.Language.IsRightToLeft, width);

        string Corner(PriorityQuadrant quadrant) => report.T["Priorities.Quadrant." + quadrant];

        void Cross(Crosshair crosshair, bool isDashed, string legend)
        {
            lines.Add(new MapLine(crosshair.Performance.Value, up.Minimum, crosshair.Performance.Value, up.Maximum, ChartRole.Axis, isDashed, legend));
            if (!isDashed) lines.Add(new MapLine(across.Minimum, crosshair.Importance.Value, across.Maximum, crosshair.Importance.Value, ChartRole.Axis, isDashed, legend));
        }
    }

    private static IEnumerable<double> Padded(double[] values)
    {
        var room = (values.Max() - values.Min()) / 20;
        return [values.Min() - room, values.Max() + room];
    }
}
