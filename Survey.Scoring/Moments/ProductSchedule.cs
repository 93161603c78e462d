using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>
/// How the sums of a block are formed. Products are formed four columns against four at a time, so that a value that is loaded serves four.
/// What is the sum of other columns has the sums of their sums and products.
/// </summary>
internal sealed class ProductSchedule
{
    /// <summary>The columns of a tile's side.</summary>
    public const int Side = 4;

    /// <summary>Products up to this are summed in 64 bits alone.</summary>
    public const long LargestWord = 1L << 50;

    // Fewer products than this are faster column by column.
    private const int FewestEntries = 7;

    /// <summary>The schedule of a block.</summary>
    public ProductSchedule(BlockPlan block)
    {
        bool[] isNarrow = [.. block.Definitions.Select(column => column.IsNarrow)];
        var parts = block.Columns.Select(block.PartsOf).ToArray();
        TotalSums = [.. parts.Index().Where(column => !column.Item.IsEmpty)];
        TotalProducts = [.. block.Products.Index().Select(product => (product.Index, Parts: PartsOf(product.Item.Left, product.Item.Right))).Where(product => !product.Parts.IsEmpty)];
        var direct = block.Products.Index().ExceptBy(TotalProducts.Select(total => total.Product), product => product.Index).ToList();
        var kinds = block.Products.Select(product => KindOf(block.Definitions[product.Left], block.Definitions[product.Right])).ToArray();
        var narrow = direct.Where(product => kinds[product.Index] == ProductKind.Narrow).ToList();
        NarrowTiles = Tiles(narrow.Select(product => (product.Item.Left, product.Item.Right, product.Index)));
        NarrowBound = block.Definitions.Where(column => column.IsNarrow).Select(column => column.Bound).DefaultIfEmpty(1).Max();
        NarrowColumns = [.. Enumerable.Range(0, isNarrow.Length).Where(place => isNarrow[place]
            && (parts[place].IsEmpty || narrow.Any(product => product.Item.Left == place || product.Item.Right == place)))];

        var wide = direct.Except(narrow).ToList();
        ImmutableArray<int> factors = [.. wide.SelectMany(product => new[] { product.Item.Left, product.Item.Right }).Distinct().Order()];
        WideTiles = Tiles(wide.Where(product => kinds[product.Index] == ProductKind.Wide).Select(product => (factors.IndexOf(product.Item.Left), factors.IndexOf(product.Item.Right), product.Index)));
        WordTiles = Tiles(wide.Where(product => kinds[product.Index] == ProductKind.Word).Select(product => (factors.IndexOf(product.Item.Left), factors.IndexOf(product.Item.Right), product.Index)));
        WideBound = block.Definitions.Select(column => column.Bound).Max();
        WideFactors = factors.Length;
        Factors = [.. factors.Select(place => block.Columns[place])];
        WideColumns = [.. Enumerable.Range(0, isNarrow.Length).Where(place => factors.Contains(place) || (!isNarrow[place] && parts[place].IsEmpty))
            .Select(place => (place, factors.IndexOf(place)))];

        // All products of the parts of one column with those of another; none when a column has no parts or one of the products is not there.
        ImmutableArray<int> PartsOf(int left, int right)
        {
            if (parts[left].IsEmpty && parts[right].IsEmpty) return [];
            var all = ImmutableArray.CreateBuilder<int>();
            foreach (var first in parts[left].IsEmpty ? [left] : parts[left])
            {
                foreach (var second in parts[right].IsEmpty ? [right] : parts[right])
                {
                    if (block.FindPlace(block.Columns[first], block.Columns[second]) is not { } place) return [];
                    all.Add(place);
                }
            }

            return all.ToImmutable();
        }
    }

    /// <summary>The numbers that a sum of products of two columns needs, whether it is formed or follows from others: what they may hold decides.</summary>
    public static ProductKind KindOf(ScoreColumn left, ScoreColumn right) => left.IsNarrow && right.IsNarrow ? ProductKind.Narrow
        : (Int128)left.Bound * right.Bound > LargestWord ? ProductKind.Wide
        : ProductKind.Word;

    /// <summary>The places of columns that are sums of other columns, with the places of these.</summary>
    public ImmutableArray<(int Column, ImmutableArray<int> Parts)> TotalSums { get; }

    /// <summary>The products that are sums of other products, with these.</summary>
    public ImmutableArray<(int Product, ImmutableArray<int> Parts)> TotalProducts { get; }

    /// <summary>The places of the columns of 16 bits that are summed or multiplied as they are.</summary>
    public ImmutableArray<int> NarrowColumns { get; }

    /// <summary>The tiles over the columns of 16 bits, by their places.</summary>
    public ImmutableArray<ProductTile> NarrowTiles { get; }

    /// <summary>No column of 16 bits has a larger value.</summary>
    public long NarrowBound { get; }

    /// <summary>The columns of 64 bits that are summed, and those of any size that are multiplied by such ones: with their number among the factors, −1 for none.</summary>
    public ImmutableArray<(int Place, int Factor)> WideColumns { get; }

    /// <summary>The columns that are multiplied in 64 bits.</summary>
    public ImmutableArray<int> Factors { get; }

    /// <summary>Their number.</summary>
    public int WideFactors { get; }

    /// <summary>The tiles over these whose products exceed <see cref="LargestWord"/>.</summary>
    public ImmutableArray<ProductTile> WideTiles { get; }

    /// <summary>The tiles over these whose products do not.</summary>
    public ImmutableArray<ProductTile> WordTiles { get; }

    /// <summary>No column has a larger value.</summary>
    public long WideBound { get; }

    // Columns that are multiplied by the same ones stand together.
    private static ImmutableArray<ProductTile> Tiles(IEnumerable<(int Left, int Right, int Product)> cells)
    {
        var all = cells.ToList();
        var partners = all.SelectMany(cell => new[] { (Column: cell.Left, Other: cell.Right), (Column: cell.Right, Other: cell.Left) })
            .GroupBy(pair => pair.Column, pair => pair.Other).ToDictionary(group => group.Key, group => string.Concat(group.Distinct().Order().Select(other => (char)other)));
        // Groups of up to four that are multiplied by the same.
        int[][] groups = [.. partners.Keys.GroupBy(column => partners[column]).OrderBy(group => group.Key, StringComparer.Ordinal).SelectMany(group => group.Order().Chunk(Side))];
        var places = groups.SelectMany((group, number) => group.Select((column, place) => (column, number, place))).ToDictionary(entry => entry.column, entry => (Group: entry.number, Place: entry.place));
        var tiles = ImmutableArray.CreateBuilder<ProductTile>();
        foreach (var tile in all.Select(cell => places[cell.Left].CompareTo(places[cell.Right]) <= 0 ? cell : cell with { Left = cell.Right, Right = cell.Left })
            .GroupBy(cell => (Left: places[cell.Left].Group, Right: places[cell.Right].Group)))
        {
            if (tile.Count() >= FewestEntries)
            {
                tiles.Add(new ProductTile(Columns(tile.Key.Left), Columns(tile.Key.Right), [.. tile.Select(cell => (places[cell.Left].Place * Side + places[cell.Right].Place, cell.Product))]));
                continue;
            }

            foreach (var strip in tile.GroupBy(cell => cell.Right))
            {
                if (strip.Count() == 1) tiles.AddRange(strip.Select(cell => new ProductTile([cell.Left], [cell.Right], [(0, cell.Product)])));
                else tiles.Add(new ProductTile(Columns(tile.Key.Left), [strip.Key], [.. strip.Select(cell => (places[cell.Left].Place, cell.Product))]));
            }
        }

        return tiles.ToImmutable();

        // Beyond the last column of a group it stands again; what is multiplied there is not looked at.
        ImmutableArray<int> Columns(int group) => [.. Enumerable.Range(0, Side).Select(place => groups[group][Math.Min(place, groups[group].Length - 1)])];
    }
}

/// <summary>Four columns against four, four against one, or one against one.</summary>
/// <param name="Left">The columns of the one side.</param>
/// <param name="Right">The columns of the other.</param>
/// <param name="Entries">The cells that are wanted (row by row), and the product that each is.</param>
internal sealed record ProductTile(ImmutableArray<int> Left, ImmutableArray<int> Right, ImmutableArray<(int Cell, int Product)> Entries)
{
    /// <summary>The number of cells.</summary>
    public int Cells { get; } = Left.Length * Right.Length;
}

/// <summary>The whole numbers that products of two columns are formed and summed in.</summary>
internal enum ProductKind
{
    /// <summary>Of 16 bits each, summed in 32 bits.</summary>
    Narrow,

    /// <summary>Of up to 64 bits, summed in 64 bits.</summary>
    Word,

    /// <summary>Of up to 64 bits, summed in 128 bits.</summary>
    Wide,
}
