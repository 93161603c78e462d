namespace Survey.Web.Features.Respond;

/// <summary>The texts of the respondent's pages.</summary>
internal sealed class RespondText;
