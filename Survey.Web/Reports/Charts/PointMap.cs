using System.Collections.Immutable;

namespace Survey.Web.Reports.Charts;

/// <summary>What a map shows: two axes, points, lines between them, and a name for each corner.</summary>
internal sealed record PointMap(MapAxis Across, MapAxis Up, ImmutableArray<MapPoint> Points, ImmutableArray<MapLine> Lines, MapCorners Corners);

/// <summary>A value axis of a map.</summary>
internal sealed record MapAxis(string Title, ChartScale Scale, Func<double, string> Tick);

/// <summary>A point with the number that stands for its name; a marked one is drawn in another form too.</summary>
internal sealed record MapPoint(string Number, string Name, double Across, double Up, bool IsMarked);

/// <summary>A line from one place to another, in the units of the axes, with what the legend calls it.</summary>
internal sealed record MapLine(double Across1, double Up1, double Across2, double Up2, ChartRole Role, bool IsDashed, string Legend);

/// <summary>The names of the corners: low or high across, low or high up.</summary>
internal sealed record MapCorners(string LowHigh, string HighHigh, string LowLow, string HighLow);
