using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>What the author of a version says that a changed text is.</summary>
public enum TextEdit
{
    /// <summary>A slip was mended; the question asks the same. Answers stay comparable.</summary>
    Typo,

    /// <summary>Other words for the same question. Answers stay comparable.</summary>
    Wording,

    /// <summary>The question asks something else from now on. Answers are not comparable.</summary>
    Meaning,
}

/// <summary>Whose text changed.</summary>
public enum EditedText
{
    /// <summary>An item's wording.</summary>
    Item,

    /// <summary>An outcome question.</summary>
    Outcome,

    /// <summary>The title or instruction of a battery, which stands above every item.</summary>
    Battery,

    /// <summary>The labels of the items' scale.</summary>
    Scale,
}

/// <summary>A text before and after.</summary>
public sealed record TextPair(LocalizedText Older, LocalizedText Newer);

/// <summary>What two versions say differently in a language that both have, of one item, outcome, battery or scale.</summary>
/// <param name="Kind">Whose it is.</param>
/// <param name="Id">The id of the item, outcome or battery; empty for the scale.</param>
/// <param name="Texts">Its texts that differ: an item may have one per battery, a battery a title and an instruction, a scale many labels.</param>
/// <param name="IsSpacing">Whether nothing but spaces differs, half-spaces included: that is a typo by itself, and nobody has to say so.</param>
public sealed record ChangedText(EditedText Kind, string Id, ImmutableArray<TextPair> Texts, bool IsSpacing)
{
    /// <summary>The name under which its class is declared, unique among the changes.</summary>
    public string Key => Id.Length == 0 ? Name : $"{Name}.{Id}";

    private string Name => Kind switch { EditedText.Item => "item", EditedText.Outcome => "outcome", EditedText.Battery => "battery", _ => "scale" };
}

/// <summary>
/// The edits from one version of a questionnaire to the next: which texts changed, and the meanings (<see cref="Item.Meaning"/>) that follow from what
/// their author says of them. What is no text (items added or removed, ends of a scale) needs no class: <see cref="VersionComparability"/> sees it.
/// </summary>
public static class VersionEdits
{
    /// <summary>The texts that changed: scale, batteries, items and outcomes, each in the order of the newer version.</summary>
    public static ImmutableArray<ChangedText> Between(Questionnaire older, Questionnaire newer) =>
    [
        .. Labels(older.Scale, newer.Scale),
        .. newer.Batteries.SelectMany(battery => older.Batteries.FirstOrDefault(before => before.Id == battery.Id) is { } before
            ? Together(EditedText.Battery, battery.Id, [(before.Title, battery.Title), (before.Instruction, battery.Instruction)]) : []),
        .. newer.Items.SelectMany(item => older.Items.FirstOrDefault(before => before.Id == item.Id) is { } before
            ? Together(EditedText.Item, item.Id, Common(older, newer).Select(battery => ((LocalizedText?)before.TextIn(battery), (LocalizedText?)item.TextIn(battery)))) : []),
        .. newer.Outcomes.SelectMany(outcome => older.Outcomes.FirstOrDefault(before => before.Id == outcome.Id) is { } before
            ? Together(EditedText.Outcome, outcome.Id, [(before.Text, outcome.Text)]) : []),
    ];

    /// <summary>
    /// The newer version with the meanings that the declared edits give it. An unchanged text keeps its meaning, a typo and another wording keep it
    /// and say so, another meaning raises it; a change that nothing is declared about has no meaning. What the newer version itself says about the
    /// meaning of a question that the older one asks does not count.
    /// </summary>
    /// <param name="older">The version before.</param>
    /// <param name="newer">The version to be.</param>
    /// <param name="declared">The class of each change by its <see cref="ChangedText.Key"/>.</param>
    public static Questionnaire Declare(Questionnaire older, Questionnaire newer, IReadOnlyDictionary<string, TextEdit> declared)
    {
        var changes = Between(older, newer);
        var isAllNew = changes.Any(change => change.Kind is EditedText.Scale or EditedText.Battery && EditOf(change, declared) == TextEdit.Meaning);
        var own = changes.ToDictionary(change => change.Key, StringComparer.Ordinal);
        return newer with
        {
            Dimensions = [.. newer.Dimensions.Select(dimension => dimension with { Items = [.. dimension.Items.Select(WithMeaning)] })],
            Outcomes = [.. newer.Outcomes.Select(outcome => older.Outcomes.FirstOrDefault(before => before.Id == outcome.Id) is { } before
                ? outcome with { Meaning = MeaningOf(before.Meaning, own.GetValueOrDefault($"outcome.{outcome.Id}"), false) } : outcome)],
        };

        Item WithMeaning(Item item) => older.Items.FirstOrDefault(before => before.Id == item.Id) is { } before
            ? item with { Meaning = MeaningOf(before.Meaning, own.GetValueOrDefault($"item.{item.Id}"), isAllNew) } : item;

        int? MeaningOf(int? before, ChangedText? change, bool isNew)
        {
            var edit = change is null ? null : EditOf(change, declared);
            if (isNew || edit == TextEdit.Meaning) return (before ?? 1) + 1;
            return change is null ? before : edit is null ? null : before ?? 1;
        }
    }

    /// <summary>The class of a change: what is declared, a typo where only spaces differ, null where nothing is known.</summary>
    public static TextEdit? EditOf(ChangedText change, IReadOnlyDictionary<string, TextEdit> declared) =>
        declared.TryGetValue(change.Key, out var edit) ? edit : change.IsSpacing ? TextEdit.Typo : null;

    private static IEnumerable<string> Common(Questionnaire older, Questionnaire newer) =>
        older.Batteries.Select(battery => battery.Id).Intersect(newer.Batteries.Select(battery => battery.Id));

    private static IEnumerable<ChangedText> Labels(RatingScale older, RatingScale newer) =>
        Together(EditedText.Scale, "", newer.Labels.Select(label => (older.Labels.GetValueOrDefault(label.Key), (LocalizedText?)label.Value)));

    /// <summary>The texts of one thing as one change; none when none of them differs.</summary>
    private static IEnumerable<ChangedText> Together(EditedText kind, string id, IEnumerable<(LocalizedText? Older, LocalizedText? Newer)> texts)
    {
        ImmutableArray<TextPair> changed =
        [
            .. texts.Where(text => text is { Older: not null, Newer: not null } && Differ(text.Older, text.Newer, static written => written.Trim()))
                .Select(text => new TextPair(text.Older!, text.Newer!)).Distinct(),
        ];
        if (changed.Length > 0) yield return new ChangedText(kind, id, changed, !changed.Any(text => Differ(text.Older, text.Newer, WithoutSpaces)));
    }

    private static bool Differ(LocalizedText older, LocalizedText newer, Func<string, string> form)
    {
        var common = older.Languages.Intersect(newer.Languages).ToArray();
        return common.Length == 0 || common.Any(language => form(older.In(language)) != form(newer.In(language)));
    }

    // A zero-width non-joiner is the half-space of Persian.
    private static string WithoutSpaces(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character) && character != '\u200C'));
}
