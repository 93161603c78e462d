using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Reports.Pdf.Print;

/// <summary>Each kind of block as HTML for paper.</summary>
internal sealed class PrintBlocks : IReportRenderer<Markup>
{
    /// <summary>The most rows that a table has which is never broken over pages.</summary>
    private const int ShortTable = 9;

    public Markup Heading(ReportBlock.Heading block) => block.Level == 1
        ? Of($"""<h2 id="{block.Anchor}"{(block.StartsPage ? Of($" class=\"new-page\"") : None)}>{block.Text}</h2>""")
        : Of($"""<h3 id="{block.Anchor}">{block.Text}</h3>""");

    public Markup Paragraph(ReportBlock.Paragraph block) => Of($"""<p{(block.IsAside ? Of($" class=\"aside\"") : None)}>{block.Text}</p>""");

    public Markup Findings(ReportBlock.Findings block) =>
        Of($"""<ul class="findings">{Join(block.Sentences.Select(sentence => Of($"<li>{sentence}</li>")))}</ul>""");

    public Markup KeyFigures(ReportBlock.KeyFigures block) =>
        Of($"""<dl class="key-figures">{Join(block.Figures.Select(figure => Of($"""
            <div><dt>{figure.Label}</dt><dd>{figure.Value}</dd>{(figure.Note is null ? None : Of($"""<dd class="sure">{figure.Note}</dd>"""))}</div>
            """)))}</dl>""");

    public Markup Note(ReportBlock.Note block) => Of($"""<p class="note">{block.Text}</p>""");

    public Markup Definitions(ReportBlock.Definitions block) => Facts("definitions", block.Terms);

    public Markup Table(ReportBlock.Table block)
    {
        var weights = block.Columns.Sum(column => column.Weight);
        return Of($"""
            <div class="{(block.Rows.Length <= ShortTable ? "table short" : "table")}"><table>
            <caption>{block.Caption}</caption>
            <colgroup>{Join(block.Columns.Select(column => Of($"""<col width="{100 * column.Weight / weights}%">""")))}</colgroup>
            <thead><tr>{Join(block.Columns.Select(column => Of($"""<th scope="col" class="{Kind(column)}">{column.Header}</th>""")))}</tr></thead>
            <tbody>{Join(block.Rows.Select(row => TableRow(row, block)))}</tbody>
            </table>{Join(block.Footnotes.Select(footnote => Of($"""<p class="footnote">{footnote}</p>""")))}</div>
            """);
    }

    public Markup Figure(ReportBlock.Figure block) =>
        Of($"<figure><figcaption>{block.Caption}</figcaption>{PrintChart.Draw(block.Chart, block.AlternativeText)}</figure>");

    /// <summary>Paper cannot be unfolded.</summary>
    public Markup Details(ReportBlock.Details block) => Join(block.Blocks.Select(inner => inner.Render(this)));

    /// <summary>Labels with their values as a list of definitions.</summary>
    public static Markup Facts(string kind, IEnumerable<Fact> facts) =>
        Of($"""<dl class="{kind}">{Join(facts.Select(fact => Of($"""
            <div><dt>{fact.Label}</dt><dd>{fact.Value}{(fact.Note is null ? None : Of($"<small>{fact.Note}</small>"))}</dd></div>
            """)))}</dl>""");

    private static Markup TableRow(Row row, ReportBlock.Table table) =>
        Of($"""<tr{(row.IsGroup ? Of($" class=\"group\"") : None)}>{Join(row.Cells.Select((cell, i) => TableCell(cell, i, row, table)))}</tr>""");

    private static Markup TableCell(Cell cell, int position, Row row, ReportBlock.Table table)
    {
        var kind = Kind(table.Columns[position]) + (cell.IsStrong ? " strong" : "");
        if (position > 0) return Of($"""<td class="{kind}">{cell.Text}</td>""");
        // A group's heading alone in its row has the whole row.
        return row.Cells.Length == 1
            ? Of($"""<th scope="rowgroup" class="{kind}" colspan="{table.Columns.Length}">{cell.Text}</th>""")
            : Of($"""<th scope="row" class="{kind}">{cell.Text}</th>""");
    }

    private static string Kind(Column column) => column.IsNumber ? "number" : "text";
}
