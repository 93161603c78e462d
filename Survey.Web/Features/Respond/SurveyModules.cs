using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The module as a survey's pages load it: with its words in the page's language. One file for each version and language, kept by browsers for good.</summary>
internal sealed class SurveyModules
{
    /// <summary>More files than a server meets; when they are reached, making them starts afresh.</summary>
    private const int MostKept = 400;

    private const string EveryAttributeGiven = "-given";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes with the program, and with it every address.</summary>
    private static readonly string Build = typeof(SurveyModules).Module.ModuleVersionId.ToString("N")[..12];

    private readonly ConcurrentDictionary<(string Survey, int Version, string Tag, bool AsksAbout), Asset> _kept = new();

    /// <summary>The address of the module for a page; nothing is kept of drafts and tests, so theirs is the plain one.</summary>
    public static string AddressOf(RespondView view) => view.Survey.IsDraft || view.IsPreview
        ? RespondAssets.Script
        : string.Create(CultureInfo.InvariantCulture, $"/s/{view.Survey.Slug}/module/{Build}-{view.Survey.VersionNumber}-{view.Tag}{(view.AsksAbout ? "" : EveryAttributeGiven)}.js");

    public async Task GetAsync(HttpContext http, SurveyStore surveys, Visits visits, string slug, string build, int version, string tag)
    {
        var asksAbout = !tag.EndsWith(EveryAttributeGiven, StringComparison.Ordinal);
        if (!asksAbout) tag = tag[..^EveryAttributeGiven.Length];
        var newest = await surveys.FindPublishedAsync(slug, http.RequestAborted);
        var survey = newest is null || version < 1 || version > newest.VersionNumber ? null : await visits.InVersionAsync(newest, version, http.RequestAborted);
        if (survey is null || !survey.Settings.Languages.Contains(tag))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (_kept.Count >= MostKept) _kept.Clear();
        var view = new RespondView(survey, tag) { AsksAbout = asksAbout };
        var asset = _kept.GetOrAdd((survey.SurveyId, version, tag, asksAbout), _ => Make(view));
        await asset.SendAsync(http, isForGood: build == Build);
    }

    private static Asset Make(RespondView view) => RespondAssets.ModuleWith(JsonSerializer.Serialize(new { texts = TextsOf(view) }, Json));

    private static object TextsOf(RespondView view) => new
    {
        saved = view.Texts["ModuleSaved"],
        saving = view.Texts["ModuleSaving"],
        waiting = view.Texts["ModuleWaiting"],
        waitingOne = view.Texts["ModuleWaitingOne"],
        refused = view.Texts["ModuleRefused"],
    };
}
