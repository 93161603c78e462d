using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Features;
using Survey.Web.Platform.Localization;
using Survey.Web.Shell;
using Survey.Web.Storage;

namespace Survey.Web.Features.Inviting;

/// <summary>The work behind the page of invitations.</summary>
public sealed partial class InvitationsPage
{
    private const int PageSize = 100;
    private const int LargestFile = 1 << 20;

    private static readonly string[] States = [Invitation.Unused, Invitation.Started, Invitation.Used, Invitation.Revoked];

    private readonly FormErrors errors = new();
    private ManagedSurvey? survey;
    private DuplicateControl level;
    private InvitationCounts counts = new(0, 0, 0, 0);
    private IReadOnlyList<Invitation> shown = [];
    private ImmutableArray<NewInvitation> made = [];
    private string typedNumber = "";
    private string typedList = "";

    [Parameter] public string Slug { get; set; } = "";
    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? State { get; set; }
    [SupplyParameterFromQuery] private int From { get; set; }
    [SupplyParameterFromQuery] private string? Done { get; set; }
    [SupplyParameterFromQuery] private int Number { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await Surveys.FindAsync(User.Organisation, Slug, Http.RequestAborted) is not { } found)
        {
            Navigation.NotFound();
            return;
        }
        // What counts for people is the published version; before the first one the draft shows what will.
        level = (await Surveys.FindPublishedAsync(found.Slug, Http.RequestAborted))?.Settings.Duplicates ?? found.Draft.Settings.Duplicates;
        if (!States.Contains(State)) State = null;
        From = Math.Max(0, From);
        counts = await Invitations.CountsAsync(User.Organisation, found.SurveyId, Http.RequestAborted);
        shown = await Invitations.ListAsync(User.Organisation, found.SurveyId, State ?? "", From, PageSize, Http.RequestAborted);
        survey = found;
    }

    private string At(string page) => $"/surveys/{survey!.Slug}{page}";

    private string File => $"data:text/csv;charset=utf-8;base64,{Convert.ToBase64String(NewInvitations.ToCsv(made))}";

    private string ListHint => T["ListHint", string.Join(T["Comma"], survey!.Draft.Questionnaire.Attributes.Select(attribute => attribute.Id).Prepend("language"))];

    private string Known(Invitation one) => string.Join(T["Comma"], ResponseEncoding.Attributes(one.Attributes)
        .Select(given => NameOf(given.Key, given.Value)).Prepend(one.Language is { } tag ? Language.Of(tag).NativeName : "").Where(part => part.Length > 0));

    private string NameOf(string attribute, string value) => survey!.Draft.Questionnaire.Attributes.FirstOrDefault(one => one.Id == attribute)
        ?.Options.FirstOrDefault(option => option.Id == value)?.Text.In(T.Language.Tag) ?? value;

    private static Tone ToneOf(string state) => state switch
    {
        Invitation.Used => Tone.Success,
        Invitation.Started => Tone.Information,
        Invitation.Revoked => Tone.Warning,
        _ => Tone.Neutral,
    };

    private async Task MakeNumberAsync()
    {
        typedNumber = (await Http.Request.ReadFormAsync(Http.RequestAborted))["number"].ToString();
        if (int.TryParse(PersianText.LatinDigits(typedNumber.Trim()), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= InvitationList.Most)
            await MakeAsync(InvitationList.Anonymous(number));
        else errors.Add("number", T["NumberWrong", InvitationList.Most]);
    }

    private async Task MakeListAsync()
    {
        var form = await Http.Request.ReadFormAsync(Http.RequestAborted);
        typedList = form["list"].ToString();
        if (form.Files.GetFile("file") is { Length: > 0 } file)
        {
            if (file.Length > LargestFile)
            {
                errors.Add("file", T["FileLarge"]);
                return;
            }
            using var reader = new StreamReader(file.OpenReadStream());
            typedList = await reader.ReadToEndAsync(Http.RequestAborted);
        }
        var list = InvitationList.Read(typedList, survey!.Draft.Questionnaire, survey.Draft.Settings.Languages);
        foreach (var problem in list.Problems.Take(20))
            errors.Add("list", problem.Line == 0 ? T[problem.Text, InvitationList.Most] : T["AtLine", problem.Line, T[problem.Text, problem.Value]]);
        if (!errors.Any) await MakeAsync(list);
    }

    private async Task MakeAsync(InvitationList list)
    {
        // Codes stand in the page: compressed beside text of somebody else's choice, its length could give them away. Nor is the page kept.
        if (Http.Features.Get<IHttpsCompressionFeature>() is { } compression) compression.Mode = HttpsCompressionMode.DoNotCompress;
        Http.Response.Headers.CacheControl = "no-store";
        made = await NewInvitations.MakeAsync(Invitations, survey!, list.People, Navigation.BaseUri, Http.RequestAborted);
    }

    private async Task RevokeAsync()
    {
        var serial = (await Http.Request.ReadFormAsync(Http.RequestAborted))["serial"].ToString();
        int? one = int.TryParse(serial, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (one is null && serial != "all") return;
        var revoked = await Invitations.RevokeAsync(User.Organisation, survey!.SurveyId, one, Http.RequestAborted);
        Navigation.NavigateTo(At(string.Create(CultureInfo.InvariantCulture, $"/invitations?done=revoked&number={revoked}")));
    }
}
