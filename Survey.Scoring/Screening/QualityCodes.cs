using System.Collections.Immutable;
using System.Text.Json;

namespace Survey.Scoring.Screening;

/// <summary>The stable codes of the flags, as they stand in JSON, CSV and addresses.</summary>
public static class QualityCodes
{
    /// <summary>The code of one flag: <c>straight-lining</c>.</summary>
    public static string Of(QualityFlags flag) => JsonNamingPolicy.KebabCaseLower.ConvertName(flag.ToString());

    /// <summary>The codes of several flags, in the order of showing.</summary>
    public static ImmutableArray<string> All(QualityFlags flags) => [.. ResponseScreening.Kinds.Where(kind => flags.HasFlag(kind)).Select(Of)];

    /// <summary>The flag of a code; null when there is none.</summary>
    public static QualityFlags? Find(string? code) =>
        ResponseScreening.Kinds.Where(kind => Of(kind) == code).Select(kind => (QualityFlags?)kind).FirstOrDefault();
}
