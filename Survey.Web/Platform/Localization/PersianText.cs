using System.Text;

namespace Survey.Web.Platform.Localization;

/// <summary>What typing in Persian asks for: digits of any kind are understood, and letters that look alike are found alike.</summary>
internal static class PersianText
{
    /// <summary>Persian and Arabic digits turned into Latin ones, as a program reads them.</summary>
    public static string LatinDigits(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text)
            result.Append(character switch
            {
                >= '۰' and <= '۹' => (char)('0' + (character - '۰')),
                >= '٠' and <= '٩' => (char)('0' + (character - '٠')),
                _ => character,
            });
        return result.ToString();
    }

    /// <summary>The form in which texts are compared in a search: ي/ی, ك/ک and digits alike, without half-spaces, vowel marks and case.</summary>
    public static string SearchKey(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in LatinDigits(text.Normalize(NormalizationForm.FormKC)))
        {
            switch (character)
            {
                case 'ي' or 'ى' or 'ئ': result.Append('ی'); break;
                case 'ك': result.Append('ک'); break;
                case 'ة' or 'ۀ': result.Append('ه'); break;
                case 'أ' or 'إ' or 'آ': result.Append('ا'); break;
                case 'ؤ': result.Append('و'); break;
                case '\u200C' or '\u200D' or 'ـ' or (>= '\u064B' and <= '\u0652'): break;
                default: result.Append(char.ToLowerInvariant(character)); break;
            }
        }
        return string.Join(' ', result.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
