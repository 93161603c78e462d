namespace Survey.Web.Reports.Pdf.Print;

/// <summary>The colours of printed reports; each is told from its neighbours in grey as well.</summary>
internal static class PrintColours
{
    public const string Ink = "#1b1f24";
    public const string Muted = "#57606a";
    public const string Grid = "#d8dee4";
    public const string Accent = "#0b5cad";
    public const string AccentSoft = "#cfe1f4";
    public const string Panel = "#f5f8fb";
    public const string Caution = "#b35900";
    public const string CautionPanel = "#fdf6ec";

    public static string Of(ChartRole role) => role switch
    {
        ChartRole.Text or ChartRole.Axis or ChartRole.Interval => Ink,
        ChartRole.Muted or ChartRole.Expectation => Muted,
        ChartRole.Grid => Grid,
        ChartRole.Accent or ChartRole.Perception => Accent,
        ChartRole.AccentSoft => AccentSoft,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "This role has no colour yet."),
    };
}
