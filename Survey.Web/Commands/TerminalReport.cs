using Survey.Web.Reports;

namespace Survey.Web.Commands;

/// <summary>Report blocks as lines and tables of a terminal. A chart is not drawn there: its table says the same.</summary>
internal sealed class TerminalReport(TerminalTables tables) : IReportRenderer<bool>
{
    /// <summary>Prints the blocks in their order.</summary>
    public void Print(IEnumerable<ReportBlock> blocks)
    {
        foreach (var block in blocks) block.Render(this);
    }

    public bool Heading(ReportBlock.Heading block)
    {
        tables.Heading(block.Text);
        return true;
    }

    public bool Paragraph(ReportBlock.Paragraph block) => Line(block.Text);

    public bool Findings(ReportBlock.Findings block) => block.Sentences.All(Line);

    public bool KeyFigures(ReportBlock.KeyFigures block) => block.Figures.All(Line);

    public bool Note(ReportBlock.Note block) => Line(block.Text);

    public bool Definitions(ReportBlock.Definitions block) => block.Terms.All(Line);

    public bool Table(ReportBlock.Table block)
    {
        var table = TerminalTables.New([.. block.Columns.Select(column => column.Header)]);
        for (var column = 0; column < block.Columns.Length; column++)
            if (block.Columns[column].IsNumber) table.Columns[column].Alignment = Spectre.Console.Justify.Right;
        foreach (var row in block.Rows)
            TerminalTables.Row(table, [.. row.Cells.Select(cell => cell.Text).Concat(Enumerable.Repeat("", block.Columns.Length - row.Cells.Length))]);
        Line(block.Caption);
        tables.Write(table);
        return block.Footnotes.All(Line);
    }

    public bool Figure(ReportBlock.Figure block) => Line($"{block.Caption}. {block.AlternativeText}") && (block.Data is null || Table(block.Data.Table));

    public bool Details(ReportBlock.Details block) => block.Blocks.All(inner => inner.Render(this));

    private bool Line(Fact fact) => Line($"{fact.Label}: {fact.Value}{(fact.Note is null ? "" : " " + fact.Note)}");

    private bool Line(string text)
    {
        tables.Line(text);
        return true;
    }
}
