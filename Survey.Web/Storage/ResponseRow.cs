namespace Survey.Web.Storage;

/// <summary>A response as its row holds it; the encodings are those of the migration's comments. The arrays are never changed in place.</summary>
internal sealed record ResponseRow
{
    public const string Partial = "partial";
    public const string Complete = "complete";

    /// <summary>A complete response that a manager left out: its answers are kept and count nowhere.</summary>
    public const string Excluded = "excluded";

    /// <summary>What is left of a response that was withdrawn: nothing but its id, so that it is never used again.</summary>
    public const string Withdrawn = "withdrawn";

    public required string SurveyId { get; init; }
    public required string ResponseId { get; init; }
    public required string OrganisationId { get; init; }
    public required int VersionNumber { get; init; }
    public required string Status { get; init; }
    public bool IsTest { get; init; }
    public required byte[] Answers { get; init; }
    public byte[]? Importance { get; init; }
    public byte[]? Outcomes { get; init; }
    public string? Attributes { get; init; }
    public string? Comment { get; init; }
    public string? Further { get; init; }
    public string? Pages { get; init; }

    /// <summary>What was entered and is no answer yet; see <see cref="UnsettledPage"/>.</summary>
    public string? Unsettled { get; init; }
    public string? Language { get; init; }
    public string? Channel { get; init; }

    /// <summary>What stands for the code of the receipt; null until the response is submitted.</summary>
    public string? ReceiptHash { get; init; }

    /// <summary>The secret of the response, which only the code of the receipt opens.</summary>
    public byte[]? ReceiptSeal { get; init; }


    /// <summary>How often the row was written, from 1; a writer that finds another number than it read starts again.</summary>
    public int Revision { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the respondent last changed what had been submitted; null if never.</summary>
    public DateTimeOffset? CorrectedAt { get; init; }

    /// <summary>Why the response is excluded; null unless it is.</summary>
    public string? ExcludedReason { get; init; }

    /// <summary>The account that excluded it.</summary>
    public string? ExcludedBy { get; init; }

    public DateTimeOffset? ExcludedAt { get; init; }

    public bool IsComplete => Status == Complete;

    /// <summary>Whether the respondent has submitted it, whether or not it counts.</summary>
    public bool IsSubmitted => Status is Complete or Excluded;

    public bool IsWithdrawn => Status == Withdrawn;

    /// <summary>What remains when the response is withdrawn: nothing of the answers and nothing of the person.</summary>
    public ResponseRow Erased() => this with
    {
        Status = Withdrawn,
        Answers = new byte[Answers.Length],
        Importance = null,
        Outcomes = null,
        Attributes = null,
        Comment = null,
        Further = null,
        Pages = null,
        Unsettled = null,
        Language = null,
        Channel = null,
        ReceiptHash = null,
        ReceiptSeal = null,
        StartedAt = null,
        SubmittedAt = null,
        CorrectedAt = null,
        ExcludedReason = null,
        ExcludedBy = null,
        ExcludedAt = null,
    };
}
