using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Live;

/// <summary>Stored moments as their row holds them.</summary>
internal sealed record MomentsRow
{
    /// <summary>The columns that <see cref="ToMoments"/> needs.</summary>
    public const string Columns = "version_number, status, attribute, value, comments, moments, group_pairs";

    public string SurveyId { get; init; } = "";
    public string Organisation { get; init; } = "";
    public int VersionNumber { get; init; }
    public string Status { get; init; } = "";
    public string Attribute { get; init; } = "";
    public string Value { get; init; } = "";
    public long Responses { get; init; }
    public long Comments { get; init; }
    public byte[]? Moments { get; init; }
    public byte[]? GroupPairs { get; init; }

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
        GroupPairs = moments?.PairsToBytes(),
    };

    /// <summary>How the responses divide into groups.</summary>
    /// <exception cref="InvalidDataException">They were not counted, or the bytes are damaged.</exception>
    public Scoring.Study.GroupPairs ToPairs(int attributes) =>
        Scoring.Study.GroupPairs.Read(new MemoryStream(GroupPairs ?? throw new InvalidDataException("The groups of the responses were not counted.")), attributes);

    /// <summary>The moments; null for an attribute that has too many values.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of another version of the program.</exception>
    public SegmentMoments? ToMoments(Questionnaire questionnaire) => Moments is null ? null : SegmentMoments.Read(Moments, GroupPairs, Comments, questionnaire);
}

/// <summary>An entry of the change log as its row holds it.</summary>
internal sealed record ChangeRow
{
    public string ChangeId { get; init; } = "";
    public int? OldVersion { get; init; }
    public string? OldStatus { get; init; }
    public int? NewVersion { get; init; }
    public string? NewStatus { get; init; }
    public byte[]? OldResponse { get; init; }
    public byte[]? NewResponse { get; init; }

    /// <summary>A number that no other change has, so that sums of them tell whether anything has changed.</summary>
    public long Stamp => StampOf(ChangeId);

    public ChangeEntry ToEntry() => new(ChangeId, OldResponse is null ? null : CountedResponse.Read(OldResponse), NewResponse is null ? null : CountedResponse.Read(NewResponse));

    /// <summary>A number of a change that is in no log.</summary>
    public static long NewStamp() => StampOf(Guid.CreateVersion7().ToString("N"));

    /// <summary>The last 16 digits of an id of 32 hexadecimal digits: 62 of their bits are random.</summary>
    public static long StampOf(string changeId) => unchecked((long)ulong.Parse(changeId.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}

/// <summary>A change of a response: what counted before and what counts now.</summary>
internal sealed record ChangeEntry(string ChangeId, CountedResponse? Old, CountedResponse? New);
