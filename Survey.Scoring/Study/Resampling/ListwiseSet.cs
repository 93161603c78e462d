using System.Collections.Immutable;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// Columns that must all be there in a respondent, and the products of columns that a resampled statistic needs over those respondents.
/// Columns are those of the <see cref="StudyPlan"/>: item columns, score columns, or item columns and then score columns.
/// </summary>
internal sealed class ListwiseSet
{
    private readonly Dictionary<(int Left, int Right), int> _places = [];

    private ListwiseSet(int items, ImmutableArray<int> columns, IEnumerable<(int Left, int Right)> products)
    {
        (ItemColumns, Columns) = (items, columns);
        foreach (var (left, right) in products) _places.TryAdd((Math.Min(left, right), Math.Max(left, right)), _places.Count);
        var list = new (int, int)[_places.Count];
        foreach (var (product, place) in _places) list[place] = product;
        Products = [.. list];
    }

    /// <summary>Some item columns with all their products.</summary>
    public static ListwiseSet OfItems(ImmutableArray<int> columns) => new(columns.Length, columns, All(columns.Length));

    /// <summary>Some item columns and an outcome's or other score's column after them, with all their products.</summary>
    public static ListwiseSet OfItemsAndScore(ImmutableArray<int> items, int score) => new(items.Length, items.Add(score), All(items.Length + 1));

    /// <summary>Some score columns with the products named, or with all when none are.</summary>
    public static ListwiseSet OfScores(ImmutableArray<int> columns, IEnumerable<(int Left, int Right)>? products = null) =>
        new(0, columns, products?.Select(product => (columns.IndexOf(product.Left), columns.IndexOf(product.Right))) ?? All(columns.Length));

    /// <summary>The columns and products of a block over score columns.</summary>
    public static ListwiseSet OfScores(BlockPlan block) => new(0, block.Columns, block.Products.Select(product => ((int)product.Left, (int)product.Right)));

    /// <summary>How many of the columns, the first ones, are item columns; the others are score columns.</summary>
    public int ItemColumns { get; }

    /// <summary>The columns, in the order of the sums.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>The products, as places in <see cref="Columns"/>.</summary>
    public ImmutableArray<(int Left, int Right)> Products { get; }

    /// <summary>How many numbers the moments of a unit are: the count, the sums, the products.</summary>
    public int Entries => 1 + Columns.Length + Products.Length;

    /// <summary>The place of a column.</summary>
    public int PlaceOf(int column) => Columns.IndexOf(column) is >= 0 and var place ? place : throw new KeyNotFoundException($"Column {column} is not in the set.");

    /// <summary>The place of the product of two columns, by their places.</summary>
    public int ProductOf(int left, int right) => _places[(Math.Min(left, right), Math.Max(left, right))];

    private static IEnumerable<(int, int)> All(int columns) =>
        Enumerable.Range(0, columns).SelectMany(left => Enumerable.Range(left, columns - left).Select(right => (left, right)));
}
