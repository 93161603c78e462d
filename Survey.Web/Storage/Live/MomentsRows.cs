using System.Globalization;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>The name of stored moments as its row holds it.</summary>
internal sealed record KeyRow
{
    public int VersionNumber { get; init; }
    public string Status { get; init; } = "";
    public string Attribute { get; init; } = "";
    public string Value { get; init; } = "";

    public MomentsKey ToKey() => new(VersionNumber, Status, new Segment(Attribute, Value));
}

/// <summary>Stored moments as their row holds them.</summary>
internal sealed record MomentsRow
{
    public string SurveyId { get; init; } = "";
    public string Organisation { get; init; } = "";
    public int VersionNumber { get; init; }
    public string Status { get; init; } = "";
    public string Attribute { get; init; } = "";
    public string Value { get; init; } = "";
    public long Responses { get; init; }
    public long Comments { get; init; }
    public byte[]? Moments { get; init; }

    public MomentsKey Key => new(VersionNumber, Status, new Segment(Attribute, Value));

    public static MomentsRow Of(OrganisationId organisation, string surveyId, MomentsKey key, SegmentMoments? moments) => new()
    {
        SurveyId = surveyId,
        Organisation = organisation.Value,
        VersionNumber = key.Version,
        Status = key.Status,
        Attribute = key.Segment.Attribute,
        Value = key.Segment.Value,
        Responses = moments?.Responses ?? 0,
        Comments = moments?.Comments ?? 0,
        Moments = moments?.ToBytes(),
    };
}

/// <summary>An entry of the change log as its row holds it.</summary>
internal sealed record ChangeRow
{
    public string ChangeId { get; init; } = "";
    public byte[]? OldResponse { get; init; }
    public byte[]? NewResponse { get; init; }

    public ChangeEntry ToEntry() => new(ChangeId, OldResponse is null ? null : CountedResponse.Read(OldResponse), NewResponse is null ? null : CountedResponse.Read(NewResponse));
}

/// <summary>A change of a response: what counted before and what counts now.</summary>
internal sealed record ChangeEntry(string ChangeId, CountedResponse? Old, CountedResponse? New)
{
    /// <summary>A number that no other change has, so that sums of them tell whether anything has changed.</summary>
    public long Stamp => StampOf(ChangeId);

    /// <summary>The last 16 digits of an id of 32 hexadecimal digits: 62 of their bits are random.</summary>
    public static long StampOf(string changeId) => unchecked((long)ulong.Parse(changeId.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
