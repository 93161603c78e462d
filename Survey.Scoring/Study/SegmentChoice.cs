using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;

namespace Survey.Scoring.Study;

/// <summary>Which values of an attribute are compared: those that may be shown, have respondents enough, and are among the largest.</summary>
/// <param name="Values">All values, in the order of their code points.</param>
/// <param name="Responses">All responses with the value.</param>
/// <param name="Reasons">Why a value is left out; null for those that are compared.</param>
internal sealed record SegmentChoice(string[] Values, long[] Responses, UndefinedReason?[] Reasons)
{
    /// <summary>The most groups that are compared.</summary>
    public const int MostGroups = 20;

    /// <summary>The choice.</summary>
    /// <param name="ordered">The groups of the attribute, and which of them are withheld.</param>
    /// <param name="needed">The fewest respondents that the model can be fitted to.</param>
    public static SegmentChoice Of((KeyValuePair<string, GroupMoments>[] Groups, bool[] IsHidden) ordered, long needed)
    {
        string[] values = [.. ordered.Groups.Select(group => group.Key)];
        long[] responses = [.. ordered.Groups.Select(group => group.Value.Responses)];
        UndefinedReason?[] reasons =
        [
            .. values.Select((_, group) => ordered.IsHidden[group] ? UndefinedReason.TooFewToShow : responses[group] < needed ? UndefinedReason.TooFewRespondents : default(UndefinedReason?)),
        ];
        foreach (var group in Enumerable.Range(0, values.Length).Where(group => reasons[group] is null).OrderByDescending(group => responses[group]).Skip(MostGroups))
            reasons[group] = UndefinedReason.NotAmongLargest;
        return new SegmentChoice(values, responses, reasons);
    }

    /// <summary>The places of the values that are compared, in their order.</summary>
    public int[] Compared => [.. Enumerable.Range(0, Values.Length).Where(group => Reasons[group] is null)];

    /// <summary>By code of a value its place in <see cref="Compared"/>; −1 when it is left out.</summary>
    public int[] GroupOfCode(AttributeValues codes)
    {
        var places = Compared.Index().ToDictionary(group => Values[group.Item], group => group.Index, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, codes.Count).Select(code => codes.ValueOf(code) is { } value ? places.GetValueOrDefault(value, -1) : -1)];
    }
}
