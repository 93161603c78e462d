using System.Collections.Immutable;
using System.Text;

namespace Survey.Scoring.Instrument.Exchange;

/// <summary>Rows of cells between tabs; a cell in quotation marks may hold tabs, line breaks and doubled quotation marks.</summary>
internal static class TabSeparatedText
{
    public static ImmutableArray<ImmutableArray<string>> Rows(string text)
    {
        var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var row = ImmutableArray.CreateBuilder<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (isQuoted)
            {
                if (character != '"') cell.Append(character);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[++i]);
                else isQuoted = false;
            }
            else if (character == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (character is '\t' or '\n' or '\r')
            {
                if (character == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                End(character != '\t');
            }
            else
            {
                cell.Append(character);
            }
        }
        if (cell.Length > 0 || row.Count > 0) End(true);
        return rows.ToImmutable();

        void End(bool isRow)
        {
            row.Add(cell.ToString());
            cell.Clear();
            if (isRow) rows.Add(row.DrainToImmutable());
        }
    }
}
