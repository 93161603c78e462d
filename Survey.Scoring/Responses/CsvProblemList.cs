using System.Collections.Immutable;

namespace Survey.Scoring.Responses;

/// <summary>Collects problems up to a number and counts the rest.</summary>
internal sealed class CsvProblemList(int maximum)
{
    private readonly List<CsvProblem> _problems = [];

    public long ErrorCount { get; private set; }

    public ImmutableArray<CsvProblem> Problems => [.. _problems];

    public void Add(CsvProblem problem)
    {
        // Warnings are few, and do not take the place of errors.
        if (!problem.IsError || ErrorCount < maximum) _problems.Add(problem);
        if (problem.IsError) ErrorCount++;
    }

    public void File(string code, params ReadOnlySpan<string> arguments) => Add(new(0, 0, null, code, [.. arguments], IsError: true));

    public void Header(int cell, string? column, string code, params ReadOnlySpan<string> arguments) =>
        Add(new(1, cell, column, code, [.. arguments], IsError: true));

    public void Warning(string code, params ReadOnlySpan<string> arguments) => Add(new(0, 0, null, code, [.. arguments], IsError: false));
}
