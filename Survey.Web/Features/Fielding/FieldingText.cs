namespace Survey.Web.Features.Fielding;

/// <summary>The texts of the pages on which surveys are created, published and looked after.</summary>
internal sealed class FieldingText;
