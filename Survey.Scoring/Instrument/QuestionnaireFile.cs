namespace Survey.Scoring.Instrument;

/// <summary>Reads, checks and writes a questionnaire file.</summary>
public static class QuestionnaireFile
{
    /// <summary>Reads a file; every problem is reported, not only the first. Never throws, whatever the bytes are.</summary>
    public static QuestionnaireReading Read(ReadOnlyMemory<byte> utf8)
    {
        var problems = new QuestionnaireProblems();
        using var document = JsonText.Parse(utf8, problems);
        if (document is null) return new(null, problems.ToImmutable(null));

        var questionnaire = QuestionnaireReader.Read(document.RootElement, problems);
        QuestionnaireChecks.Check(questionnaire, problems);
        return new(problems.HasErrors ? null : questionnaire, problems.ToImmutable(document.RootElement));
    }

    /// <summary>The canonical JSON of a questionnaire, UTF-8: reading it gives an equal questionnaire. Its SHA-256 identifies the version.</summary>
    public static byte[] Write(Questionnaire questionnaire) => QuestionnaireWriter.Write(questionnaire);

    /// <summary>The problems of a questionnaire that was made in memory: those that its file would have.</summary>
    public static QuestionnaireReading Check(Questionnaire questionnaire) => Read(Write(questionnaire));
}
