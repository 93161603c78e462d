namespace Survey.Web.Features.Import;

/// <summary>What happens to a row whose id the survey has already.</summary>
internal enum OnDuplicate
{
    /// <summary>Nothing is imported.</summary>
    Refuse,

    /// <summary>The stored response stays.</summary>
    Skip,

    /// <summary>The row takes the place of the stored response.</summary>
    Replace,
}
