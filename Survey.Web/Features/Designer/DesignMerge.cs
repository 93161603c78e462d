namespace Survey.Web.Features.Designer;

/// <summary>
/// What two people changed in the same draft, field by field: a field that only one of them changed takes the change; one that both changed
/// differently is for the person who saves second to decide.
/// </summary>
/// <param name="Merged">The stored form with the changes of mine that nobody else touched.</param>
/// <param name="Both">The fields that both changed, to something different.</param>
/// <param name="Mine">The fields that only I changed.</param>
/// <param name="Theirs">The fields that only the other person changed.</param>
/// <param name="Lost">What I wrote in fields of something that the other person deleted.</param>
public sealed record DesignMerge(
    DesignForm Merged, IReadOnlyList<FieldConflict> Both, IReadOnlyList<FieldChange> Mine, IReadOnlyList<FieldChange> Theirs, IReadOnlyList<FieldChange> Lost)
{
    private static readonly HashSet<string> NotContent = new(StringComparer.Ordinal) { "revision", "do", "__RequestVerificationToken", "_handler" };

    /// <param name="before">The form of the revision on which I began.</param>
    /// <param name="mine">What I posted.</param>
    /// <param name="theirs">The form of what is stored now.</param>
    public static DesignMerge Of(DesignForm before, DesignForm mine, DesignForm theirs)
    {
        var both = new List<FieldConflict>();
        var (own, other, lost) = (new List<FieldChange>(), new List<FieldChange>(), new List<FieldChange>());
        var changes = new List<KeyValuePair<string, string?>>();
        foreach (var name in before.Values.Keys.Union(mine.Values.Keys).Union(theirs.Values.Keys).Where(IsContent).Order(StringComparer.Ordinal))
        {
            var (was, my, their) = (Value(before, name), Value(mine, name), Value(theirs, name));
            var isMine = my != was;
            var isTheirs = their != was;
            if (isMine && !isTheirs)
            {
                own.Add(new(name, was, my));
                changes.Add(new(name, my));
            }
            else if (isTheirs && !isMine) other.Add(new(name, was, their));
            else if (isMine && isTheirs && my != their)
            {
                // A ticked box that is gone says no; a text field that is gone means that what it belongs to was deleted.
                if (their is null && was is not (null or DesignForm.On)) lost.Add(new(name, was, my));
                else both.Add(new(name, was, my, their));
            }
        }
        return new(theirs.With(changes), both, own, other, lost);
    }

    private static bool IsContent(string name) => !NotContent.Contains(name);

    private static string? Value(DesignForm form, string name) => form.Has(name) ? form[name].Trim() : null;
}

/// <summary>A field that one person changed. Null is a box that is not ticked, or a field that is not there.</summary>
public sealed record FieldChange(string Name, string? Before, string? After);

/// <summary>A field that two people changed differently.</summary>
public sealed record FieldConflict(string Name, string? Before, string? Mine, string? Theirs);
