using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Survey.Scoring.Instrument;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>
/// The module as a survey's pages load it: with its words and with all pages of the survey, blank, so that answering goes on without a connection. One file for
/// each version and language, kept by browsers for good.
/// </summary>
internal sealed class SurveyModules(PageTemplates templates)
{
    /// <summary>More files than a server meets; when they are reached, making them starts afresh.</summary>
    private const int MostKept = 400;

    // Hyphens part the address already: with one more of them no route would be found.
    private const char Part = '_';

    private const string EveryAttributeGiven = "_given";

    private static readonly RespondMode[] Guests = [RespondMode.Kiosk, RespondMode.Embed];

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes with the program, and with it every address.</summary>
    private static readonly string Build = typeof(SurveyModules).Module.ModuleVersionId.ToString("N")[..12];

    private readonly ConcurrentDictionary<(string Survey, int Version, string Tag, bool AsksAbout, RespondMode Mode), Lazy<Task<Asset>>> _kept = new();

    /// <summary>The address of the module for a page; nothing is kept of drafts and tests, so theirs is the plain one.</summary>
    public static string AddressOf(RespondView view) => view.Survey.IsDraft || view.IsPreview
        ? RespondAssets.Script
        : string.Create(CultureInfo.InvariantCulture, $"/s/{view.Survey.Slug}/module/{Build}-{view.Survey.VersionNumber}-{view.Tag}{(view.AsksAbout ? "" : EveryAttributeGiven)}{(view.IsGuest ? Part + RespondModes.NameOf(view.Mode) : "")}.js");

    public async Task GetAsync(HttpContext http, SurveyStore surveys, Visits visits, string slug, string build, int version, string tag)
    {
        var mode = Guests.FirstOrDefault(guest => tag.EndsWith(Part + RespondModes.NameOf(guest), StringComparison.Ordinal));
        if (mode != RespondMode.Own) tag = tag[..^(RespondModes.NameOf(mode).Length + 1)];
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
        var view = new RespondView(survey, tag) { AsksAbout = asksAbout, Mode = mode };
        var made = _kept.GetOrAdd((survey.SurveyId, version, tag, asksAbout, mode), _ => new(() => Task.Run(() => MakeAsync(view))));
        await (await made.Value).SendAsync(http, isForGood: build == Build);
    }

    /// <summary>The bytes of the file that a survey's pages would load, compressed; nothing of it is kept.</summary>
    public async Task<int> WeighAsync(RespondView view) => (await MakeAsync(view)).Weight;

    private async Task<Asset> MakeAsync(RespondView view)
    {
        var pages = new Dictionary<string, BlankPage> { ["start"] = BlankPage.Of(view, await templates.StartAsync(view)) };
        foreach (var page in view.Plan.Pages) pages[page.Key] = BlankPage.Of(view, await templates.QuestionsAsync(view, page), page);
        pages["waiting"] = BlankPage.Of(view, await (view.IsGuest ? templates.ThanksAsync(view) : templates.WaitingAsync(view)));
        return RespondAssets.ModuleWith(JsonSerializer.Serialize(new
        {
            address = $"/s/{view.Survey.Slug}",
            mode = view.IsGuest ? RespondModes.NameOf(view.Mode) : null,
            texts = TextsOf(view),
            linked = view.Mode != RespondMode.Kiosk ? null : view.Questionnaire.Attributes.Select((attribute, k) => (attribute, k))
                .Where(one => view.Survey.Settings.LinkAttributes.Contains(one.attribute.Id)).ToDictionary(one => one.attribute.Id, one => FieldNames.LinkAttribute(one.k)),
            attributes = view.Questionnaire.Attributes.Length,
            conditions = ModuleConditions.Of(view.Questionnaire),
            random = view.Questionnaire.Dimensions.Select((dimension, k) => dimension.HasRandomOrder ? k : -1).Where(k => k >= 0),
            drawn = ModuleDrawing.Of(view.Questionnaire),
            questions = view.Plan.Pages.Where(page => page.Kind == PageKind.Questions)
                .ToDictionary(page => page.Key, page => page.QuestionsOf(view.Questionnaire).Select(FieldNames.Question)),
            needed = view.Questionnaire.Questions.Select((question, k) => (question, k)).Where(one => one.question.Requirement == Requirement.Hard).Select(one => FieldNames.Question(one.k)),
            ratings = view.IsRequired,
            options = view.Questionnaire.Attributes.Select(attribute => attribute.Options.ToDictionary(option => option.Id, option => view.In(option.Text))),
            order = view.Plan.Pages.Select(page => page.Key),
            pages,
        }, Json), view.IsGuest);
    }

    private static object TextsOf(RespondView view) => new
    {
        saved = view.Texts["ModuleSaved"],
        saving = view.Texts["ModuleSaving"],
        waiting = view.Texts["ModuleWaiting"],
        waitingOne = view.Texts["ModuleWaitingOne"],
        refused = view.Texts["ModuleRefused"],
        needed = view.Texts["ModuleNeeded"],
        needsLine = view.Texts["ModuleNeedsLine"],
        step = view.Texts["Step", "#", "#"],
        open = view.IsRequired ? view.Texts["ReviewRequired", "#"] : view.Texts["ReviewOpen", "#"],
        idle = view.Mode == RespondMode.Kiosk ? view.Texts["KioskIdle", "#"] : null,
        here = view.Mode == RespondMode.Kiosk ? view.Texts["KioskHere"] : null,
        pause = view.Mode == RespondMode.Kiosk ? view.Texts["KioskPause"] : null,
        after = view.Mode == RespondMode.Kiosk ? view.Texts["KioskAfter", "#"] : null,
        openOne = view.IsRequired ? view.Texts["ReviewRequiredOne"] : view.Texts["ReviewOpenOne"],
    };
}
