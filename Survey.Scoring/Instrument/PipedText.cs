using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Survey.Scoring.Instrument;

/// <summary>
/// A text into which attributes of the respondent are put: <c>{branch}</c> stands for the text of the branch, <c>{branch|this branch}</c> says what
/// stands there where it is not known. Braces around anything but an attribute's id are text.
/// </summary>
public static partial class PipedText
{
    /// <summary>The parts of a text in their order.</summary>
    /// <param name="text">The text in one language.</param>
    /// <param name="questionnaire">The questionnaire whose attributes may be named.</param>
    public static ImmutableArray<PipedPart> Parts(string text, Questionnaire questionnaire)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return [new(text, -1)];
        var parts = ImmutableArray.CreateBuilder<PipedPart>();
        var end = 0;
        foreach (Match match in Placeholder().Matches(text))
        {
            if (IndexOf(match.Groups["id"].Value, questionnaire) is not (>= 0 and var attribute)) continue;
            if (match.Index > end) parts.Add(new(text[end..match.Index], -1));
            parts.Add(new(match.Groups["otherwise"].Value, attribute));
            end = match.Index + match.Length;
        }
        if (end < text.Length) parts.Add(new(text[end..], -1));
        return parts.ToImmutable();
    }

    /// <summary>The ids between braces in a text, whether or not an attribute has them.</summary>
    public static IEnumerable<string> Names(string text) => Placeholder().Matches(text).Select(match => match.Groups["id"].Value);

    /// <summary>The text for people who look at results: what stands where the attribute is not known, else its name, in brackets.</summary>
    public static string Plain(string text, Questionnaire questionnaire, string language) => string.Concat(Parts(text, questionnaire).Select(part =>
        part.Attribute < 0 ? part.Text : part.Text.Length > 0 ? part.Text : $"[{questionnaire.Attributes[part.Attribute].Text.In(language)}]"));

    private static int IndexOf(string id, Questionnaire questionnaire)
    {
        for (var k = 0; k < questionnaire.Attributes.Length; k++)
            if (questionnaire.Attributes[k].Id == id) return k;
        return -1;
    }

    [GeneratedRegex(@"\{(?<id>[A-Za-z0-9][A-Za-z0-9._-]{0,63})(?:\|(?<otherwise>[^{}|]*))?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>A part of a text.</summary>
/// <param name="Text">The text itself, or what stands for an attribute that is not known.</param>
/// <param name="Attribute">The attribute's place in the file; −1 for a part that is text.</param>
public readonly record struct PipedPart(string Text, int Attribute);
