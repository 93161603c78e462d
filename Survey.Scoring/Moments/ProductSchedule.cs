using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>
/// How the products of a block are formed: four columns against four at a time, so that a value that is loaded serves four products. Values
/// of 16 bits are multiplied as they are; wider ones in limbs of <see cref="LimbBits"/> bits.
/// </summary>
internal sealed class ProductSchedule
{
    /// <summary>The bits of a limb: two hold every value of a column, and products of limbs of a batch sum up in 64 bits.</summary>
    public const int LimbBits = 25;

    /// <summary>The columns of a tile's side.</summary>
    public const int Side = 4;

    /// <summary>The schedule of a block.</summary>
    public ProductSchedule(BlockPlan block)
    {
        bool[] isNarrow = [.. block.Definitions.Select(column => column.IsNarrow)];
        var wideProducts = block.Products.Where(product => !isNarrow[product.Left] || !isNarrow[product.Right]).ToArray();
        Narrow = [.. Enumerable.Range(0, isNarrow.Length).Where(place => isNarrow[place])];
        Limbed = [.. Enumerable.Range(0, isNarrow.Length).Where(place => !isNarrow[place] || wideProducts.Any(product => product.Left == place || product.Right == place))];
        LimbsOf = [.. Limbed.Select(place => block.Definitions[place].Bound < 1L << LimbBits ? 1 : 2)];
        var limbs = Limbed.SelectMany((place, index) => Enumerable.Range(0, LimbsOf[index]).Select(limb => (Place: place, Limb: limb))).ToList();
        Limbs = limbs.Count;

        var rows = Narrow.ToList();
        NarrowTiles = Tiles(block.Products.Index().Where(product => isNarrow[product.Item.Left] && isNarrow[product.Item.Right])
            .Select(product => (rows.IndexOf(product.Item.Left), rows.IndexOf(product.Item.Right), product.Index, 0)));
        WideTiles = Tiles(block.Products.Index().Where(product => !isNarrow[product.Item.Left] || !isNarrow[product.Item.Right]).SelectMany(product =>
            limbs.Index().Where(left => left.Item.Place == product.Item.Left).SelectMany(left =>
                limbs.Index().Where(right => right.Item.Place == product.Item.Right).Select(right =>
                    (left.Index, right.Index, product.Index, LimbBits * (left.Item.Limb + right.Item.Limb))))));
        var bound = Narrow.Select(place => block.Definitions[place].Bound).DefaultIfEmpty(1).Max();
        PairsPerLane = (int)Math.Min(int.MaxValue / Math.Max(2 * bound * bound, 1), 1 << 20);
    }

    /// <summary>The places of the block's columns of 16 bits.</summary>
    public ImmutableArray<int> Narrow { get; }

    /// <summary>The places of the columns that are multiplied in limbs.</summary>
    public ImmutableArray<int> Limbed { get; }

    /// <summary>The limbs of each of these, low ones first.</summary>
    public ImmutableArray<int> LimbsOf { get; }

    /// <summary>All limbs.</summary>
    public int Limbs { get; }

    /// <summary>The tiles over <see cref="Narrow"/>.</summary>
    public ImmutableArray<ProductTile> NarrowTiles { get; }

    /// <summary>The tiles over the limbs.</summary>
    public ImmutableArray<ProductTile> WideTiles { get; }

    /// <summary>How many sums of two products fit a lane of 32 bits.</summary>
    public int PairsPerLane { get; }

    // Entries of the same tile may stand below the diagonal: a product has no order.
    private static ImmutableArray<ProductTile> Tiles(IEnumerable<(int Left, int Right, int Product, int Shift)> products) =>
    [
        .. products.Select(product => product.Left <= product.Right ? product : (product.Right, product.Left, product.Product, product.Shift))
            .GroupBy(product => (Left: product.Item1 / Side, Right: product.Item2 / Side))
            .Select(tile => new ProductTile(tile.Key.Left * Side, tile.Key.Right * Side,
                [.. tile.Select(product => (product.Item1 % Side * Side + product.Item2 % Side, product.Item3, product.Item4))])),
    ];
}

/// <summary>Four columns against four.</summary>
/// <param name="Left">The first column of the one side.</param>
/// <param name="Right">The first column of the other.</param>
/// <param name="Entries">The cells that are wanted (row by row), the product that each adds to, and the bits that it is shifted by.</param>
internal sealed record ProductTile(int Left, int Right, ImmutableArray<(int Cell, int Product, int Shift)> Entries);
