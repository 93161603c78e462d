namespace Survey.Web.Features.Anonymity;

/// <summary>Marks the texts of the attempt to re-identify.</summary>
internal sealed class AnonymityText;
