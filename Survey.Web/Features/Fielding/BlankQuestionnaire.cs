using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Storage;

namespace Survey.Web.Features.Fielding;

/// <summary>
/// What a survey that begins with nothing asks: perceptions on the labelled scale of SERVPERF, and one dimension with one item whose texts are to be
/// replaced. Such a placeholder is not published.
/// </summary>
internal static class BlankQuestionnaire
{
    private const string Id = "own-questionnaire", Template = "servperf";

    /// <summary>A questionnaire to begin with.</summary>
    public static Questionnaire Of(InstrumentLibrary library)
    {
        var template = library.Find(Template)?.Questionnaire ?? throw new InvalidOperationException($"The instrument {Template} is not beside the program.");
        return template with
        {
            Id = Id,
            Version = 1,
            Field = null,
            Source = "",
            Dimensions = [new Dimension("dimension-1", Text("Blank.Dimension"), null, [new Item("1", ImmutableDictionary<string, LocalizedText>.Empty.Add("", Text("Blank.Item")), false)])],
            Importance = null,
            Outcomes = [],
            Attributes = [],
            Models = [Template],
        };
    }

    /// <summary>Where in a questionnaire the texts of the placeholder still stand, as JSON paths, and what stands there.</summary>
    public static IEnumerable<(string Path, LocalizedText Text)> Placeholders(Questionnaire questionnaire)
    {
        var (dimension, item) = (Text("Blank.Dimension"), Text("Blank.Item"));
        foreach (var (d, own) in questionnaire.Dimensions.Index())
        {
            if (Holds(own.Title, dimension)) yield return ($"$.dimensions[{d}].title", dimension);
            foreach (var (i, asked) in own.Items.Index())
                if (asked.Texts.Values.Any(text => Holds(text, item))) yield return ($"$.dimensions[{d}].items[{i}].text", item);
        }
    }

    private static bool Holds(LocalizedText text, LocalizedText placeholder) => text.Texts.Any(own => placeholder.Find(own.Key) == own.Value);

    private static LocalizedText Text(string key) =>
        new(Language.All.Select(language => KeyValuePair.Create(language.Tag, new Texts<FieldingText>(language)[key])));
}
