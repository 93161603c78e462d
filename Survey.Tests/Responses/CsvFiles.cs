using System.Text;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Tests.Instrument;

namespace Survey.Tests.Responses;

/// <summary>CSV texts for tests, over the small questionnaire: id, E1–E3, P1–P3, W1, W2, overall (0–10), branch (options 01, جنوب), gender, comment.</summary>
internal static class CsvFiles
{
    public const string Header = "id,E1,E2,E3,P1,P2,P3,W1,W2,overall,branch,gender,comment";

    public const string Good = "a,1,2,3,3,2,1,60,40,7,01,f,fine";

    public static Questionnaire Small { get; } = QuestionnaireFiles.Read(QuestionnaireFiles.Small()).Questionnaire!;

    public static CsvReading Read(string text, CsvOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), Small, options);

    public static CsvReading Read(byte[] bytes, Questionnaire questionnaire, CsvOptions? options = null)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return ResponseCsvReader.ReadAll(questionnaire, stream, options);
    }

    /// <summary>The one good response of a file with the usual header.</summary>
    public static Response Single(string row)
    {
        var reading = Read(Header + "\n" + row + "\n");
        Assert.Empty(reading.Report.Problems);
        return Assert.Single(reading.Responses.Responses());
    }

    /// <summary>The one problem of a file with the usual header.</summary>
    public static CsvProblem Problem(string row)
    {
        var reading = Read(Header + "\n" + row + "\n");
        Assert.Equal(0, reading.Responses.Count);
        Assert.Equal(1, reading.Report.BadRows);
        return Assert.Single(reading.Report.Problems);
    }
}
