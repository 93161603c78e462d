namespace Survey.Web.Commands;

/// <summary>The texts of the commands.</summary>
internal sealed class CommandText;
