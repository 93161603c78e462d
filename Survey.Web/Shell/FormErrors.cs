namespace Survey.Web.Shell;

/// <summary>What is wrong with a posted form: each message with the field it belongs to, in the order of the form.</summary>
public sealed class FormErrors
{
    private readonly List<FormError> all = [];

    public IReadOnlyList<FormError> All => all;

    public bool Any => all.Count > 0;

    /// <param name="field">The id of the field (see <see cref="Field"/>); empty for the form as a whole.</param>
    /// <param name="message">What is wrong and how to mend it, in the reader's language.</param>
    public void Add(string field, string message) => all.Add(new(field, message));

    /// <summary>The first message of the field, null when there is none.</summary>
    public string? Of(string field) => all.FirstOrDefault(error => error.Field == field)?.Message;
}

/// <summary>One message and the id of the field it belongs to.</summary>
public sealed record FormError(string Field, string Message);
