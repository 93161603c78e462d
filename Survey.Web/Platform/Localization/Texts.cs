using System.Globalization;
using System.Resources;

namespace Survey.Web.Platform.Localization;

/// <summary>The texts of one feature: the resources beside the marker class <typeparamref name="TMarker"/>, in the request's language or (<c>new Texts&lt;X&gt;(language)</c>) in a given one.</summary>
/// <remarks>Numbers among the arguments come out in the language's digits. A missing key is an error, not a silent key on the page.</remarks>
internal sealed class Texts<TMarker>(Language? language = null)
{
    private static readonly ResourceManager Resources = new(typeof(TMarker));

    /// <summary>For dependency injection: the language of the request.</summary>
    public Texts() : this(null)
    {
    }

    public Language Language => language ?? Language.Current;

    public string this[string key] => Resources.GetString(key, Language.Culture)
        ?? throw new MissingManifestResourceException($"{typeof(TMarker).Name} has no text '{key}'.");

    /// <summary>The text, or null where there is none: for names that only some codes have.</summary>
    public string? Find(string key) => Resources.GetString(key, Language.Culture);

    public string this[string key, params object?[] arguments] => string.Format(new LanguageFormat(Language), this[key], arguments);

    private sealed class LanguageFormat(Language language) : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            int number => language.Integer(number),
            long number => language.Integer(number),
            double number => language.Decimal(number, format is ['F', var places] ? places - '0' : 2),
            IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
            _ => arg?.ToString() ?? "",
        };
    }
}
