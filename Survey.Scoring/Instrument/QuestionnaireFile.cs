using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>Reads and checks a questionnaire file.</summary>
public static class QuestionnaireFile
{
    /// <summary>Reads a file; every problem is reported, not only the first.</summary>
    public static QuestionnaireReading Read(ReadOnlyMemory<byte> utf8) => throw new NotImplementedException();

    /// <summary>The canonical JSON of a questionnaire, UTF-8: reading it gives an equal questionnaire. Its SHA-256 identifies the version.</summary>
    public static byte[] Write(Questionnaire questionnaire) => throw new NotImplementedException();
}

/// <summary>What reading a questionnaire file gave.</summary>
/// <param name="Questionnaire">The questionnaire; null when there is an error.</param>
/// <param name="Problems">Errors and warnings in the order of the file.</param>
public sealed record QuestionnaireReading(Questionnaire? Questionnaire, ImmutableArray<QuestionnaireProblem> Problems);

/// <summary>One thing that is wrong with a questionnaire file.</summary>
/// <param name="Path">JSON path, <c>$.dimensions[0].items[3].id</c>.</param>
/// <param name="Code">Stable code, the key of its text in resources.</param>
/// <param name="Arguments">What the text names.</param>
/// <param name="IsError">An error refuses the file; a warning does not, but becomes an error at publishing.</param>
public sealed record QuestionnaireProblem(string Path, string Code, ImmutableArray<string> Arguments, bool IsError)
{
    /// <summary>The reason in a language (en or fa).</summary>
    public string Message(string language) => throw new NotImplementedException();
}
