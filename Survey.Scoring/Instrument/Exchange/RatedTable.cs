using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Statements that are rated on one scale for one battery: what items are made of.</summary>
internal sealed partial record RatedTable(
    string Place, string Name, ImportedGroup Group, LocalizedText Text, ImmutableArray<ImportedRow> Rows, ImportedScale Scale, string? Battery)
{
    /// <summary>
    /// Whether another table rates the same statements for another battery: they are worded alike, or both tables say what they are rated for
    /// and their rows have the same names, leading letters aside (E1 and P1).
    /// </summary>
    public bool RatesTheSame(RatedTable other) => Rows.Length == other.Rows.Length && (Battery is null || Battery != other.Battery)
        && (Rows.Zip(other.Rows).All(pair => pair.First.Text.Languages.Any() && pair.First.Text.Equals(pair.Second.Text))
            || (Battery is not null && other.Battery is not null && Rows.Zip(other.Rows).All(pair => Key(pair.First) == Key(pair.Second))));

    private static string Key(ImportedRow row) => Numbered().Match(row.Name) is { Success: true } numbered ? numbered.Groups["number"].Value : row.Name;

    [GeneratedRegex(@"\A[A-Za-z]{0,4}[_ -]?0*(?<number>\d{1,5})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}
