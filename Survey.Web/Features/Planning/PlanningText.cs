namespace Survey.Web.Features.Planning;

/// <summary>Marks the texts of the plan of a sample.</summary>
internal sealed class PlanningText;
