namespace Survey.Web.Shell;

/// <summary>The texts of the frame around the pages.</summary>
internal sealed class ShellText;
