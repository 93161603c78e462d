using System.Globalization;

namespace Survey.Scoring.Responses.Reading;

/// <summary>What is wrong with the row that is being read.</summary>
internal sealed class CsvRowProblems(CsvColumn[] columns)
{
    private readonly List<CsvProblem> _problems = [];
    private int _line;

    /// <summary>Line breaks within the cells of the row so far.</summary>
    public int LineBreaks { get; set; }

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => _problems.Count > 0;

    /// <summary>Begins a row on a line of the block.</summary>
    public void Begin(int line)
    {
        _problems.Clear();
        _line = line;
        LineBreaks = 0;
    }

    /// <summary>Whether something is wrong with a cell.</summary>
    public bool Name(int cell)
    {
        foreach (var problem in _problems)
            if (problem.Cell == cell + 1) return true;
        return false;
    }

    /// <summary>Adds what is wrong with the cell that has just been read.</summary>
    public void Add(int cell, CsvFault fault) => Add(cell, fault, LineBreaks);

    /// <summary>Adds that the row has no id.</summary>
    public void AddMissingId(int cell) => Add(cell, new("id-missing"), 0);

    /// <summary>Puts another number of cells than the header has in the place of all else: which value belongs to which column is unknown.</summary>
    public void ReplaceByCellCount(int cells)
    {
        _problems.Clear();
        _problems.Add(new(_line, 0, null, cells < columns.Length ? "cells-too-few" : "cells-too-many",
            [columns.Length.ToString(CultureInfo.InvariantCulture), cells.ToString(CultureInfo.InvariantCulture)], IsError: true));
    }

    /// <summary>Adds all that is wrong to the row of a block.</summary>
    public void AddTo(CsvRows rows, int row)
    {
        foreach (var problem in _problems) rows.Problems.Add((row, problem));
    }

    private void Add(int cell, CsvFault fault, int breaks) =>
        _problems.Add(new(_line + breaks, cell + 1, cell < columns.Length ? columns[cell].Name : null, fault.Code, fault.Arguments, IsError: true));
}
