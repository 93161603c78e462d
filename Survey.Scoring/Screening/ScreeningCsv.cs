using System.Globalization;
using System.Text;

namespace Survey.Scoring.Screening;

/// <summary>
/// The flags and indices of every response as CSV: UTF-8 with byte-order mark, comma, line feed, RFC 4180 quoting; numbers with a point and
/// so many digits that they read back to the same; an empty cell where an index does not exist. It names persons' answers.
/// </summary>
public static class ScreeningCsv
{
    /// <summary>Writes a header and one row per response, in the order of the table.</summary>
    public static void Write(ResponseScreening screening, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(true), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        string[] batteries = [.. screening.Questionnaire.Batteries.Select(battery => battery.Id)];
        Line(
        [
            "id", "flags", "counted", .. batteries.Select(battery => "longstring-" + battery), .. batteries.Select(battery => "variability-" + battery), "mahalanobis", "mahalanobis-p",
            "inversions", "not-applicable", "identical-items", "seconds-per-answer", "even-odd", "same-as",
        ]);
        foreach (var response in screening.Responses(Enumerable.Range(0, screening.Count)))
        {
            Line(
            [
                response.Id, string.Join(' ', QualityCodes.All(response.Flags)), response.IsCounted ? "1" : "0", .. response.Longstring.Select(run => Number(run)),
                .. response.Variability.Select(Number), Number(response.MahalanobisSquared), Number(response.MahalanobisP), Number(response.Inversions), Number(response.NotApplicable),
                Number(response.IdenticalItems), Number(response.SecondsPerAnswer), Number(response.EvenOdd), response.SameAs ?? "",
            ]);
        }

        void Line(IEnumerable<string> cells) => writer.WriteLine(string.Join(',', cells.Select(Quoted)));
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") || cell.Length != cell.AsSpan().Trim().Length ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
