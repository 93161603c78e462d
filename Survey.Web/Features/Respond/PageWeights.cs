using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>Renders the pages of a survey, blank, and weighs what would go over the wire.</summary>
internal sealed class PageWeights(PageTemplates templates, SurveyModules modules) : IPageWeights
{
    public async Task<ImmutableArray<PageWeight>> OfAsync(PublishedSurvey survey)
    {
        var weights = ImmutableArray.CreateBuilder<PageWeight>();
        foreach (var tag in survey.Settings.Languages)
        {
            var view = new RespondView(survey, tag);
            var module = await modules.WeighAsync(view);
            weights.Add(new(view.Texts["StartTitle"], tag, IsFirst: true,
            [
                .. new PagePart[]
                {
                    new(PagePartKind.Document, WeightOf(view, await templates.StartAsync(view), null)),
                    new(PagePartKind.StyleSheet, RespondAssets.WeightOfStyle(view)),
                    new(PagePartKind.Module, module),
                }.OrderByDescending(part => part.Bytes),
            ]));
            var further = new List<PageWeight>();
            foreach (var page in view.Plan.Pages)
            {
                var bytes = WeightOf(view, await templates.QuestionsAsync(view, page), page);
                further.Add(new(AnswersShown.TitleOf(view, page), tag, IsFirst: false, [new(PagePartKind.Document, bytes)]));
            }
            if (further.MaxBy(page => page.Bytes) is { } heaviest) weights.Add(heaviest);
        }
        return weights.ToImmutable();
    }

    // As fast as the server compresses what it makes for one person.
    private static int WeightOf(RespondView view, PageTemplate template, SurveyPage? page)
    {
        var html = new ArrayBufferWriter<byte>(32 * 1024);
        template.Write(BlankPage.ValuesOf(view, page), html);
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(html.WrittenSpan);
        return (int)target.Length;
    }
}
