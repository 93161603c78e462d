using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Survey.Web.Features.Respond;

/// <summary>Renders respondents' pages: each once per version, language and kind, then from its template.</summary>
internal sealed class PageTemplates(IServiceScopeFactory scopes, ILoggerFactory logs)
{
    /// <summary>More templates than a server meets; when they are reached, rendering starts afresh.</summary>
    private const int MostKept = 4000;

    private readonly ConcurrentDictionary<(string Survey, int Version, string Tag, bool IsPreview, RespondMode Mode, bool AsksAbout, bool IsCorrection, string Page), Task<PageTemplate>> _kept = new();

    /// <summary>The page with the questions of <paramref name="page"/>.</summary>
    public Task<PageTemplate> QuestionsAsync(RespondView view, SurveyPage page)
    {
        var parameters = new Dictionary<string, object?> { ["View"] = view, ["Page"] = page };
        return KeptAsync(view, page.Key, () => page.Kind switch
        {
            PageKind.About => RenderAsync<AboutPage>(parameters),
            PageKind.Dimension => RenderAsync<DimensionPage>(parameters),
            PageKind.Importance => RenderAsync<ImportancePage>(parameters),
            PageKind.Overall => RenderAsync<OverallPage>(parameters),
            PageKind.Questions => RenderAsync<QuestionsPage>(parameters),
            _ => RenderAsync<ReviewPage>(parameters),
        });
    }

    public Task<PageTemplate> StartAsync(RespondView view) => KeptAsync(view, "start", () => RenderAsync<StartPage>(Of(view)));

    public Task<PageTemplate> ReceiptAsync(RespondView view) => KeptAsync(view, "receipt", () => RenderAsync<ReceiptPage>(Of(view)));

    public Task<PageTemplate> ThanksAsync(RespondView view) => KeptAsync(view, "thanks", () => RenderAsync<ThanksPage>(Of(view)));

    public Task<PageTemplate> ResumeAsync(RespondView view, bool mayBegin) => KeptAsync(view, mayBegin ? "resume" : "resume-only", () =>
        RenderAsync<ResumePage>(new Dictionary<string, object?> { ["View"] = view, ["MayBegin"] = mayBegin }));

    public Task<PageTemplate> WaitingAsync(RespondView view) => KeptAsync(view, "waiting", () => RenderAsync<WaitingPage>(Of(view)));

    /// <summary>A page that is made afresh each time.</summary>
    public async Task<string> RenderAsync<TComponent>(Dictionary<string, object?> parameters) where TComponent : IComponent
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(parameters))).ToHtmlString());
    }

    private static Dictionary<string, object?> Of(RespondView view) => new() { ["View"] = view };

    private Task<PageTemplate> KeptAsync(RespondView view, string page, Func<Task<string>> render)
    {
        // A draft changes under its number, so nothing of it is kept.
        if (view.Survey.IsDraft) return ParseAsync(render);
        if (_kept.Count >= MostKept) _kept.Clear();
        var key = (view.Survey.SurveyId, view.Survey.VersionNumber, view.Tag, view.IsPreview, view.Mode, view.AsksAbout, view.IsCorrection, page);
        return _kept.TryGetValue(key, out var kept) && !kept.IsFaulted ? kept : _kept[key] = ParseAsync(render);
    }

    private static async Task<PageTemplate> ParseAsync(Func<Task<string>> render) => PageTemplate.Parse(await render());
}
