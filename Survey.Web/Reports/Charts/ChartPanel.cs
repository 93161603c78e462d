using System.Collections.Immutable;

namespace Survey.Web.Reports.Charts;

/// <summary>One value axis of a row chart, with what is drawn on it in every row.</summary>
/// <param name="Reference">A value that a line marks through all rows: zero for gaps.</param>
/// <param name="Values">The text at the end of each row; empty when the panel has none.</param>
internal sealed record ChartPanel(
    string Title, ChartScale Scale, Func<double, string> Tick, double? Reference, ImmutableArray<PanelRow> Rows, ImmutableArray<LegendEntry> Legend,
    ImmutableArray<string> Values = default);

/// <summary>What one row of a panel shows, in the panel's own units; an empty row shows nothing.</summary>
internal sealed record PanelRow
{
    public static PanelRow Empty { get; } = new();

    /// <summary>A bar from one value to another.</summary>
    public PanelSpan? Bar { get; init; }

    /// <summary>A thin line from one value to another: a distance.</summary>
    public PanelSpan? Distance { get; init; }

    /// <summary>A confidence interval.</summary>
    public PanelSpan? Interval { get; init; }

    public ImmutableArray<PanelMark> Marks { get; init; } = [];
}

internal readonly record struct PanelSpan(double Low, double High, ChartRole Role);

internal readonly record struct PanelMark(double Value, ChartMark Form, ChartRole Role, bool IsHollow = false);

/// <summary>What a mark, bar or line means.</summary>
internal sealed record LegendEntry(string Text, ChartRole Role, ChartMark? Form = null, bool IsHollow = false);
