using System.Collections.Immutable;
using System.Text;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>
/// Questionnaires in the formats of other programs. What a format asks that corresponds to nothing here is a warning at its place (a JSON
/// path, or a cell such as <c>survey!C5</c>); only what leaves nothing to rate is an error.
/// </summary>
public static class QuestionnaireExchange
{
    /// <summary>
    /// Reads a text file: a questionnaire of this program, the JSON of SurveyJS, or the tab-separated structure of LimeSurvey, whichever it is.
    /// </summary>
    /// <param name="utf8">The bytes of the file, UTF-8 with or without a byte-order mark.</param>
    /// <param name="name">The file's name: the id of a questionnaire that is made from it, where the file has none.</param>
    /// <returns>The questionnaire, null where there is an error, and the problems in the order in which they were met. Never throws, whatever the bytes are.</returns>
    public static QuestionnaireReading Read(ReadOnlyMemory<byte> utf8, string name)
    {
        if (utf8.Length > QuestionnaireLimits.FileBytes) return QuestionnaireFile.Read(utf8);
        if (LooksLikeJson(utf8.Span)) return ReadJson(utf8, name);
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return QuestionnaireFile.Read(utf8);
        }

        var rows = TabSeparatedText.Rows(text);
        if (rows.Length > 0 && LimeSurveyReader.Fits(rows[0])) return LimeSurveyReader.Read(rows, name);
        return Unknown();
    }

    /// <summary>Reads the sheets of a spreadsheet: an XLSForm, made by <see cref="WriteSheets"/> or by others.</summary>
    /// <param name="sheets">The sheets in their order.</param>
    /// <param name="name">The file's name: the id of a questionnaire that is made from it, where the file has none.</param>
    public static QuestionnaireReading Read(ImmutableArray<Sheet> sheets, string name) =>
        XlsFormReader.Fits(sheets) ? XlsFormReader.Read(sheets) : ForeignXlsFormReader.Fits(sheets) ? ForeignXlsFormReader.Read(sheets, name) : Unknown();

    /// <summary>The sheets of an XLSForm from which <see cref="Read(ImmutableArray{Sheet}, string)"/> reads an equal questionnaire.</summary>
    /// <remarks>Equal as long as every text lists its languages in the order of the title's, which is the order of the columns.</remarks>
    public static ImmutableArray<Sheet> WriteSheets(Questionnaire questionnaire) => XlsFormWriter.Write(questionnaire);

    private static QuestionnaireReading ReadJson(ReadOnlyMemory<byte> utf8, string name)
    {
        var problems = new QuestionnaireProblems();
        using var document = JsonText.Parse(utf8, problems);
        return document is not null && SurveyJsReader.Fits(document.RootElement) ? SurveyJsReader.Read(document.RootElement, name) : QuestionnaireFile.Read(utf8);
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) utf8 = utf8[3..];
        return utf8.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];
    }

    private static QuestionnaireReading Unknown()
    {
        var problems = new QuestionnaireProblems();
        problems.Error("", "import-format-unknown");
        return new(null, problems.ToImmutable(null));
    }
}
