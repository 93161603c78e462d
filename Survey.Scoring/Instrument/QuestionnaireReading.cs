using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>What reading a questionnaire file gave.</summary>
/// <param name="Questionnaire">The questionnaire; null when there is an error.</param>
/// <param name="Problems">Errors and warnings in the order of the file.</param>
public sealed record QuestionnaireReading(Questionnaire? Questionnaire, ImmutableArray<QuestionnaireProblem> Problems);
