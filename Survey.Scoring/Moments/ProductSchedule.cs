using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>
/// How the sums of a block are formed. Products are formed four columns against four at a time, so that a value that is loaded serves four.
/// Values of 16 bits are multiplied as they are. Wider ones are split into two limbs, low + 2²⁵ · high, and multiplied by three products instead
/// of four (Karatsuba &amp; Ofman 1962): the middle one is that of the sums of limbs less the two others. What is the sum of other columns has the
/// sums of their sums and products.
/// </summary>
internal sealed class ProductSchedule
{
    /// <summary>The bits of the low limb.</summary>
    public const int LimbBits = 25;

    /// <summary>No limb, and no sum of two, is larger in magnitude: columns have at most 49 bits.</summary>
    public const long LimbBound = 1L << (LimbBits + 1);

    /// <summary>The columns of a tile's side.</summary>
    public const int Side = 4;

    // Fewer products than this are faster one by one.
    private const int FewestEntries = 7;

    /// <summary>The schedule of a block.</summary>
    public ProductSchedule(BlockPlan block)
    {
        bool[] isNarrow = [.. block.Definitions.Select(column => column.IsNarrow)];
        var parts = block.Columns.Select(block.PartsOf).ToArray();
        TotalSums = [.. parts.Index().Where(column => !column.Item.IsEmpty)];
        TotalProducts = [.. block.Products.Index().Select(product => (product.Index, Parts: PartsOf(product.Item.Left, product.Item.Right))).Where(product => !product.Parts.IsEmpty)];
        var direct = block.Products.Index().ExceptBy(TotalProducts.Select(total => total.Product), product => product.Index).ToList();
        var narrow = direct.Where(product => isNarrow[product.Item.Left] && isNarrow[product.Item.Right]).ToList();
        NarrowTiles = Tiles(narrow.Select(product => (product.Item.Left, product.Item.Right, product.Index, Int128.One)));
        NarrowBound = block.Definitions.Where(column => column.IsNarrow).Select(column => column.Bound).DefaultIfEmpty(1).Max();
        NarrowColumns = [.. Enumerable.Range(0, isNarrow.Length).Where(place => isNarrow[place]
            && (parts[place].IsEmpty || narrow.Any(product => product.Item.Left == place || product.Item.Right == place)))];

        var cells = direct.Except(narrow).SelectMany(product => Cells(product.Item.Left, product.Item.Right, product.Index)).ToList();
        var limbs = cells.SelectMany(cell => new[] { cell.Left, cell.Right }).Distinct().Order().ToList();
        Limbs = limbs.Count;
        WideTiles = Tiles(cells.Select(cell => (limbs.IndexOf(cell.Left), limbs.IndexOf(cell.Right), cell.Product, cell.Factor)));
        WideColumns = [.. Enumerable.Range(0, isNarrow.Length).Where(place => (!isNarrow[place] && parts[place].IsEmpty) || limbs.Any(limb => limb.Place == place))
            .Select(place => new WideColumn(place, limbs.IndexOf((place, LimbKind.Whole)), limbs.IndexOf((place, LimbKind.Low)), limbs.IndexOf((place, LimbKind.High)), limbs.IndexOf((place, LimbKind.Sum))))];

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

        IEnumerable<((int Place, LimbKind Kind) Left, (int Place, LimbKind Kind) Right, int Product, Int128 Factor)> Cells(int left, int right, int product)
        {
            var (isLeftLong, isRightLong) = (IsLong(left), IsLong(right));
            var high = Int128.One << LimbBits;
            if (isLeftLong && isRightLong)
            {
                yield return ((left, LimbKind.Low), (right, LimbKind.Low), product, 1 - high);
                yield return ((left, LimbKind.High), (right, LimbKind.High), product, (high - 1) * high);
                yield return ((left, LimbKind.Sum), (right, LimbKind.Sum), product, high);
            }
            else if (isLeftLong || isRightLong)
            {
                foreach (var (kind, factor) in new[] { (LimbKind.Low, 1), (LimbKind.High, high) })
                    yield return ((left, isLeftLong ? kind : LimbKind.Whole), (right, isRightLong ? kind : LimbKind.Whole), product, factor);
            }
            else
            {
                yield return ((left, LimbKind.Whole), (right, LimbKind.Whole), product, 1);
            }
        }

        bool IsLong(int place) => block.Definitions[place].Bound >= 1L << LimbBits;
    }

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

    /// <summary>The columns that are split into limbs, and those of 64 bits that are summed.</summary>
    public ImmutableArray<WideColumn> WideColumns { get; }

    /// <summary>The number of limbs.</summary>
    public int Limbs { get; }

    /// <summary>The tiles over the limbs.</summary>
    public ImmutableArray<ProductTile> WideTiles { get; }

    private enum LimbKind
    {
        Whole,
        Low,
        High,
        Sum,
    }

    // Columns that are multiplied by the same ones stand together.
    private static ImmutableArray<ProductTile> Tiles(IEnumerable<(int Left, int Right, int Product, Int128 Factor)> cells)
    {
        var all = cells.ToList();
        var partners = all.SelectMany(cell => new[] { (Column: cell.Left, Other: cell.Right), (Column: cell.Right, Other: cell.Left) })
            .GroupBy(pair => pair.Column, pair => pair.Other).ToDictionary(group => group.Key, group => string.Concat(group.Distinct().Order().Select(other => (char)other)));
        int[] order = [.. partners.Keys.OrderBy(column => partners[column], StringComparer.Ordinal).ThenBy(column => column)];
        var places = order.Index().ToDictionary(column => column.Item, column => column.Index);
        var tiles = ImmutableArray.CreateBuilder<ProductTile>();
        foreach (var tile in all.Select(cell => places[cell.Left] <= places[cell.Right] ? cell : cell with { Left = cell.Right, Right = cell.Left })
            .GroupBy(cell => (Left: places[cell.Left] / Side, Right: places[cell.Right] / Side)))
        {
            if (tile.Count() < FewestEntries) tiles.AddRange(tile.Select(cell => new ProductTile([cell.Left], [cell.Right], [(0, cell.Product, cell.Factor)])));
            else tiles.Add(new ProductTile(Columns(tile.Key.Left), Columns(tile.Key.Right), [.. tile.Select(cell => (places[cell.Left] % Side * Side + places[cell.Right] % Side, cell.Product, cell.Factor))]));
        }

        return tiles.ToImmutable();

        // Beyond the last column it stands again; what is multiplied there is not looked at.
        ImmutableArray<int> Columns(int group) => [.. Enumerable.Range(group * Side, Side).Select(place => order[Math.Min(place, order.Length - 1)])];
    }
}

/// <summary>A column and the places of its limbs, −1 where a limb is not multiplied.</summary>
/// <param name="Place">The place of the column.</param>
/// <param name="Whole">The value itself.</param>
/// <param name="Low">Its low bits.</param>
/// <param name="High">The bits above, with the sign.</param>
/// <param name="Sum">The sum of both.</param>
internal readonly record struct WideColumn(int Place, int Whole, int Low, int High, int Sum);

/// <summary>Four columns against four, or one against one.</summary>
/// <param name="Left">The columns of the one side.</param>
/// <param name="Right">The columns of the other.</param>
/// <param name="Entries">The cells that are wanted (row by row), the product that each adds to, and how many times.</param>
internal sealed record ProductTile(ImmutableArray<int> Left, ImmutableArray<int> Right, ImmutableArray<(int Cell, int Product, Int128 Factor)> Entries)
{
    /// <summary>The number of cells.</summary>
    public int Cells { get; } = Left.Length * Right.Length;
}
