using System.Collections.Immutable;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Designer;

/// <summary>The five ratings of the SERVQUAL family that the models use, with wordings to begin from.</summary>
internal static class StandardBatteries
{
    /// <summary>In the order of asking: what is wished for before what is met.</summary>
    public static ImmutableArray<string> Order { get; } = ["minimum", "desired", "expectation", "ideal", "perception"];

    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["minimum"] = "M",
        ["desired"] = "D",
        ["expectation"] = "E",
        ["ideal"] = "I",
        ["perception"] = "P",
    };

    /// <summary>A battery with its usual title and instruction, and a prefix of columns that nothing else in the questionnaire has.</summary>
    public static Battery New(string id, Questionnaire questionnaire)
    {
        var taken = questionnaire.Batteries.Where(battery => battery.Id != id).Select(battery => battery.Prefix)
            .Append(questionnaire.Importance?.Prefix).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var prefix = new[] { Prefixes[id], Prefixes[id] + "_", Prefixes[id] + "x" }.First(candidate => !taken.Contains(candidate));
        return new(id, prefix, DefaultText.Of("Battery." + id), DefaultText.Of("Battery." + id + ".Instruction"));
    }
}

/// <summary>Texts of the designer in every language of the product, for what it adds to a questionnaire.</summary>
internal static class DefaultText
{
    public static LocalizedText Of(string key) =>
        new(Language.All.Reverse().Select(language => KeyValuePair.Create(language.Tag, new Texts<DesignerText>(language)[key])));
}
