using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Survey.Tests.Reference;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;

namespace Survey.Tests.Reports;

public sealed class ScratchPreview
{
    [Fact]
    public async Task Write()
    {
        foreach (var study in ReferenceStudy.Names.Take(20))
            foreach (var language in Language.All)
            {
                var q = ReferenceStudy.Responses(study).Questionnaire;
                var document = ReportBuilder.Build(ReportBuilderTests.Evaluate(study), q, language, ReportSubjects.Bank);
                await using var services = new ServiceCollection().BuildServiceProvider();
                await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
                var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ReportView>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Content"] = new ReportContent(language, document.Blocks) }))).ToHtmlString());
                await File.WriteAllTextAsync($"/tmp/results/preview-{study}-{language.Tag}.html", $"<!DOCTYPE html><html lang={language.Tag} dir={language.Direction}><meta charset=utf-8><meta name=viewport content='width=device-width, initial-scale=1'><link rel=stylesheet href=/tmp/results/css/site.css><link rel=stylesheet href=/tmp/results/css/results.css><body><main class=page>{html}</main>", TestContext.Current.CancellationToken);
            }
    }
}
