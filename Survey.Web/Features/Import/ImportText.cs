namespace Survey.Web.Features.Import;

/// <summary>The texts of import and export.</summary>
internal sealed class ImportText;
