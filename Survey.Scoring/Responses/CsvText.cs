using System.Globalization;
using System.Text;

namespace Survey.Scoring.Responses;

/// <summary>What a cell says: numbers in Latin, Persian or Arabic digits, texts, and names that are compared tolerantly.</summary>
internal static class CsvText
{
    /// <summary>The cell without spaces, tabs, no-break spaces, half-spaces and direction marks at its ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> cell)
    {
        while (SpaceAtStart(cell) is > 0 and var length) cell = cell[length..];
        while (SpaceAtEnd(cell) is > 0 and var length) cell = cell[..^length];
        return cell;
    }

    /// <summary>Whether reading an unquoted cell would take something off its ends.</summary>
    public static bool NeedsQuotesForSpace(ReadOnlySpan<byte> cell) => SpaceAtStart(cell) > 0 || SpaceAtEnd(cell) > 0;

    public static int SpaceAtStart(ReadOnlySpan<byte> cell) => cell switch
    {
        [(byte)' ' or (byte)'\t', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0x8C or 0x8E or 0x8F, ..] or [0xEF, 0xBB, 0xBF, ..] => 3,
        _ => 0,
    };

    public static int SpaceAtEnd(ReadOnlySpan<byte> cell) => cell switch
    {
        [.., (byte)' ' or (byte)'\t'] => 1,
        [.., 0xC2, 0xA0] => 2,
        [.., 0xE2, 0x80, 0x8C or 0x8E or 0x8F] or [.., 0xEF, 0xBB, 0xBF] => 3,
        _ => 0,
    };

    /// <summary>Writes a number's characters as ASCII (digits, sign, decimal point); -1 when there are others or too many.</summary>
    public static int ToAscii(ReadOnlySpan<byte> cell, Span<byte> ascii, ref bool hasOtherDigits)
    {
        var length = 0;
        while (!cell.IsEmpty)
        {
            if (length == ascii.Length) return -1;
            var (character, size) = cell switch
            {
                [< 0x80, ..] => (cell[0], 1),
                [0xDB, >= 0xB0 and <= 0xB9, ..] => ((byte)('0' + (cell[1] - 0xB0)), 2),
                [0xD9, >= 0xA0 and <= 0xA9, ..] => ((byte)('0' + (cell[1] - 0xA0)), 2),
                [0xD9, 0xAB, ..] => ((byte)'.', 2),
                [0xE2, 0x88, 0x92, ..] => ((byte)'-', 3),
                _ => ((byte)0, 0),
            };
            if (size == 0) return -1;
            hasOtherDigits |= size == 2;
            ascii[length++] = character;
            cell = cell[size..];
        }
        return length;
    }

    /// <summary>A name as it is compared when the exact one is not there: Latin digits, lower case, one kind of ye and kaf, no spaces at the ends.</summary>
    public static string Fold(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormC))
            folded.Append(character switch
            {
                >= '۰' and <= '۹' => (char)('0' + (character - '۰')),
                >= '٠' and <= '٩' => (char)('0' + (character - '٠')),
                'ي' or 'ى' => 'ی',
                'ك' => 'ک',
                '\u00A0' or '\u200C' => ' ',
                '\u200E' or '\u200F' or '\uFEFF' => '\0',
                _ => char.ToLower(character, CultureInfo.InvariantCulture),
            });
        return folded.Replace("\0", "").ToString().Trim();
    }

    /// <summary>Line breaks in a piece of a file: CR LF, LF or CR alone.</summary>
    public static int LineBreaks(ReadOnlySpan<byte> piece)
    {
        var breaks = piece.Count((byte)'\n');
        var carriageReturns = piece.Count((byte)'\r');
        if (carriageReturns == 0) return breaks;
        return breaks + carriageReturns - piece.Count("\r\n"u8);
    }
}
