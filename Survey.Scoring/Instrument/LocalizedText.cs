using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>One text in several languages: language tag (<c>en</c>, <c>fa</c>) to string, in file order.</summary>
public sealed class LocalizedText
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _texts;

    /// <summary>Creates a text from its languages; a tag may stand once.</summary>
    /// <exception cref="ArgumentException">A language tag stands twice.</exception>
    public LocalizedText(IEnumerable<KeyValuePair<string, string>> texts)
    {
        _texts = [.. texts];
        if (_texts.Select(text => text.Key).Distinct(StringComparer.Ordinal).Count() != _texts.Length)
            throw new ArgumentException("A language tag stands twice.", nameof(texts));
    }

    /// <summary>The languages and their strings, in file order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts => _texts;

    /// <summary>The tags of the languages in which the text exists and is not blank.</summary>
    public IEnumerable<string> Languages => _texts.Where(text => !string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key);

    /// <summary>The text in a language; where it is missing or blank, in English, then in the first language; empty if there is none.</summary>
    public string In(string language) => Find(language) ?? Find("en") ?? (_texts.Length > 0 ? _texts[0].Value : "");

    /// <summary>The text in exactly this language, or null where it is missing or blank.</summary>
    public string? Find(string language)
    {
        foreach (var (tag, text) in _texts)
            if (tag == language && !string.IsNullOrWhiteSpace(text)) return text;
        return null;
    }

    /// <summary>The same text with one language set (replaced or added), or removed when <paramref name="text"/> is null.</summary>
    public LocalizedText With(string language, string? text) =>
        new(_texts.Where(t => t.Key != language).Concat(text is null ? [] : [KeyValuePair.Create(language, text)]));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is LocalizedText other && _texts.SequenceEqual(other._texts);

    /// <inheritdoc/>
    public override int GetHashCode() => _texts.Length == 0 ? 0 : HashCode.Combine(_texts.Length, _texts[0]);

    /// <summary>The text in English, else in the first language; for debugging and messages.</summary>
    public override string ToString() => In("en");
}
