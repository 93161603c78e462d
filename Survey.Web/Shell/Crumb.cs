namespace Survey.Web.Shell;

/// <summary>A step of the breadcrumb: a page above the present one.</summary>
public sealed record Crumb(string Text, string Href);
