namespace Survey.Web.Features.Waves;

/// <summary>Marks the texts of the comparison of periods and versions.</summary>
internal sealed class WavesText;
