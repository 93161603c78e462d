using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Survey.Scoring.Instrument;

namespace Survey.Web.Features.Respond;

/// <summary>A page before anybody has answered it, with every part that some people see: the module fills it in while there is no connection.</summary>
/// <param name="Title">The document's title.</param>
/// <param name="Html">What stands in its main element.</param>
internal sealed record BlankPage([property: JsonPropertyName("title")] string Title, [property: JsonPropertyName("html")] string Html)
{
    public static BlankPage Of(RespondView view, PageTemplate template, SurveyPage? asked = null)
    {
        var output = new ArrayBufferWriter<byte>(32 * 1024);
        template.Write(ValuesOf(view, asked), output);
        var page = Encoding.UTF8.GetString(output.WrittenSpan);
        return new(WebUtility.HtmlDecode(Between(page, "<title>", "</title>")), Between(page, "<main id=\"main\">", "</main>").Trim());
    }

    /// <summary>What fills the page of nobody, with every part that some people see.</summary>
    public static PageValues ValuesOf(RespondView view, SurveyPage? page)
    {
        var questionnaire = view.Questionnaire;
        var sheet = AnswerSheet.Empty(questionnaire);
        var values = new PageValues { Answers = sheet.Answers, Outcomes = sheet.Outcomes, Options = [.. questionnaire.Attributes.Select(_ => -1)] };
        values.Parts.UnionWith(["all", "open", "open-importance", "waits"]);
        for (var k = 0; k < questionnaire.Attributes.Length; k++) values.Parts.UnionWith([$"ask-{k}", $"link-{k}", $"known-{k}", $"unknown-{k}"]);
        for (var k = 0; k < questionnaire.Questions.Length; k++)
        {
            values.Parts.Add($"ask-{FieldNames.Question(k)}");
            if (questionnaire.Questions[k].Requirement != Requirement.None) values.Parts.Add($"open-{FieldNames.Question(k)}");
        }
        for (var k = 0; k < questionnaire.Batteries.Length; k++) values.Parts.Add($"battery-{k}");
        values.Parts.Add("back");
        if (page is { Kind: PageKind.Dimension })
        {
            var first = questionnaire.Dimensions.Take(page.Dimension).Sum(before => before.Items.Length) + 1;
            values.Positions = [.. Enumerable.Range(first, questionnaire.Dimensions[page.Dimension].Items.Length).Select(number => view.Language.Integer(number))];
        }
        for (var k = 1; k <= questionnaire.Dimensions.Length; k++) values.Parts.Add($"open-d{k}");
        for (var k = 1; k <= questionnaire.Items.Count(); k++) values.Parts.Add($"open-i{k}");
        for (var k = 0; k < questionnaire.Outcomes.Length; k++) values.Parts.Add($"open-o{k}");
        return values;
    }

    private static string Between(string page, string start, string end)
    {
        var from = page.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return page[from..page.IndexOf(end, from, StringComparison.Ordinal)];
    }
}
