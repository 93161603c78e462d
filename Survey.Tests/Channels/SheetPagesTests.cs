using Survey.Web.Features.Channels.Sheets;
using Survey.Web.Reports.Pdf.Print;

namespace Survey.Tests.Channels;

/// <summary>How blocks come onto pages, and what the code of a page says.</summary>
public sealed class SheetPagesTests
{
    [Fact]
    public void A_heading_goes_with_what_follows_and_stands_again_on_the_next_page()
    {
        SheetBlock[] blocks = [Plain, Plain, Plain with { LeadsOn = true }, Plain with { Head = 2 }, Plain with { Head = 2 }, Plain with { Head = 2 }];

        var pages = SheetPages.Fill(blocks, [40, 40, 10, 30, 30, 30], room: 100);

        Assert.Equal(["0 1", "2 3 4 5"], pages.Select(page => string.Join(' ', page)));
        pages = SheetPages.Fill(blocks, [40, 10, 10, 30, 40, 30], room: 100);
        Assert.Equal(["0 1 2 3", "2 4 5"], pages.Select(page => string.Join(' ', page)));
    }

    [Fact]
    public void A_block_that_is_too_high_has_a_page_of_its_own_and_none_is_lost()
    {
        var pages = SheetPages.Fill([Plain, Plain, Plain], [10, 200, 10], room: 100);

        Assert.Equal(["0", "1", "2"], pages.Select(page => string.Join(' ', page)));
    }

    [Fact]
    public void A_sheet_is_found_by_its_typed_number_and_by_its_scanned_code()
    {
        var code = new SheetCode("bank", 2, 17, 3);

        Assert.Equal("SHEET:bank:2:000017:3", code.ToString());
        Assert.Equal(code, SheetCode.Read(code.ToString()));
        Assert.Equal(17, SheetCode.SheetOf(" SHEET:bank:2:000017:3 ", "bank"));
        Assert.Null(SheetCode.SheetOf("SHEET:other:2:000017:3", "bank"));
        Assert.Equal(17, SheetCode.SheetOf("۰۰۱۷", "bank"));
        Assert.All(["", "0", "1000000", "-1", "seven"], text => Assert.Null(SheetCode.SheetOf(text, "bank")));
    }

    private static SheetBlock Plain => new(Markup.None);
}
