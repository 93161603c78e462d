using System.Collections.Immutable;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>
/// Columns that must all be there in a respondent, and the products of columns that a resampled statistic needs over those respondents.
/// Columns are those of the <see cref="StudyPlan"/>, either item columns or score columns.
/// </summary>
internal sealed class ListwiseSet
{
    private readonly Dictionary<(int Left, int Right), int> _places = [];

    private ListwiseSet(bool isOfItems, ImmutableArray<int> columns, IEnumerable<(int Left, int Right)> products)
    {
        (IsOfItems, Columns) = (isOfItems, columns);
        foreach (var (left, right) in products) _places.TryAdd((Math.Min(left, right), Math.Max(left, right)), _places.Count);
        var list = new (int, int)[_places.Count];
        foreach (var ((left, right), place) in _places) list[place] = (columns.IndexOf(left), columns.IndexOf(right));
        Products = [.. list];
    }

    /// <summary>Some item columns with all their products.</summary>
    public static ListwiseSet OfItems(ImmutableArray<int> columns) => new(true, columns, AllOf(columns));

    /// <summary>Some score columns with the products named, or with all when none are.</summary>
    public static ListwiseSet OfScores(ImmutableArray<int> columns, IEnumerable<(int Left, int Right)>? products = null) =>
        new(false, columns, products ?? AllOf(columns));

    /// <summary>The columns and products of a block over score columns.</summary>
    public static ListwiseSet OfScores(BlockPlan block) =>
        new(false, block.Columns, block.Products.Select(product => (block.Columns[product.Left], block.Columns[product.Right])));

    /// <summary>Whether the columns are item columns; otherwise they are score columns.</summary>
    public bool IsOfItems { get; }

    /// <summary>The columns, in the order of the sums.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>The products, as places in <see cref="Columns"/>.</summary>
    public ImmutableArray<(int Left, int Right)> Products { get; }

    /// <summary>How many numbers the moments of a unit are: the count, the sums, the products.</summary>
    public int Entries => 1 + Columns.Length + Products.Length;

    /// <summary>The place of a column.</summary>
    public int PlaceOf(int column) => Columns.IndexOf(column) is >= 0 and var place ? place : throw new KeyNotFoundException($"Column {column} is not in the set.");

    /// <summary>The place of the product of two columns.</summary>
    public int PlaceOf(int left, int right) => _places[(Math.Min(left, right), Math.Max(left, right))];

    private static IEnumerable<(int, int)> AllOf(ImmutableArray<int> columns) =>
        columns.SelectMany((left, place) => columns.Skip(place).Select(right => (left, right)));
}
