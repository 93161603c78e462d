namespace Survey.Web.Storage;

/// <summary>The columns of a response in one order: to be read into <see cref="ResponseRow"/>, and to be written from it.</summary>
internal static class ResponseRowColumns
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "survey_id", "response_id", "organisation_id", "version_number", "status", "is_test", "answers", "importance", "outcomes", "attributes",
        "comment", "further", "pages", "language", "channel", "receipt_hash", "receipt_seal", "revision", "started_at", "submitted_at", "updated_at",
        "excluded_reason", "excluded_by", "excluded_at", "unsettled", "corrected_at",
    ];

    /// <summary>Their names as a statement lists them.</summary>
    public static string List { get; } = string.Join(", ", Names);

    /// <summary>The values of a row in the order of <see cref="Names"/>.</summary>
    public static object?[] ValuesOf(ResponseRow row) =>
    [
        row.SurveyId, row.ResponseId, row.OrganisationId, row.VersionNumber, row.Status, row.IsTest, row.Answers, row.Importance, row.Outcomes, row.Attributes,
        row.Comment, row.Further, row.Pages, row.Language, row.Channel, row.ReceiptHash, row.ReceiptSeal, row.Revision, row.StartedAt, row.SubmittedAt, row.UpdatedAt,
        row.ExcludedReason, row.ExcludedBy, row.ExcludedAt, row.Unsettled, row.CorrectedAt,
    ];
}
