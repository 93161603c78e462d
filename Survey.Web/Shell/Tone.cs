namespace Survey.Web.Shell;

/// <summary>What a notice or a badge conveys; it is always said in words or by an icon as well.</summary>
public enum Tone
{
    Neutral,
    Information,
    Success,
    Warning,
    Error,
}
