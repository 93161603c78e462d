using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Designer;

/// <summary>What buttons do to a questionnaire: pure functions from one to the next. Ids are made once and stay, because responses hold them.</summary>
internal static class QuestionnaireEdits
{
    public static (Questionnaire Questionnaire, string Id) AddItem(Questionnaire questionnaire, NewIds ids, string dimension, LocalizedText text)
    {
        var item = new Item(ids.Item(questionnaire), ImmutableDictionary<string, LocalizedText>.Empty.Add("", text), IsReversed: false);
        return (InDimension(questionnaire, dimension, items => items.Add(item)), item.Id);
    }

    /// <summary>A copy behind the original.</summary>
    public static (Questionnaire Questionnaire, string Id) CopyItem(Questionnaire questionnaire, NewIds ids, string id)
    {
        var (dimension, item) = Find(questionnaire, id);
        var copy = item with { Id = ids.Item(questionnaire), Meaning = null };
        return (InDimension(questionnaire, dimension.Id, items => items.Insert(items.IndexOf(item) + 1, copy)), copy.Id);
    }

    public static Questionnaire DeleteItem(Questionnaire questionnaire, string id)
    {
        var (dimension, item) = Find(questionnaire, id);
        return InDimension(questionnaire, dimension.Id, items => items.Remove(item));
    }

    /// <summary>One place up (−1) or down (+1); beyond the end of its dimension into the neighbouring one.</summary>
    public static Questionnaire MoveItem(Questionnaire questionnaire, string id, int by)
    {
        var (dimension, item) = Find(questionnaire, id);
        var to = dimension.Items.IndexOf(item) + by;
        if (to >= 0 && to < dimension.Items.Length) return InDimension(questionnaire, dimension.Id, items => items.Remove(item).Insert(to, item));
        var neighbour = questionnaire.Dimensions.IndexOf(dimension) + by;
        if (neighbour < 0 || neighbour >= questionnaire.Dimensions.Length) return questionnaire;
        var without = InDimension(questionnaire, dimension.Id, items => items.Remove(item));
        return InDimension(without, questionnaire.Dimensions[neighbour].Id, items => by < 0 ? items.Add(item) : items.Insert(0, item));
    }

    /// <summary>To the end of another dimension.</summary>
    public static Questionnaire MoveItemTo(Questionnaire questionnaire, string id, string dimension)
    {
        var (from, item) = Find(questionnaire, id);
        return InDimension(InDimension(questionnaire, from.Id, items => items.Remove(item)), dimension, items => items.Add(item));
    }

    /// <summary>A wording of its own in every battery, the common one being the first of each.</summary>
    public static Questionnaire SplitItem(Questionnaire questionnaire, string id) => WithItem(questionnaire, id, item => item with
    {
        Texts = questionnaire.Batteries.ToImmutableDictionary(battery => battery.Id, battery => item.TextIn(battery.Id)),
    });

    /// <summary>One wording for all batteries: that of the perceptions.</summary>
    public static Questionnaire JoinItem(Questionnaire questionnaire, string id) =>
        WithItem(questionnaire, id, item => item with { Texts = ImmutableDictionary<string, LocalizedText>.Empty.Add("", item.Text) });

    public static (Questionnaire Questionnaire, string Id) AddDimension(Questionnaire questionnaire, NewIds ids, LocalizedText title, LocalizedText firstItem)
    {
        var id = ids.Dimension(questionnaire, title);
        var item = new Item(ids.Item(questionnaire), ImmutableDictionary<string, LocalizedText>.Empty.Add("", firstItem), IsReversed: false);
        return (questionnaire with { Dimensions = questionnaire.Dimensions.Add(new(id, title, null, [item])) }, id);
    }

    /// <summary>A copy with items of its own behind the original.</summary>
    public static (Questionnaire Questionnaire, string Id) CopyDimension(Questionnaire questionnaire, NewIds ids, string id)
    {
        var original = questionnaire.Dimensions.First(dimension => dimension.Id == id);
        var copy = original with { Id = ids.Dimension(questionnaire, original.Title), Items = [] };
        var next = questionnaire with { Dimensions = questionnaire.Dimensions.Insert(questionnaire.Dimensions.IndexOf(original) + 1, copy) };
        foreach (var item in original.Items)
        {
            var own = item with { Id = ids.Item(next), Meaning = null };
            next = InDimension(next, copy.Id, items => items.Add(own));
        }
        return (next, copy.Id);
    }

    public static Questionnaire DeleteDimension(Questionnaire questionnaire, string id) =>
        questionnaire with { Dimensions = questionnaire.Dimensions.RemoveAll(dimension => dimension.Id == id) };

    public static Questionnaire MoveDimension(Questionnaire questionnaire, string id, int by) =>
        questionnaire with { Dimensions = Moved(questionnaire.Dimensions, dimension => dimension.Id == id, by) };

    public static (Questionnaire Questionnaire, string Id) AddOutcome(Questionnaire questionnaire, NewIds ids, LocalizedText text, OutcomeKind? kind, RatingScale scale)
    {
        var id = ids.Outcome(questionnaire, kind, text);
        return (questionnaire with { Outcomes = questionnaire.Outcomes.Add(new(id, text, scale, kind)) }, id);
    }

    public static Questionnaire DeleteOutcome(Questionnaire questionnaire, string id) =>
        questionnaire with { Outcomes = questionnaire.Outcomes.RemoveAll(outcome => outcome.Id == id) };

    public static Questionnaire MoveOutcome(Questionnaire questionnaire, string id, int by) =>
        questionnaire with { Outcomes = Moved(questionnaire.Outcomes, outcome => outcome.Id == id, by) };

    private static ImmutableArray<T> Moved<T>(ImmutableArray<T> entries, Func<T, bool> isIt, int by)
    {
        var from = entries.Select(isIt).ToList().IndexOf(true);
        var to = from + by;
        return from < 0 || to < 0 || to >= entries.Length ? entries : entries.RemoveAt(from).Insert(to, entries[from]);
    }

    private static (Dimension Dimension, Item Item) Find(Questionnaire questionnaire, string id)
    {
        var dimension = questionnaire.Dimensions.First(candidate => candidate.Items.Any(item => item.Id == id));
        return (dimension, dimension.Items.First(item => item.Id == id));
    }

    private static Questionnaire WithItem(Questionnaire questionnaire, string id, Func<Item, Item> change)
    {
        var (dimension, item) = Find(questionnaire, id);
        return InDimension(questionnaire, dimension.Id, items => items.Replace(item, change(item)));
    }

    private static Questionnaire InDimension(Questionnaire questionnaire, string id, Func<ImmutableArray<Item>, ImmutableArray<Item>> change) => questionnaire with
    {
        Dimensions = [.. questionnaire.Dimensions.Select(dimension => dimension.Id == id ? dimension.WithItems(change(dimension.Items)) : dimension)],
    };
}
