using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Survey.Tests.Architecture;

/// <summary>What may stand in style sheets and pages: nothing that knows left from right, nothing that the content policy forbids, no text of its own.</summary>
public sealed partial class MarkupTests
{
    private static readonly HashSet<string> VisibleAttributes = ["title", "aria-label", "aria-description", "aria-roledescription", "alt", "placeholder", "label", "value"];

    private static readonly HashSet<string> VisibleParameters = ["Title", "Label", "Hint", "Lead", "Text", "Caption", "Heading", "Message", "Description", "Placeholder"];

    // Words that are the same in every language, or that stand for a language in its own.
    private static readonly HashSet<string> Allowed = ["English", "فارسی", "CSV", "PDF", "XLSX", "JSON", "SPSS", "R", "SVG", "PNG", "n", "p", "t", "df", "F"];

    [Fact]
    public void Style_sheets_know_no_left_and_no_right()
    {
        var sheets = Product.Files(".css").ToList();
        Assert.NotEmpty(sheets);
        None.Of(sheets.SelectMany(file => Physical(file.Text).Select(found => $"{file.At(found.Index)} {found.Text}")));
    }

    [Fact]
    public void Pages_have_no_inline_style_script_or_event_handler() =>
        None.Of(Product.Files(".razor", ".html").SelectMany(file => Inline(SourceText.Markup(file.Text)).Select(found => $"{file.At(found.Index)} {found.Text}")));

    [Fact]
    public void Every_text_of_a_page_comes_from_the_resources() =>
        None.Of(LiteralTexts(Product.Web).Select(found => $"{Place(found.Type, found.Text)} “{found.Text}”"));

    [Theory]
    [InlineData("a { margin-left: 1rem }")]
    [InlineData("a { color: red; left: 0; }")]
    [InlineData("a { text-align: right; }")]
    [InlineData("@media print { a { border-top-left-radius: 2px; } }")]
    [InlineData("a { float: left }")]
    [InlineData("a { padding: 1px 2px 3px 4px; }")]
    public void A_physical_direction_is_found(string css) => Assert.Single(Physical(css));

    [Theory]
    [InlineData("a { margin-inline-start: 1rem; inset-inline-end: 0; text-align: start; padding: 1px 2px 3px 2px; }")]
    [InlineData("/* left: 0; */ a { transition: left 1s; }")]
    public void Logical_properties_pass(string css) => Assert.Empty(Physical(css));

    [Theory]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<button onclick=\"go()\">")]
    [InlineData("<style>p{}</style>")]
    public void Inline_code_is_found(string markup) => Assert.NotEmpty(Inline(markup));

    [Theory]
    [InlineData("<form @onsubmit=\"Save\"><script type=\"module\" src=\"@Files[\"a.js\"]\"></script>")]
    public void What_the_content_policy_allows_passes(string markup) => Assert.Empty(Inline(markup));

    [Fact]
    public void A_literal_text_is_found_in_markup_content_and_parameters()
    {
        CompiledStep Call(string member) => new(null, new("", "Microsoft.AspNetCore.Components.Rendering", "RenderTreeBuilder"), member);
        CompiledStep Text(string text) => new(text, default, null);
        Assert.Equal(["Hello"], LiteralTexts([Text("<p>Hello <b>3</b></p>"), Call("AddMarkupContent")]));
        Assert.Equal(["Close it"], LiteralTexts([Text("<a title=\"Close it\">×</a>"), Call("AddMarkupContent")]));
        Assert.Equal(["World"], LiteralTexts([Text("World"), Call("AddContent")]));
        Assert.Equal(["A name"], LiteralTexts([Text("placeholder"), Text("A name"), Call("AddAttribute")]));
        Assert.Equal(["A title"], LiteralTexts([Text("Title"), Text("A title"), new(null, new("", "x", "RuntimeHelpers"), "TypeCheck"), Call("AddComponentParameter")]));
        Assert.Empty(LiteralTexts([Text("class"), Text("page"), Call("AddAttribute"), Text("\n   "), Call("AddMarkupContent"), Text("<code>survey</code>"), Call("AddMarkupContent")]));
    }

    private static IEnumerable<(string Text, int Index)> Physical(string css) =>
        from declaration in SourceText.Declarations(css)
        where PhysicalProperty().IsMatch(declaration.Property)
            || declaration.Property is "text-align" or "float" or "clear" && declaration.Value is "left" or "right"
            || declaration.Property is "padding" or "margin" or "inset" or "border-width" && HasUnequalSides(declaration.Value)
        select ($"{declaration.Property}: {declaration.Value}", declaration.Index);

    /// <summary>Four values of which the second (right) and the fourth (left) differ.</summary>
    private static bool HasUnequalSides(string value) =>
        !value.Contains('(', StringComparison.Ordinal) && value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var right, _, var left] && left != right;

    private static IEnumerable<(string Text, int Index)> Inline(string markup) =>
        InlineCode().Matches(markup).Select(match => (match.Value.Trim(), match.Index));

    private static IEnumerable<(TypeName Type, string Text)> LiteralTexts(CompiledAssembly assembly) =>
        from method in assembly.Methods
        from text in LiteralTexts(method.Steps)
        select (method.Type, text);

    /// <summary>The literals that a compiled page hands to the renderer as something to be read.</summary>
    private static List<string> LiteralTexts(IReadOnlyList<CompiledStep> steps)
    {
        var found = new List<string>();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is not { Member: { } member, Type.Name: "RenderTreeBuilder" }) continue;
            var last = i - 1;
            while (last >= 0 && steps[last] is { Member: "TypeCheck" or "CreateInferredEventCallback" }) last--;
            if (last < 0 || steps[last].Text is not { } text) continue;
            var name = last > 0 ? steps[last - 1].Text : null;
            found.AddRange(member switch
            {
                "AddMarkupContent" => InMarkup(text),
                "AddContent" => [text],
                "AddAttribute" when name is not null && VisibleAttributes.Contains(name) && name != "value" => [text],
                "AddComponentParameter" or "AddAttribute" when name is not null && VisibleParameters.Contains(name) => [text],
                _ => [],
            });
        }

        return [.. found.Select(text => text.Trim()).Where(IsText)];
    }

    private static IEnumerable<string> InMarkup(string markup)
    {
        var fragment = new HtmlParser().ParseDocument("<body>" + markup).Body!;
        // What a person types is the same in every language.
        foreach (var node in fragment.Descendants<IText>().Where(node => node.ParentElement?.Closest("code, kbd") is null)) yield return node.Text;
        foreach (var element in fragment.Descendants<IElement>())
            foreach (var attribute in element.Attributes.Where(attribute => VisibleAttributes.Contains(attribute.Name)))
                if (attribute.Name != "value" || element is AngleSharp.Html.Dom.IHtmlInputElement { Type: "submit" or "button" }) yield return attribute.Value;
    }

    private static bool IsText(string text) => text.Any(char.IsLetter) && !Allowed.Contains(text.Trim(' ', ':', '(', ')', '·'));

    private static string Place(TypeName type, string text)
    {
        var candidates = Product.Files(".razor").Where(file => Path.GetFileNameWithoutExtension(file.Path) == type.Name).ToList();
        var path = type.FullName.Replace("Survey.Web.", "Survey.Web/", StringComparison.Ordinal).Replace('.', '/');
        var file = candidates.FirstOrDefault(one => one.Path.StartsWith(path, StringComparison.Ordinal)) ?? candidates.FirstOrDefault();
        return file is null ? type.FullName : file.At(Math.Max(0, file.Text.IndexOf(text, StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^(margin|padding|scroll-margin|scroll-padding)-(left|right)$|^border-(left|right)(-|$)|^border-(top|bottom)-(left|right)-radius$|^(left|right)$")]
    private static partial Regex PhysicalProperty();

    [GeneratedRegex(@"\sstyle\s*=|<style[\s>]|\son[a-z]+\s*=|javascript:|<script\b[^>]*>(?!\s*</script>)", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();
}
