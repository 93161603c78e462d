using System.Globalization;

namespace Survey.Web.Features.Fielding;

/// <summary>What beside saving a button of the form asks for: <c>remove-option:1:3</c> removes the fourth option of the second attribute.</summary>
/// <param name="Verb">What to do.</param>
/// <param name="Attribute">The attribute's place in the form.</param>
/// <param name="Option">The option's place in its attribute.</param>
internal readonly record struct DraftOperation(DraftVerb Verb, int Attribute = -1, int Option = -1)
{
    public static DraftOperation Parse(string button)
    {
        var parts = button.Split(':');
        DraftVerb? verb = parts[0] switch
        {
            "add-attribute" => DraftVerb.AddAttribute,
            "remove-attribute" => DraftVerb.RemoveAttribute,
            "raise-attribute" => DraftVerb.RaiseAttribute,
            "add-option" => DraftVerb.AddOption,
            "remove-option" => DraftVerb.RemoveOption,
            "raise-option" => DraftVerb.RaiseOption,
            "lower-option" => DraftVerb.LowerOption,
            _ => null,
        };
        return verb is null ? new(DraftVerb.Save) : new(verb.Value, Place(parts, 1), Place(parts, 2));
    }

    private static int Place(string[] parts, int index) =>
        parts.Length > index && int.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1;
}

internal enum DraftVerb
{
    Save,
    AddAttribute,
    RemoveAttribute,
    RaiseAttribute,
    AddOption,
    RemoveOption,
    RaiseOption,
    LowerOption,
}
