using System.Collections.Immutable;

namespace Survey.Scoring.Moments;

/// <summary>
/// A listwise set of the definitions: the columns that must all be there in a respondent, and the products of columns that are summed
/// over those respondents.
/// </summary>
/// <remarks>
/// A block may have a parent, whose respondents are complete here too and from whose sums this block's follow by whole-number
/// arithmetic. They are counted there only, so that few respondents cost more than one block; reading a block adds what its ancestors counted.
/// </remarks>
internal sealed class BlockPlan
{
    private readonly Dictionary<(int Left, int Right), int> _places = [];
    private readonly ImmutableArray<LinearForm> _sums = [];
    private readonly ImmutableArray<ProductForm> _products = [];

    private readonly IReadOnlyDictionary<int, ImmutableArray<int>>? _totals;

    /// <summary>A block with the products that are named, or with all when none are.</summary>
    /// <param name="definitions">All columns that there are.</param>
    /// <param name="columns">The columns that must all be there.</param>
    /// <param name="products">The pairs of columns whose products are summed.</param>
    /// <param name="parent">The block that counts the respondents complete there; null when this one counts all of its own.</param>
    /// <param name="form">How a column follows from columns of the parent; null when the parent has the same columns.</param>
    /// <param name="totals">The columns that are the sum of others in every respondent, with these.</param>
    public BlockPlan(
        IReadOnlyList<ScoreColumn> definitions, ImmutableArray<int> columns, IEnumerable<(int Left, int Right)>? products = null,
        BlockPlan? parent = null, Func<int, LinearForm>? form = null, IReadOnlyDictionary<int, ImmutableArray<int>>? totals = null)
    {
        Columns = columns;
        _totals = totals;
        Definitions = [.. columns.Select(column => definitions[column])];
        Parent = parent;
        products ??= columns.SelectMany((left, place) => columns.Skip(place).Select(right => (left, right)));
        var list = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var (left, right) in products)
            if (_places.TryAdd(Ordered(left, right), list.Count)) list.Add((columns.IndexOf(left), columns.IndexOf(right)));
        Products = list.ToImmutable();
        if (parent is null) return;
        form ??= LinearForm.Of;
        _sums = [.. columns.Select(form)];
        _products = [.. Products.Select(product => ProductForm.Of(_sums[product.Left], _sums[product.Right], parent))];
        _sums = [.. _sums.Select(sum => sum with { Terms = [.. sum.Terms.Select(term => (parent.PlaceOf(term.Column), term.Factor))] })];
    }

    /// <summary>The columns, in the order of the sums.</summary>
    public ImmutableArray<int> Columns { get; }

    /// <summary>What the columns hold.</summary>
    public ImmutableArray<ScoreColumn> Definitions { get; }

    /// <summary>The products, as places in <see cref="Columns"/>.</summary>
    public ImmutableArray<(int Left, int Right)> Products { get; }

    /// <summary>The block that counts the respondents complete there; null when this block counts all of its own.</summary>
    public BlockPlan? Parent { get; }

    /// <summary>Whether the parent's respondents are all that this block has: it then counts none of its own.</summary>
    public bool HasParentsRows { get; init; }

    /// <summary>The answer column whose counts give this block of one column, with whether its items are reversed; null for the others.</summary>
    public (int Column, bool IsReversed)? Answers { get; init; }

    /// <summary>The number of the block in its study; set when the plan is complete.</summary>
    public int Index { get; set; } = -1;

    /// <summary>How its products are formed.</summary>
    public ProductSchedule Schedule => field ??= new ProductSchedule(this);

    /// <summary>The nearest ancestor that counts respondents of its own; null when there is none.</summary>
    public BlockPlan? CountingParent => Parent is { HasParentsRows: true } ? Parent.CountingParent : Parent;

    /// <summary>The place of a column.</summary>
    public int PlaceOf(int column) => Columns.IndexOf(column) is >= 0 and var place ? place : throw new KeyNotFoundException($"Column {column} is not in the block.");

    /// <summary>The place of a product of two columns.</summary>
    public int PlaceOf(int left, int right) => _places[Ordered(left, right)];

    /// <summary>The place of a product of two columns; null when it is not summed.</summary>
    public int? FindPlace(int left, int right) => _places.TryGetValue(Ordered(left, right), out var place) ? place : null;

    /// <summary>The places of the columns whose sum a column is in every respondent; none when they are not all in the block.</summary>
    public ImmutableArray<int> PartsOf(int column) =>
        _totals is not null && _totals.TryGetValue(column, out var parts) && parts.All(part => Columns.Contains(part)) ? [.. parts.Select(PlaceOf)] : [];

    /// <summary>The moments over the parent's respondents, from the parent's moments.</summary>
    public BlockMoments FromParent(BlockMoments parent)
    {
        var moments = new BlockMoments(Columns.Length, Products.Length) { Count = parent.Count };
        for (var place = 0; place < _sums.Length; place++)
        {
            var sum = (Int128)_sums[place].Constant * parent.Count;
            foreach (var (column, factor) in _sums[place].Terms) sum += factor * parent.Sums[column];
            moments.Sums[place] = sum;
        }

        for (var place = 0; place < _products.Length; place++)
        {
            var (constant, sums, products) = _products[place];
            var sum = (Int128)constant * parent.Count;
            foreach (var (column, factor) in sums) sum += factor * parent.Sums[column];
            foreach (var (product, factor) in products) sum += factor * parent.Products[product];
            moments.Products[place] = sum;
        }

        return moments;
    }

    private static (int, int) Ordered(int left, int right) => left <= right ? (left, right) : (right, left);

    // (c + Σ a x)(d + Σ b y) = c d + d Σ a x + c Σ b y + Σ Σ a b x y, as places in the parent.
    private readonly record struct ProductForm(long Constant, ImmutableArray<(int Place, long Factor)> Sums, ImmutableArray<(int Place, int Factor)> Products)
    {
        public static ProductForm Of(LinearForm left, LinearForm right, BlockPlan parent) => new(
            left.Constant * right.Constant,
            [
                .. left.Terms.Where(_ => right.Constant != 0).Select(term => (parent.PlaceOf(term.Column), right.Constant * term.Factor)),
                .. right.Terms.Where(_ => left.Constant != 0).Select(term => (parent.PlaceOf(term.Column), left.Constant * term.Factor)),
            ],
            [.. left.Terms.SelectMany(first => right.Terms.Select(second => (parent.PlaceOf(first.Column, second.Column), first.Factor * second.Factor)))]);
    }
}
