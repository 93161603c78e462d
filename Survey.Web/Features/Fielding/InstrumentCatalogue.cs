using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>The instruments by the field of service that they are made for; those for any service stand first.</summary>
internal sealed class InstrumentCatalogue(InstrumentLibrary library)
{
    /// <summary>The field of instruments that suit any service, as an address names it.</summary>
    public const string AnyService = "any";

    private readonly List<InstrumentFile> _instruments = [.. library.All().Where(instrument => instrument.Questionnaire is not null)];

    /// <summary>The fields that there are, each as an address names it and as people read it (null: any service), in the order of the list.</summary>
    public IEnumerable<(string Key, LocalizedText? Name)> Fields => _instruments.Select(instrument => instrument.Questionnaire!.Field).DistinctBy(KeyOf)
        .OrderBy(name => name is null ? 0 : 1).ThenBy(KeyOf, StringComparer.Ordinal).Select(name => (KeyOf(name), name));

    /// <summary>The instruments of a field (all when empty) in whose texts every word stands, by field.</summary>
    public IEnumerable<(LocalizedText? Field, IReadOnlyList<InstrumentFile> Instruments)> Find(string words, string field)
    {
        var wanted = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PersianText.SearchKey).ToArray();
        return
            from known in Fields
            where field.Length == 0 || known.Key == field
            let found = _instruments.Where(instrument => KeyOf(instrument.Questionnaire!.Field) == known.Key && Holds(instrument, wanted))
                // The one that most people look for stands first.
                .OrderBy(instrument => instrument.Id == "servqual" ? 0 : 1).ThenBy(instrument => instrument.Id, StringComparer.Ordinal).ToList()
            where found.Count > 0
            select (known.Name, (IReadOnlyList<InstrumentFile>)found);
    }

    private static bool Holds(InstrumentFile instrument, string[] words)
    {
        if (words.Length == 0) return true;
        var questionnaire = instrument.Questionnaire!;
        var texts = questionnaire.Dimensions.Select(dimension => dimension.Title).Concat(questionnaire.Batteries.Select(battery => battery.Title)).Append(questionnaire.Title);
        if (questionnaire.Field is { } field) texts = texts.Append(field);
        var all = PersianText.SearchKey(string.Join(' ', texts.SelectMany(text => text.Texts).Select(text => text.Value).Append(questionnaire.Source).Append(instrument.Id)));
        return words.All(word => all.Contains(word, StringComparison.Ordinal));
    }

    private static string KeyOf(LocalizedText? field) => field is null ? AnyService : PersianText.SearchKey(field.In("en")).Replace(' ', '-');
}
