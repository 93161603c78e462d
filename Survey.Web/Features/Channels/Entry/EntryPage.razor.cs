using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Survey.Web.Features.Channels.Sheets;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Channels.Entry;

/// <summary>Stores a sheet and opens the next, or gives back what was typed with what is wrong.</summary>
public sealed partial class EntryPage
{
    private const int Listed = 20;

    private readonly FormErrors errors = new();
    private ManagedSurvey? survey;
    private SurveyVersion? version;
    private IReadOnlyList<EntryField> fields = [];
    private IReadOnlyList<EnteredSheet> latest = [];
    private IReadOnlyList<EnteredSheet> differing = [];
    private LocalTime time = null!;
    private IFormCollection? posted;
    private string? taken;

    [Parameter] public string Slug { get; set; } = "";

    /// <summary>The sheet that was stored last.</summary>
    [SupplyParameterFromQuery] private string? Done { get; set; }

    /// <summary>The version that the sheets ask; the newest without it.</summary>
    [SupplyParameterFromQuery] private int? Version { get; set; }

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    private string Here => $"/surveys/{survey!.Slug}/entry";

    private string ChosenLanguage => Value("language") is { Length: > 0 } chosen ? chosen : Language.Current.Tag;

    protected override async Task OnInitializedAsync()
    {
        survey = await Surveys.FindAsync(User.Organisation, Slug, Http.RequestAborted);
        if (survey is null)
        {
            Navigation.NotFound();
            return;
        }
        if (survey.PublishedVersion is not { } newest) return;
        version = await Versions.FindVersionAsync(User.Organisation, survey.SurveyId, Version ?? newest, Http.RequestAborted);
        if (version is null)
        {
            survey = null;
            Navigation.NotFound();
            return;
        }
        fields = EntryField.Of(version.Questionnaire, T);
        time = (await Organisations.FindAsync(User.Organisation, Http.RequestAborted) ?? throw new InvalidOperationException("The organisation of a session is gone.")).Time;
        latest = await Sheets.LatestAsync(User.Organisation, survey.SurveyId, Listed, Http.RequestAborted);
        differing = await Sheets.DifferingAsync(User.Organisation, survey.SurveyId, Listed, Http.RequestAborted);
    }

    private async Task SaveAsync()
    {
        if (survey is null || version is null) return;
        posted = await Http.Request.ReadFormAsync(Http.RequestAborted);
        var isPhone = posted["medium"] == ResponseChannel.Phone;
        var sheet = isPhone ? "t-" + Guid.CreateVersion7().ToString("N")[..16] : SheetNumber();
        var values = EntryInput.Read(fields, version.Questionnaire, posted, errors, T);
        if (errors.Any || sheet is null) return;
        var entered = new EnteredSheet
        {
            Sheet = sheet,
            VersionNumber = version.Number,
            Channel = isPhone ? ResponseChannel.Phone : ResponseChannel.Paper,
            ResponseId = isPhone ? sheet : $"{ResponseChannel.Paper}-{sheet}",
            Entered = values,
            EnteredAt = Clock.GetUtcNow(),
        };
        var language = version.Settings.Languages.Contains(ChosenLanguage) ? ChosenLanguage : null;
        var row = ResponseEncoding.ToRow(EntryReading.ToResponse(values, version.Questionnaire, language, entered), version.Questionnaire, User.Organisation, survey.SurveyId, version.Number, isTest: false, entered.EnteredAt);
        if (await Sheets.AddAsync(User.Organisation, survey.SurveyId, entered, row, User.AccountId, Http.RequestAborted))
        {
            Navigation.NavigateTo(Next(sheet));
            return;
        }
        taken = sheet;
        var before = await Sheets.FindAsync(User.Organisation, survey.SurveyId, sheet, Http.RequestAborted);
        errors.Add("sheet", before is null ? T["EntryIdTaken", Shown(sheet)] : T["EntryTaken", Shown(sheet), before.EnteredBy ?? "", Language.Current.DateTime(before.EnteredAt, time)]);
    }

    /// <summary>The number of the sheet; null, with the reason, where it is none of this survey and version.</summary>
    private string? SheetNumber()
    {
        var typed = Value("sheet");
        if (SheetCode.SheetOf(typed, survey!.Slug) is not { } number)
        {
            errors.Add("sheet", T["EntrySheetWrong"]);
            return null;
        }
        if (SheetCode.Read(typed) is { } code && code.Version != version!.Number)
        {
            errors.Add("sheet", T["EntryOtherVersion", code.Version, version.Number]);
            return null;
        }
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The next sheet, with what was wanted to stay.</summary>
    private string Next(string sheet)
    {
        var query = new Dictionary<string, string?> { ["done"] = sheet, ["medium"] = Value("medium"), ["language"] = Value("language") };
        if (Version is { } chosen) query["version"] = chosen.ToString(CultureInfo.InvariantCulture);
        if (Value(EntryInput.TakesEmpty) == "1") query[EntryInput.TakesEmpty] = "1";
        if (Value("keep") == "1")
        {
            query["keep"] = "1";
            foreach (var field in fields.Where(field => field.Kind == EntryKind.Attribute)) query[field.Name] = Value(field.Name);
        }
        return QueryHelpers.AddQueryString(Here, query);
    }

    /// <summary>What stands in a field: as it was just typed, or as it was kept from the sheet before.</summary>
    private string Value(string name) => posted is not null ? posted[name].ToString() : Http.Request.Query[name].ToString();

    /// <summary>The number of a sheet as people read it.</summary>
    private static string Shown(string sheet) => Language.Current.Digits(sheet);
}
