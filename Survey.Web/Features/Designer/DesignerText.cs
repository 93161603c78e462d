namespace Survey.Web.Features.Designer;

/// <summary>Marks the texts of the designer.</summary>
internal sealed class DesignerText;
