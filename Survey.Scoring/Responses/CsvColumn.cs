namespace Survey.Scoring.Responses;

/// <summary>What the cells of a CSV column are.</summary>
internal enum CsvColumnKind
{
    Further,
    Unnamed,
    Answer,
    Importance,
    Outcome,
    Attribute,
    Question,
    Id,
    Comment,
    Submitted,
    Started,
    Language,
    Status,
    Channel,
    Version,
}

/// <summary>One column of a file.</summary>
/// <param name="Name">The questionnaire's name for it, or the file's where the questionnaire does not know it.</param>
/// <param name="Kind">What its cells are.</param>
/// <param name="Index">The place among those of its kind: in the answer vector, among the outcomes …</param>
/// <param name="Run">How many columns from this one on, itself included, are answers at neighbouring places of the vector.</param>
internal readonly record struct CsvColumn(string Name, CsvColumnKind Kind, int Index, int Run);
