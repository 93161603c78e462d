namespace Survey.Web.Features.Results;

/// <summary>Marker of the texts of the results pages.</summary>
internal sealed class ResultsText;
