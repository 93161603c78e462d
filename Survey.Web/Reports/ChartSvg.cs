using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Reports;

/// <summary>A chart as SVG for screens: a class per role, so that the colours follow the theme, and no style inside.</summary>
/// <remarks>Written without markup, because <c>text</c> is a word of Razor's own.</remarks>
internal static class ChartSvg
{
    /// <param name="text">What stands for the chart where it cannot be seen.</param>
    public static RenderFragment Of(Chart chart, Language language, string text, string? style = null) => builder =>
    {
        builder.OpenElement(0, "svg");
        builder.AddAttribute(1, "class", style is null ? "chart" : "chart " + style);
        builder.AddAttribute(2, "viewBox", $"0 0 {Number(chart.Width)} {Number(chart.Height)}");
        builder.AddAttribute(3, "width", Number(chart.Width));
        builder.AddAttribute(4, "height", Number(chart.Height));
        builder.AddAttribute(5, "role", "img");
        builder.AddAttribute(6, "aria-label", text);
        builder.OpenRegion(7);
        foreach (var shape in chart.Shapes) Draw(builder, shape);
        builder.CloseRegion();
        builder.OpenRegion(8);
        foreach (var label in chart.Labels) Write(builder, label, language);
        builder.CloseRegion();
        builder.CloseElement();
    };

    private static void Draw(RenderTreeBuilder builder, ChartShape shape)
    {
        switch (shape)
        {
            case ChartShape.Line line:
                Open(builder, "line", line.Role, isHollow: true, ("x1", line.X1), ("y1", line.Y1), ("x2", line.X2), ("y2", line.Y2), ("stroke-width", line.Thickness));
                if (line.IsDashed) builder.AddAttribute(20, "stroke-dasharray", "4 3");
                break;
            case ChartShape.Bar bar:
                Open(builder, "rect", bar.Role, bar.IsHollow, ("x", bar.X), ("y", bar.Y), ("width", bar.Width), ("height", bar.Height));
                break;
            case ChartShape.Mark { Form: ChartMark.Circle } mark:
                Open(builder, "circle", mark.Role, mark.IsHollow, ("cx", mark.X), ("cy", mark.Y), ("r", mark.Radius), ("stroke-width", 2));
                break;
            case ChartShape.Mark { Form: ChartMark.Square } mark:
                Open(builder, "rect", mark.Role, mark.IsHollow, ("x", mark.X - mark.Radius), ("y", mark.Y - mark.Radius), ("width", 2 * mark.Radius), ("height", 2 * mark.Radius), ("stroke-width", 2));
                break;
            case ChartShape.Mark { Form: ChartMark.Diamond } mark:
                Open(builder, "path", mark.Role, mark.IsHollow, ("stroke-width", 2));
                builder.AddAttribute(20, "d", string.Create(CultureInfo.InvariantCulture,
                    $"M{mark.X:0.##} {mark.Y - mark.Radius - 1:0.##}l{mark.Radius + 1:0.##} {mark.Radius + 1:0.##} {-mark.Radius - 1:0.##} {mark.Radius + 1:0.##} {-mark.Radius - 1:0.##} {-mark.Radius - 1:0.##}Z"));
                break;
            default:
                throw new InvalidOperationException($"{shape.GetType().Name} cannot be drawn.");
        }
        builder.CloseElement();
    }

    private static void Write(RenderTreeBuilder builder, ChartLabel label, Language language)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", ClassOf(label.Role) + (label.IsStrong ? " is-strong" : ""));
        builder.AddAttribute(2, "x", Number(label.X));
        builder.AddAttribute(3, "y", Number(label.Y));
        builder.AddAttribute(4, "font-size", Number(label.Size));
        builder.AddAttribute(5, "dominant-baseline", "central");
        // In right-to-left text the start is the right end.
        builder.AddAttribute(6, "text-anchor", label.Anchor switch
        {
            ChartAnchor.Middle => "middle",
            ChartAnchor.Left => language.IsRightToLeft ? "end" : "start",
            _ => language.IsRightToLeft ? "start" : "end",
        });
        builder.AddAttribute(7, "direction", language.Direction);
        builder.AddContent(8, label.Text);
        builder.CloseElement();
    }

    private static void Open(RenderTreeBuilder builder, string name, ChartRole role, bool isHollow, params (string Name, double Value)[] attributes)
    {
        builder.OpenElement(0, name);
        builder.AddAttribute(1, "class", ClassOf(role) + (isHollow ? " is-hollow" : " is-filled"));
        builder.AddMultipleAttributes(2, attributes.Select(attribute => KeyValuePair.Create(attribute.Name, (object)Number(attribute.Value))));
    }

    private static string ClassOf(ChartRole role) => role switch
    {
        ChartRole.Text => "role-text",
        ChartRole.Muted => "role-muted",
        ChartRole.Grid => "role-grid",
        ChartRole.Axis => "role-axis",
        ChartRole.Accent => "role-accent",
        ChartRole.AccentSoft => "role-accent-soft",
        ChartRole.Expectation => "role-expectation",
        ChartRole.Perception => "role-perception",
        ChartRole.Interval => "role-interval",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
