using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Sheet = Survey.Scoring.Instrument.Exchange.Sheet;

namespace Survey.Web.Platform.Spreadsheets;

/// <summary>Sheets of text as an .xlsx file, and back. Cells are read one after the other, never as a tree, and only so many.</summary>
internal static partial class WorkbookFile
{
    /// <summary>More cells than any questionnaire has; a small file can claim billions.</summary>
    public const int MostCells = 2_000_000;

    private const long MostCharacters = 48 * 1024 * 1024;
    private const uint BoldFormat = 1, TextFormat = 2;
    private const double NarrowColumn = 16, WideColumn = 50;
    private const int WideFrom = 24;

    /// <summary>The sheets of a file.</summary>
    /// <exception cref="WorkbookException">The file is no spreadsheet of this format, or holds too much.</exception>
    public static ImmutableArray<Sheet> Read(Stream file)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(file, isEditable: false, new OpenSettings { MaxCharactersInPart = MostCharacters });
            var workbook = document.WorkbookPart ?? throw new WorkbookException(isTooLarge: false);
            var texts = SharedTexts(workbook);
            var left = MostCells;
            return
            [
                .. workbook.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>()
                    .Where(sheet => sheet.Id?.Value is { } id && workbook.TryGetPartById(id, out var part) && part is WorksheetPart)
                    .Select(sheet => new Sheet(sheet.Name?.Value ?? "", Rows((WorksheetPart)workbook.GetPartById(sheet.Id!.Value!), texts, ref left))),
            ];
        }
        catch (Exception exception) when (exception is OpenXmlPackageException or FileFormatException or XmlException or InvalidDataException or IOException
            or InvalidOperationException or ArgumentException or FormatException or OverflowException or NotSupportedException or UriFormatException or KeyNotFoundException)
        {
            throw new WorkbookException(isTooLarge: false, exception);
        }
    }

    /// <summary>Writes the sheets; the first row of each is bold and stays in view.</summary>
    public static byte[] Write(ImmutableArray<Sheet> sheets)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var list = new Sheets();
            workbook.Workbook = new Workbook(list);
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            foreach (var (index, sheet) in sheets.Index())
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                Write(part, sheet);
                list.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)index + 1, Name = sheet.Name });
            }
        }
        return file.ToArray();
    }

    private static List<string> SharedTexts(WorkbookPart workbook)
    {
        var texts = new List<string>();
        if (workbook.SharedStringTablePart is not { } part) return texts;
        using var reader = OpenXmlReader.Create(part);
        long characters = 0;
        while (reader.Read())
        {
            if (reader.ElementType != typeof(SharedStringItem) || !reader.IsStartElement) continue;
            var text = TextOf((SharedStringItem)reader.LoadCurrentElement()!);
            if ((characters += text.Length) > MostCharacters || texts.Count >= MostCells) throw new WorkbookException(isTooLarge: true);
            texts.Add(text);
        }
        return texts;
    }

    private static ImmutableArray<ImmutableArray<string>> Rows(WorksheetPart part, List<string> texts, ref int left)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var cells = new List<string>();
        var number = 0;
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                End(ref left);
                var given = reader.Attributes.FirstOrDefault(attribute => attribute.LocalName == "r").Value;
                number = given is null ? number + 1 : int.Parse(given, NumberStyles.None, CultureInfo.InvariantCulture);
            }
            else if (reader.ElementType == typeof(Cell) && reader.IsStartElement)
            {
                var cell = (Cell)reader.LoadCurrentElement()!;
                var column = ColumnOf(cell.CellReference?.Value) ?? cells.Count;
                var text = TextOf(cell, texts);
                if (text.Length == 0 || column < cells.Count) continue;
                if ((left -= column - cells.Count + 1) < 0) throw new WorkbookException(isTooLarge: true);
                while (cells.Count < column) cells.Add("");
                cells.Add(text);
            }
        }
        End(ref left);
        return rows.ToImmutable();

        // Rows without content in between keep their places; those at the end are none.
        void End(ref int left)
        {
            if (cells.Count == 0) return;
            if (number <= rows.Count) number = rows.Count + 1;
            if ((left -= Math.Max(0, number - rows.Count)) < 0) throw new WorkbookException(isTooLarge: true);
            while (rows.Count < number - 1) rows.Add([]);
            rows.Add([.. cells]);
            cells.Clear();
        }
    }

    private static string TextOf(Cell cell, List<string> texts)
    {
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType is null || cell.DataType == CellValues.Number)
            return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == Math.Floor(number) && Math.Abs(number) < 1e15
                ? number.ToString("0", CultureInfo.InvariantCulture) : value;
        if (cell.DataType == CellValues.SharedString) return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count ? texts[index] : "";
        if (cell.DataType == CellValues.InlineString) return cell.InlineString is { } inline ? TextOf(inline) : "";
        if (cell.DataType == CellValues.Boolean) return value == "1" ? "TRUE" : "FALSE";
        return cell.DataType == CellValues.Error ? "" : Unescaped(value);
    }

    // Reading aids of Japanese texts stand beside them and are no part of them.
    private static string TextOf(OpenXmlCompositeElement rich) =>
        Unescaped(string.Concat(rich.Elements<Text>().Select(text => text.Text).Concat(rich.Elements<Run>().SelectMany(run => run.Elements<Text>()).Select(text => text.Text))));

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            column = column * 26 + (letter - 'A' + 1);
            if (column > 16_384) throw new InvalidDataException("The column is beyond the last one of a sheet.");
        }
        return column == 0 ? null : column - 1;
    }

    private static void Write(WorksheetPart part, Sheet sheet)
    {
        var columns = sheet.Rows.Select(row => row.Length).DefaultIfEmpty(1).Max();
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Worksheet());
        writer.WriteElement(new SheetViews(new SheetView(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen }) { WorkbookViewId = 0 }));
        writer.WriteElement(new Columns(Enumerable.Range(0, columns).Select(column => new Column
        {
            Min = (uint)column + 1,
            Max = (uint)column + 1,
            Width = sheet.Rows.Any(row => column < row.Length && row[column].Length > WideFrom) ? WideColumn : NarrowColumn,
            CustomWidth = true,
        })));
        writer.WriteStartElement(new SheetData());
        foreach (var (index, cells) in sheet.Rows.Index())
        {
            writer.WriteStartElement(new Row { RowIndex = (uint)index + 1 });
            foreach (var (column, text) in cells.Index().Where(cell => cell.Item.Length > 0))
            {
                writer.WriteElement(new Cell(new InlineString(new Text(Escaped(text)) { Space = SpaceProcessingModeValues.Preserve }))
                {
                    CellReference = Sheet.Cell("", index, column),
                    DataType = CellValues.InlineString,
                    StyleIndex = index == 0 ? BoldFormat : TextFormat,
                });
            }
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    // Text format keeps a spreadsheet program from turning 01 into 1.
    private static Stylesheet Styles() => new(
        new DocumentFormat.OpenXml.Spreadsheet.Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true, NumberFormatId = 49, ApplyNumberFormat = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { NumberFormatId = 49, ApplyNumberFormat = true, ApplyAlignment = true }));

    // _x000D_ stands for a character that XML cannot hold or would change, _x005F_ for the underscore before such a code.
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var isEscape = character == '_' && EscapeForm().IsMatch(text.AsSpan(i, Math.Min(7, text.Length - i)));
            if (isEscape || character is '\r' or '\uFFFE' or '\uFFFF' || (character < ' ' && character is not ('\t' or '\n'))) escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)character:X4}_");
            else escaped.Append(character);
        }
        return escaped.ToString();
    }

    private static string Unescaped(string text) => text.Contains("_x", StringComparison.Ordinal)
        ? EscapeForm().Replace(text, match => ((char)int.Parse(match.ValueSpan[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString())
        : text;

    [GeneratedRegex("_x[0-9A-Fa-f]{4}_")]
    private static partial Regex EscapeForm();
}

/// <summary>A file cannot be read as a spreadsheet.</summary>
internal sealed class WorkbookException(bool isTooLarge, Exception? inner = null) : Exception(isTooLarge ? "The spreadsheet holds too many cells." : "The file is no spreadsheet.", inner)
{
    /// <summary>Whether it holds too much; otherwise it is damaged or of another format.</summary>
    public bool IsTooLarge => isTooLarge;
}
