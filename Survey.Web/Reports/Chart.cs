using System.Collections.Immutable;

namespace Survey.Web.Reports;

/// <summary>
/// A chart computed once: shapes without text, and labels with their positions, in one coordinate system of <paramref name="Width"/> × <paramref name="Height"/> units.
/// Renderers draw the shapes as SVG and set the labels as text of their own, because text inside an SVG is not shaped for Persian everywhere.
/// </summary>
internal sealed record Chart(double Width, double Height, ImmutableArray<ChartShape> Shapes, ImmutableArray<ChartLabel> Labels);

/// <summary>A label: its anchor point, which physical end of the text stands there, and its weight.</summary>
/// <param name="X">Horizontal position of the anchor.</param>
/// <param name="Y">Vertical position of the text's middle.</param>
/// <param name="Width">The room that the text has; it is one line, broken before so that it fits.</param>
internal sealed record ChartLabel(string Text, double X, double Y, double Width, ChartAnchor Anchor, double Size = 11, bool IsStrong = false, ChartRole Role = ChartRole.Text);

/// <summary>Which physical point of the text stands at the position.</summary>
internal enum ChartAnchor
{
    Left,
    Middle,
    Right,
}

/// <summary>What a shape or label means; each renderer has one colour per role (and per theme).</summary>
internal enum ChartRole
{
    Text,
    Muted,
    Grid,
    Axis,
    Accent,
    AccentSoft,
    Expectation,
    Perception,
    Interval,
}

/// <summary>A shape without text.</summary>
internal abstract record ChartShape(ChartRole Role)
{
    internal sealed record Line(double X1, double Y1, double X2, double Y2, ChartRole Role, double Thickness = 1, bool IsDashed = false) : ChartShape(Role);

    internal sealed record Bar(double X, double Y, double Width, double Height, ChartRole Role, bool IsHollow = false) : ChartShape(Role);

    internal sealed record Mark(double X, double Y, double Radius, ChartMark Form, ChartRole Role, bool IsHollow = false) : ChartShape(Role);
}

/// <summary>The form of a mark, so that colour never carries meaning alone.</summary>
internal enum ChartMark
{
    Circle,
    Square,
    Diamond,
}
