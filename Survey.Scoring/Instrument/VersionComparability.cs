using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>An item, or an outcome question, that differs between two versions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Change">How it differs.</param>
/// <param name="Older">Its wording in the older version; null where it was not asked.</param>
/// <param name="Newer">Its wording in the newer version; null where it is not asked.</param>
public sealed record ItemDifference(string Id, ItemChange Change, LocalizedText? Older, LocalizedText? Newer);

/// <summary>
/// Which figures of two versions of a questionnaire may be compared. An item is comparable when its id, the scale and the reversal agree
/// and the wording is the same, or the newer version declares with <c>meaning</c> that it still means the same (an older version that
/// declares nothing has the meaning 1). A dimension is comparable when it has the same items in both versions and all of them are; the
/// overall score when all dimensions are.
/// </summary>
public sealed class VersionComparability
{
    private readonly Questionnaire _older;
    private readonly Questionnaire _newer;
    private readonly Dictionary<string, ItemChange> _items;
    private readonly Dictionary<string, ItemChange> _outcomes;

    private VersionComparability(Questionnaire older, Questionnaire newer)
    {
        (_older, _newer) = (older, newer);
        var (olderItems, newerItems) = (older.Items.ToDictionary(item => item.Id), newer.Items.ToDictionary(item => item.Id));
        _items = olderItems.Keys.Union(newerItems.Keys).ToDictionary(id => id, id => Change(olderItems.GetValueOrDefault(id), newerItems.GetValueOrDefault(id)));
        var (olderOutcomes, newerOutcomes) = (older.Outcomes.ToDictionary(outcome => outcome.Id), newer.Outcomes.ToDictionary(outcome => outcome.Id));
        _outcomes = olderOutcomes.Keys.Union(newerOutcomes.Keys).ToDictionary(id => id, id => Change(olderOutcomes.GetValueOrDefault(id), newerOutcomes.GetValueOrDefault(id)));
        Items = [.. newer.Items.Select(item => item.Id).Union(older.Items.Select(item => item.Id)).Where(id => _items[id] != ItemChange.None)
            .Select(id => new ItemDifference(id, _items[id], olderItems.GetValueOrDefault(id)?.Text, newerItems.GetValueOrDefault(id)?.Text))];
        Outcomes = [.. newer.Outcomes.Select(outcome => outcome.Id).Union(older.Outcomes.Select(outcome => outcome.Id)).Where(id => _outcomes[id] != ItemChange.None)
            .Select(id => new ItemDifference(id, _outcomes[id], olderOutcomes.GetValueOrDefault(id)?.Text, newerOutcomes.GetValueOrDefault(id)?.Text))];
    }

    /// <summary>The items that differ, in the order of the newer version, then those that it dropped.</summary>
    public ImmutableArray<ItemDifference> Items { get; }

    /// <summary>The outcome questions that differ.</summary>
    public ImmutableArray<ItemDifference> Outcomes { get; }

    /// <summary>Whether nothing that differs breaks a comparison.</summary>
    public bool IsWhole => _items.Values.Concat(_outcomes.Values).All(IsComparable)
        && _newer.Dimensions.Select(dimension => dimension.Id).Union(_older.Dimensions.Select(dimension => dimension.Id)).All(Dimension);

    /// <summary>Two versions in either order: the one with the higher version number is the newer, of two equal ones the second.</summary>
    public static VersionComparability Of(Questionnaire first, Questionnaire second) => first.Version > second.Version ? new(second, first) : new(first, second);

    /// <summary>Whether an item's answers mean the same in both versions; false when one of them does not ask it.</summary>
    public bool Item(string id) => _items.TryGetValue(id, out var change) && IsComparable(change);

    /// <summary>Whether an outcome question means the same in both versions.</summary>
    public bool Outcome(string id) => _outcomes.TryGetValue(id, out var change) && IsComparable(change);

    /// <summary>Whether a dimension's scores mean the same in both versions.</summary>
    public bool Dimension(string id) =>
        Find(_older, id) is { } older && Find(_newer, id) is { } newer
        && older.Items.Select(item => item.Id).ToHashSet().SetEquals(newer.Items.Select(item => item.Id)) && newer.Items.All(item => Item(item.Id));

    /// <summary>Whether the overall scores mean the same in both versions.</summary>
    public bool Overall => _older.Dimensions.Length == _newer.Dimensions.Length && _newer.Dimensions.All(dimension => Dimension(dimension.Id));

    /// <summary>Whether a change leaves answers comparable.</summary>
    public static bool IsComparable(ItemChange change) => change is ItemChange.None or ItemChange.WordingOnly or ItemChange.Batteries;

    private static Dimension? Find(Questionnaire questionnaire, string id) => questionnaire.Dimensions.FirstOrDefault(dimension => dimension.Id == id);

    private ItemChange Change(Item? older, Item? newer)
    {
        if (older is null) return ItemChange.Added;
        if (newer is null) return ItemChange.Removed;
        if (!SameEnds(_older.Scale, _newer.Scale)) return ItemChange.Scale;
        if (older.IsReversed != newer.IsReversed) return ItemChange.Reversal;
        if (newer.Meaning is { } meaning && meaning != (older.Meaning ?? 1)) return ItemChange.Meaning;
        var common = _older.Batteries.Select(battery => battery.Id).Intersect(_newer.Batteries.Select(battery => battery.Id)).ToArray();
        if (!common.All(battery => SameWording(older.TextIn(battery), newer.TextIn(battery))))
            return newer.Meaning is null ? ItemChange.WordingUndeclared : ItemChange.WordingOnly;
        return common.Length == _older.Batteries.Length && common.Length == _newer.Batteries.Length ? ItemChange.None : ItemChange.Batteries;
    }

    private static ItemChange Change(Outcome? older, Outcome? newer) =>
        older is null ? ItemChange.Added
        : newer is null ? ItemChange.Removed
        : !SameEnds(older.Scale, newer.Scale) ? ItemChange.Scale
        : newer.Meaning is { } meaning && meaning != (older.Meaning ?? 1) ? ItemChange.Meaning
        : SameWording(older.Text, newer.Text) ? ItemChange.None
        : newer.Meaning is null ? ItemChange.WordingUndeclared : ItemChange.WordingOnly;

    private static bool SameEnds(RatingScale older, RatingScale newer) => older.From == newer.From && older.To == newer.To;

    // A further language is no change; texts without a common language are not the same.
    private static bool SameWording(LocalizedText older, LocalizedText newer)
    {
        var common = older.Languages.Intersect(newer.Languages).ToArray();
        return common.Length > 0 && common.All(language => older.In(language).Trim() == newer.In(language).Trim());
    }
}
