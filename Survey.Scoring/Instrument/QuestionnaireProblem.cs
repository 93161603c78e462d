using System.Collections.Immutable;
using System.Resources;

namespace Survey.Scoring.Instrument;

/// <summary>One thing that is wrong with a questionnaire file.</summary>
/// <param name="Path">JSON path, <c>$.dimensions[0].items[3].id</c>.</param>
/// <param name="Code">Stable code, the key of its text in resources.</param>
/// <param name="Arguments">What the text names.</param>
/// <param name="IsError">An error refuses the file; a warning does not, but becomes an error at publishing.</param>
public sealed record QuestionnaireProblem(string Path, string Code, ImmutableArray<string> Arguments, bool IsError)
{
    private static readonly ResourceManager Resources =
        new("Survey.Scoring.Instrument.QuestionnaireProblems", typeof(QuestionnaireProblem).Assembly);

    /// <summary>The reason in a language (en or fa).</summary>
    public string Message(string language) => ProblemText.Format(Resources, Code, Arguments.AsSpan(), language);

    /// <inheritdoc/>
    public bool Equals(QuestionnaireProblem? other) =>
        other is not null && Path == other.Path && Code == other.Code && IsError == other.IsError && Arguments.AsSpan().SequenceEqual(other.Arguments.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Code);

    /// <summary>Path and reason in English.</summary>
    public override string ToString() => $"{Path}: {Message("en")}";
}
