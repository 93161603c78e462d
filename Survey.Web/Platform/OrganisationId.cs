namespace Survey.Web.Platform;

/// <summary>The organisation that a row belongs to. Every store method that reads or writes an organisation's rows takes one.</summary>
internal readonly record struct OrganisationId(string Value)
{
    public override string ToString() => Value;
}
