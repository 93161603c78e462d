using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>
/// A listwise set of the definitions: the columns that must all be there in a respondent, and the products of columns that are summed
/// over those respondents.
/// </summary>
internal sealed class BlockPlan
{
    private readonly Dictionary<(int Left, int Right), int> _places = [];

    /// <summary>A block with the products that are named, or with all when none are.</summary>
    /// <param name="definitions">All columns that there are.</param>
    /// <param name="columns">The columns that must all be there.</param>
    /// <param name="products">The pairs of columns whose products are summed.</param>
    /// <param name="parent">
    /// A block whose columns and products include this one's. A respondent that is complete there is counted there only, so that few
    /// respondents cost more than one block; reading a block adds what its ancestors counted.
    /// </param>
    public BlockPlan(
        IReadOnlyList<ScoreColumn> definitions, ImmutableArray<int> columns, IEnumerable<(int Left, int Right)>? products = null,
        BlockPlan? parent = null)
    {
        Columns = columns;
        Definitions = [.. columns.Select(column => definitions[column])];
        Parent = parent;
        products ??= columns.SelectMany((left, place) => columns.Skip(place).Select(right => (left, right)));
        var list = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var (left, right) in products)
            if (_places.TryAdd(Ordered(left, right), list.Count)) list.Add((columns.IndexOf(left), columns.IndexOf(right)));
        Products = list.ToImmutable();
        if (parent is null) return;
        ColumnsInParent = [.. columns.Select(column => parent.PlaceOf(column))];
        ProductsInParent = [.. Products.Select(product => parent.PlaceOf(columns[product.Left], columns[product.Right]))];
    }

    /// <summary>The columns, in the order of the sums.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>What the columns hold.</summary>
    public ImmutableArray<ScoreColumn> Definitions { get; }

    /// <summary>The products, as places in <see cref="Columns"/>.</summary>
    public ImmutableArray<(int Left, int Right)> Products { get; }

    /// <summary>The block that counts the respondents complete there; null when this block counts all of its own.</summary>
    public BlockPlan? Parent { get; }

    /// <summary>Where this block's columns stand in the parent.</summary>
    public ImmutableArray<int> ColumnsInParent { get; }

    /// <summary>Where this block's products stand in the parent.</summary>
    public ImmutableArray<int> ProductsInParent { get; }

    /// <summary>The number of the block in its study; set when the plan is complete.</summary>
    public int Index { get; set; }

    /// <summary>The place of a column.</summary>
    public int PlaceOf(int column) => Columns.IndexOf(column) is >= 0 and var place ? place : throw new KeyNotFoundException($"Column {column} is not in the block.");

    /// <summary>The place of a product of two columns.</summary>
    public int PlaceOf(int left, int right) => _places[Ordered(left, right)];

    private static (int, int) Ordered(int left, int right) => left <= right ? (left, right) : (right, left);
}
