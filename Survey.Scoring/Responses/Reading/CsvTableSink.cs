namespace Survey.Scoring.Responses.Reading;

/// <summary>Puts the rows of a file into a table.</summary>
/// <param name="collector">Finds what is wrong with the file as a whole.</param>
/// <param name="table">Takes the rows.</param>
/// <param name="takesExcluded">Whether rows that somebody has excluded are put into it.</param>
/// <param name="progress">Is told how many bytes of the file are read.</param>
internal sealed class CsvTableSink(CsvCollector collector, ResponseTable table, bool takesExcluded, Action<long>? progress)
{
    /// <summary>Takes the next block in: all that depends on what came before.</summary>
    public void Take(CsvBlock block, CsvRows rows)
    {
        collector.Add(block.Kind, rows);
        if (!takesExcluded) rows.LeaveOutExcluded();
        for (var row = 0; row < rows.Count; row++)
        {
            if (rows.States[row] != CsvRowState.Good) continue;
            var first = row;
            while (row + 1 < rows.Count && rows.States[row + 1] == CsvRowState.Good) row++;
            table.Add(rows, first, row + 1 - first, rows.Places);
        }

        progress?.Invoke(block.FileRead);
    }

    /// <summary>Writes the rest of a block that was taken in.</summary>
    public static void Fill(CsvRows rows)
    {
        foreach (var place in rows.Places) place.Fill(rows);
    }
}
