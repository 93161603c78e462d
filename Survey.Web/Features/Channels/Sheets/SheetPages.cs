using System.Collections.Immutable;
using Survey.Web.Reports.Pdf.Print;

namespace Survey.Web.Features.Channels.Sheets;

/// <summary>A part of a printed questionnaire that no page end divides.</summary>
/// <param name="Html">What stands in it.</param>
internal sealed record SheetBlock(Markup Html)
{
    /// <summary>Whether it never stands last on a page: a heading.</summary>
    public bool LeadsOn { get; init; }

    /// <summary>The place of the block that stands above it again where a page begins with it; −1 for none.</summary>
    public int Head { get; init; } = -1;
}

/// <summary>Puts blocks on pages.</summary>
internal static class SheetPages
{
    /// <summary>The blocks of every page by their places; a head that is repeated stands on several pages.</summary>
    /// <param name="blocks">The blocks in their order.</param>
    /// <param name="heights">Their heights.</param>
    /// <param name="room">The height of a page. A block that is higher has a page of its own.</param>
    public static ImmutableArray<ImmutableArray<int>> Fill(IReadOnlyList<SheetBlock> blocks, IReadOnlyList<double> heights, double room)
    {
        var pages = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        var page = new List<int>();
        var used = 0.0;
        for (var first = 0; first < blocks.Count;)
        {
            // A heading and what follows it go together.
            var last = first;
            while (blocks[last].LeadsOn && last + 1 < blocks.Count) last++;
            var needed = Enumerable.Range(first, last - first + 1).Sum(k => heights[k]);
            if (page.Count > 0 && used + needed > room)
            {
                pages.Add([.. page]);
                page.Clear();
                used = 0;
                if (blocks[first].Head is >= 0 and var head)
                {
                    page.Add(head);
                    used = heights[head];
                }
            }
            for (; first <= last; first++) page.Add(first);
            used += needed;
        }
        if (page.Count > 0) pages.Add([.. page]);
        return pages.ToImmutable();
    }
}
