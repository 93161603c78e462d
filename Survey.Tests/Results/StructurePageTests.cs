using Survey.Web.Platform.Security;

namespace Survey.Tests.Results;

public sealed class StructurePageTests
{
    [Theory]
    [InlineData("en", "let item 3 differ in the loadings", "Which items break equal loadings", "let it differ")]
    [InlineData("fa", "بار عاملی گویهٔ ۳ متفاوت باشد", "کدام گویه‌ها برابری بارهای عاملی را بر هم می‌زنند", "آزاد بماند")]
    public async Task Items_that_break_a_step_are_named_with_a_suggestion(string language, string suggestion, string caption, string freed)
    {
        await using var visit = await VisitedStudy.StartAsync(Roles.Viewer, language: language);
        var page = await visit.OpenAsync("results/structure");

        Assert.Contains(suggestion, page.Text, StringComparison.Ordinal);
        var table = page.Document.QuerySelectorAll("table").Single(one => one.QuerySelector("caption")?.TextContent.Contains(caption, StringComparison.Ordinal) == true);
        var rows = table.QuerySelectorAll("tbody tr:not(.row-group)");
        Assert.Equal(22, rows.Length);
        Assert.Equal(freed, Assert.Single(rows, row => row.TextContent.Contains(freed, StringComparison.Ordinal)).QuerySelectorAll("td")[^1].TextContent.Trim());
    }
}
