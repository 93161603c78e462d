using Spectre.Console;
using Spectre.Console.Rendering;

namespace Survey.Web.Commands;

/// <summary>Tables on standard output: as wide as the terminal; plain, and as wide as they need, in a file or a pipe.</summary>
internal sealed class TerminalTables
{
    private const int WidthOfFiles = 400;
    private readonly IAnsiConsole _console;

    public TerminalTables(TextWriter output, bool isPlain)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = isPlain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (isPlain) _console.Profile.Width = WidthOfFiles;
    }

    /// <summary>A table whose first column stands at the start and whose others, as numbers do, at the end.</summary>
    public static Table New(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)) { Padding = new Padding(1, 0), NoWrap = false });
        return table;
    }

    /// <summary>The columns from this one on hold numbers.</summary>
    public static Table WithNumbersFrom(Table table, int first)
    {
        foreach (var column in table.Columns.Skip(first))
        {
            column.Alignment = Justify.Right;
            column.NoWrap = true;
        }
        return table;
    }

    public static void Row(Table table, params ReadOnlySpan<string> cells)
    {
        var row = new IRenderable[cells.Length];
        for (var i = 0; i < row.Length; i++) row[i] = new Text(cells[i]);
        table.AddRow(row);
    }

    public void Heading(string text)
    {
        _console.WriteLine();
        _console.Write(new Text(text, new Style(decoration: Decoration.Bold)));
        _console.WriteLine();
    }

    public void Line(string text) => _console.WriteLine(text);

    public void Write(Table table) => _console.Write(table);
}
