using System.Buffers;

namespace Survey.Scoring.Instrument;

/// <summary>What a questionnaire file may hold: far above what people ask, low enough that no file can exhaust the machine.</summary>
public static class QuestionnaireLimits
{
    /// <summary>The largest file, in bytes.</summary>
    public const int FileBytes = 16 * 1024 * 1024;

    /// <summary>The most points on a rating scale: positions 1 … 253 fit the answer byte beside its three special codes.</summary>
    public const int ScalePoints = 253;

    /// <summary>The largest absolute value of a point.</summary>
    public const int ScaleEnd = 1_000_000;

    /// <summary>Every point of a scale up to this size needs a label; of a longer one only the two ends.</summary>
    public const int FullyLabelledPoints = 9;

    /// <summary>The most batteries.</summary>
    public const int Batteries = 20;

    /// <summary>The most dimensions.</summary>
    public const int Dimensions = 200;

    /// <summary>The most items over all dimensions.</summary>
    public const int Items = 10_000;

    /// <summary>The most outcomes.</summary>
    public const int Outcomes = 100;

    /// <summary>The fewest points of a question whose two best answers are counted: with three, the middle one would be among them.</summary>
    public const int SatisfactionPoints = 4;

    /// <summary>The most questions beside the instrument.</summary>
    public const int Questions = 500;

    /// <summary>The most terms of a condition, and values of a term.</summary>
    public const int ConditionTerms = 200;

    /// <summary>The most attributes.</summary>
    public const int Attributes = 100;

    /// <summary>The most options of one attribute.</summary>
    public const int Options = 10_000;

    /// <summary>The most languages of one text.</summary>
    public const int Languages = 50;

    /// <summary>The most models.</summary>
    public const int Models = 50;

    /// <summary>The longest id, in characters.</summary>
    public const int IdLength = 64;

    /// <summary>The longest column prefix, in characters.</summary>
    public const int PrefixLength = 16;

    /// <summary>The longest value of an attribute's option, in characters.</summary>
    public const int OptionLength = 200;

    /// <summary>The longest text in one language, in characters.</summary>
    public const int TextLength = 10_000;

    /// <summary>The largest number of an item's meaning.</summary>
    public const int Meaning = 1_000_000;

    /// <summary>The largest number of importance points.</summary>
    public const int ImportanceTotal = 1_000_000;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly SearchValues<char> PrefixCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Whether an id is well-formed: 1 to 64 Latin letters, digits, hyphens, underscores and full stops, a letter or digit first.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= IdLength && char.IsAsciiLetterOrDigit(id[0]) && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>Whether the id of a questionnaire is well-formed: lower-case Latin letters, digits and hyphens, a letter or digit first.</summary>
    public static bool IsQuestionnaireId(string id) =>
        id.Length is > 0 and <= IdLength && id[0] != '-' && !id.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Whether a column prefix is well-formed: a Latin letter, then up to 15 letters, digits and underscores.</summary>
    public static bool IsPrefix(string prefix) =>
        prefix.Length is > 0 and <= PrefixLength && char.IsAsciiLetter(prefix[0]) && !prefix.AsSpan().ContainsAnyExcept(PrefixCharacters);

    /// <summary>Whether a language tag is well-formed: <c>en</c>, <c>fa</c>, <c>pt-BR</c>.</summary>
    public static bool IsLanguageTag(string tag)
    {
        var first = true;
        foreach (var range in tag.AsSpan().Split('-'))
        {
            var part = tag.AsSpan(range);
            if (first ? part.Length is not (2 or 3) || part.ContainsAnyExceptInRange('a', 'z') : part.Length is 0 or > 8) return false;
            foreach (var character in part)
                if (!char.IsAsciiLetterOrDigit(character)) return false;
            first = false;
        }
        return !first && tag.Length <= 35;
    }
}
