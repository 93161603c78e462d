using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>
/// Where each answer stands in a response's vector: battery by battery in file order, within it dimensions and items in file order.
/// A published version stores <see cref="Columns"/>, and readers of its responses use that list.
/// </summary>
public sealed class AnswerLayout
{
    /// <summary>The layout of a questionnaire.</summary>
    public AnswerLayout(Questionnaire questionnaire)
    {
        var items = questionnaire.Items.Select(item => item.Id).ToImmutableArray();
        ItemCount = items.Length;
        Columns = [.. questionnaire.Batteries.SelectMany(battery => items.Select(item => new AnswerColumn(battery.Id, item, battery.Prefix + item)))];
    }

    /// <summary>One entry per byte of the vector, in its order.</summary>
    public ImmutableArray<AnswerColumn> Columns { get; }

    /// <summary>The length of the vector: batteries × items.</summary>
    public int Width => Columns.Length;

    /// <summary>The number of items, and so the distance between the same item in neighbouring batteries.</summary>
    public int ItemCount { get; }

    /// <summary>The offset of the first item of the battery with this place in the file.</summary>
    public int OffsetOfBattery(int battery) => battery * ItemCount;
}

/// <summary>One position of the answer vector.</summary>
/// <param name="Battery">The battery's id.</param>
/// <param name="Item">The item's id.</param>
/// <param name="Name">The CSV column: prefix and item id.</param>
public sealed record AnswerColumn(string Battery, string Item, string Name);
