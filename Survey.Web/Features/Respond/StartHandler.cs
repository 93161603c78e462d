using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The start: who comes new gets the first page, who began before is asked, who has finished gets the receipt.</summary>
internal sealed class StartHandler(Visits visits, ResponseWriter writer, Invited invited, AnsweringPace pace, BeginningGuard guard, InvitationMixing mixing, RespondPages pages, RespondLimits limits)
{
    private const int Attempts = 5;

    public async Task GetAsync(HttpContext http, string slug)
    {
        try
        {
            if (await visits.OpenAsync(http, slug, withRow: true) is not { } visit)
            {
                await UnknownAsync(http, pages);
                return;
            }
            if (http.Request.Query.ContainsKey("lang")) Visits.RememberLanguage(http, visit.Newest, visit.Tag);
            var isAnew = http.Request.Query["anew"] == "1";
            if (visit.IsModeOff)
                await ModeOffAsync(http, visit);
            else if (visit.NeedsInvitation && http.Request.Query[FieldNames.Access].ToString() is { Length: > 0 } typed)
                await InvitedAsync(http, visit, typed);
            else if (visit.Row is { IsSubmitted: true } && !isAnew)
                RespondRequests.SeeOther(http, visit.NewestView.Address("receipt"));
            else if (visit.Row is not null && visit.LetsFinish && !isAnew)
                await ResumeAsync(http, visit);
            else if (!visit.TakesNew)
                await pages.RefuseAsync(http, visit);
            else if (visit.NeedsInvitation)
                await pages.AccessAsync(http, visit.NewestView, "", null, StatusCodes.Status200OK);
            else if (Visits.HasAnswered(http, visit))
                await AnsweredAsync(http, visit);
            else
                await pages.StartAsync(http, visit.NewestView, ValuesOf(http, visit, ResponseToken.Mint(), isAnew));
        }
        catch (Exception exception) when (Dialect.IsUnavailable(exception))
        {
            await pages.AwayAsync(http, visits.Recall(http, slug));
        }
    }

    public async Task PostAsync(HttpContext http, string slug)
    {
        IFormCollection form;
        try
        {
            form = await RespondRequests.ReadFormAsync(http);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(http, exception.StatusCode, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "TooLarge" : "Forged", visits.Recall(http, slug), slug);
            return;
        }
        Visit? visit = null;
        var token = form[FieldNames.Token].ToString();
        try
        {
            visit = await visits.OpenAsync(http, slug, withRow: true);
            if (visit is null)
            {
                await UnknownAsync(http, pages);
                return;
            }
            if (visit.Newest.Settings.Languages.Contains(form[FieldNames.Language].ToString())) visit = visit with { Tag = form[FieldNames.Language].ToString() };
            if (!RespondOrigin.IsOwn(http.Request))
                await RefuseAsync(http, StatusCodes.Status403Forbidden, "Foreign", visit, slug);
            else if (!ResponseToken.IsWellFormed(token) || form[FieldNames.Trap].ToString().Length > 0)
                await RefuseAsync(http, StatusCodes.Status400BadRequest, "Forged", visit, slug);
            else if (!limits.TakesBeginning(visit.Newest.SurveyId, http.Connection.RemoteIpAddress))
                await AgainAsync(http, visit, form, token, "TooFast", StatusCodes.Status429TooManyRequests);
            else if (visit.IsModeOff)
                await ModeOffAsync(http, visit);
            else if (!visit.IsPreview && !guard.Takes(visit.Newest.SurveyId, token, form[FieldNames.Shown].ToString(), form[FieldNames.Work].ToString()))
                await CrowdedAsync(http, visit, form, token);
            else if (Visits.HasAnswered(http, visit) && visit.Token != token)
                await AnsweredAsync(http, visit);
            else if (visit.NeedsInvitation && form[FieldNames.Access].ToString().Length == 0)
                await WithoutAccessAsync(http, visit, "", null);
            else if (visit.Newest.Settings.Consent is not null && form[FieldNames.Consent] != "1")
                await AgainAsync(http, visit, form, token, "ConsentProblem", StatusCodes.Status400BadRequest, "problem-consent");
            else
                await BeginSoonAsync(http, visit, form, token);
        }
        catch (Exception exception) when (exception is ResponseWriterBusyException || Dialect.IsUnavailable(exception))
        {
            visit ??= visits.Recall(http, slug);
            if (visit is null || !ResponseToken.IsWellFormed(token)) await pages.AwayAsync(http, visit);
            else await AgainAsync(http, visit, form, token, "Away", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>No such survey; in a preview perhaps only nobody signed in.</summary>
    public static Task UnknownAsync(HttpContext http, RespondPages pages) => Visits.IsPreview(http) && http.User.Identity?.IsAuthenticated != true
        ? http.ChallengeAsync()
        : pages.MessageAsync(http, "Unknown", StatusCodes.Status404NotFound);

    /// <summary>Who comes with an access code: to the first page, back to what was begun, or to the reason why neither.</summary>
    private async Task InvitedAsync(HttpContext http, Visit visit, string typed)
    {
        var found = await invited.FindAsync(http, visit, typed);
        switch (found)
        {
            case { Problem: { } problem }:
                await WithoutAccessAsync(http, visit, typed, problem);
                break;
            case { Stage: InvitationStage.Unused } when !visit.TakesNew:
                await pages.RefuseAsync(http, visit);
                break;
            case { Stage: InvitationStage.Unused } when QuietAnswer.IsWanted(http):
                RespondPages.RetryLater(http, StatusCodes.Status503ServiceUnavailable);
                await QuietAnswer.SendAsync(http, StatusCodes.Status503ServiceUnavailable, "Away");
                break;
            case { Stage: InvitationStage.Unused }:
                var view = Invited.ViewOf(http, visit, found);
                var values = ValuesOf(http, visit, ResponseToken.Mint(), isAnew: false);
                values.Parts.Add("access");
                values.Texts["access"] = found.Code!.Code;
                values.Texts["query"] += $"&{FieldNames.Access}={found.Code.Shown}";
                await pages.StartAsync(http, view, values);
                break;
            case { Secret: { } secret } when !QuietAnswer.IsWanted(http):
                Visits.Remember(http, visit.Newest, visit.IsPreview, secret);
                RespondRequests.SeeOther(http, visit.NewestView.Address());
                break;
            // The person's own browser still has the key to what was submitted.
            case { Stage: InvitationStage.Used } when visit.Row is { IsSubmitted: true } && !QuietAnswer.IsWanted(http):
                RespondRequests.SeeOther(http, visit.NewestView.Address("receipt"));
                break;
            default:
                await WithoutAccessAsync(http, visit, "", found.Stage == InvitationStage.Revoked ? "AccessRevoked" : "AccessUsed");
                break;
        }
    }

    private Task WithoutAccessAsync(HttpContext http, Visit visit, string typed, string? problem) => QuietAnswer.IsWanted(http)
        ? QuietAnswer.SendAsync(http, StatusCodes.Status403Forbidden, problem ?? "AccessNeeded")
        : pages.AccessAsync(http, visit.NewestView, typed, problem, StatusCodes.Status403Forbidden);

    /// <summary>Nobody has switched this way of answering on, or the survey wants to know who comes.</summary>
    private Task ModeOffAsync(HttpContext http, Visit visit) => QuietAnswer.IsWanted(http)
        ? QuietAnswer.SendAsync(http, StatusCodes.Status410Gone, "Closed")
        : pages.MessageAsync(http, "ModeOff", StatusCodes.Status404NotFound, visit);

    private Task AnsweredAsync(HttpContext http, Visit visit) => QuietAnswer.IsWanted(http)
        ? QuietAnswer.SendAsync(http, StatusCodes.Status403Forbidden, "Answered")
        : pages.MessageAsync(http, "Answered", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address("continue"), "ContinueLink");

    private Task ResumeAsync(HttpContext http, Visit visit)
    {
        var sheet = visit.Sheet;
        var view = visit.ViewOf(sheet);
        return pages.ResumeAsync(http, view, view.Plan.FirstUnsaved(sheet.Saved).Key, visit.TakesNew && !visit.NeedsInvitation);
    }

    /// <summary>Begins; when the invitation was moved between our reading and our writing, from what stands there now.</summary>
    private async Task BeginSoonAsync(HttpContext http, Visit visit, IFormCollection form, string token)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await BeginAsync(http, visit, form, token);
                return;
            }
            catch (InvitationTakenException) when (attempt < Attempts)
            {
                // Another device was faster, or the rows are just being mixed.
            }
            catch (InvitationTakenException)
            {
                throw new ResponseWriterBusyException();
            }
        }
    }

    private async Task BeginAsync(HttpContext http, Visit visit, IFormCollection form, string token)
    {
        var survey = visit.Newest;
        // What was answered without a connection was asked in the version that the start page showed.
        if (QuietAnswer.IsWanted(http) && int.TryParse(form[FieldNames.Version], NumberStyles.None, CultureInfo.InvariantCulture, out var shown) && shown >= 1 && shown < survey.VersionNumber)
            survey = await visits.InVersionAsync(survey, shown, http.RequestAborted);
        var found = visit.NeedsInvitation ? await invited.FindAsync(http, visit, form[FieldNames.Access].ToString()) : new();
        if (found.Problem is { } problem)
        {
            await WithoutAccessAsync(http, visit, form[FieldNames.Access].ToString(), problem);
            return;
        }
        var begun = Begun(visit, survey, form, token, found.Invitation);
        var row = begun;
        var transition = Participation.Of(null, found.Stage).On(RespondAction.Begin, visit.Allowance);
        if (!survey.IsDraft)
        {
            row = await writer.SaveAsync(new ResponseKey(survey.Organisation, survey.SurveyId, begun.ResponseId), present =>
            {
                transition = Participation.Of(present, found.Stage).On(RespondAction.Begin, visit.Allowance);
                return transition.IsRefused ? present : present ?? begun;
            }, http.RequestAborted, found.Claim(token), begun.UpdatedAt);
            pace.Begin(begun.ResponseId);
            mixing.Note(survey);
        }
        if (transition.Refusal is Refusal.InvitationStarted or Refusal.InvitationUsed or Refusal.InvitationRevoked)
        {
            await InvitedAsync(http, visit, form[FieldNames.Access].ToString());
            return;
        }
        if (transition.IsRefused || row is null)
        {
            if (QuietAnswer.IsWanted(http)) await QuietAnswer.SendAsync(http, StatusCodes.Status410Gone, "Closed");
            else await pages.RefuseAsync(http, visit);
            return;
        }
        if (row.VersionNumber != survey.VersionNumber) survey = await visits.InVersionAsync(survey, row.VersionNumber, http.RequestAborted);
        var sheet = AnswerSheet.Of(row, survey.Questionnaire);
        var view = new RespondView(survey, visit.Tag) { IsPreview = visit.IsPreview, Mode = visit.Mode }.For(sheet);
        if (survey.IsDraft)
        {
            await pages.DraftAsync(http, view, view.Plan.First, row, token);
            return;
        }
        if (!QuietAnswer.IsBackground(http)) Visits.Remember(http, survey, visit.IsPreview, token);
        var next = row.IsSubmitted ? view.Address("receipt") : view.Address(view.Plan.First.Key, "begun=1");
        if (QuietAnswer.IsWanted(http)) QuietAnswer.Stored(http, next);
        else RespondRequests.SeeOther(http, next);
    }

    private static ResponseRow Begun(Visit visit, PublishedSurvey survey, IFormCollection form, string token, Invitation? invitation)
    {
        var sheet = AnswerSheet.Empty(survey.Questionnaire);
        for (var k = 0; k < survey.Questionnaire.Attributes.Length; k++)
        {
            var attribute = survey.Questionnaire.Attributes[k];
            var value = form[FieldNames.LinkAttribute(k)].ToString();
            if (!survey.Settings.LinkAttributes.Contains(attribute.Id) || value.Length == 0 || !PostedPage.IsPossible(attribute, value)) continue;
            sheet = sheet with { Attributes = sheet.Attributes.SetItem(k, value), SetByLink = sheet.SetByLink.SetItem(k, true) };
        }
        sheet = Invited.Known(sheet, survey, invitation);
        return sheet.On(new ResponseRow
        {
            SurveyId = survey.SurveyId,
            ResponseId = ResponseToken.ResponseIdOf(token),
            OrganisationId = survey.Organisation.Value,
            VersionNumber = survey.VersionNumber,
            Status = ResponseRow.Partial,
            IsTest = visit.IsPreview,
            Answers = [],
            Further = Invited.PersonOf(survey, invitation),
            Language = visit.Tag,
            Channel = visit.Mode != RespondMode.Own ? RespondModes.NameOf(visit.Mode) : ResponseChannel.OfLink(form[FieldNames.Via]) ?? ResponseChannel.Web,
            StartedAt = CoarseTime.In(survey, visit.MadeAt),
            UpdatedAt = CoarseTime.In(survey, visit.MadeAt),
        }, survey.Questionnaire);
    }

    /// <summary>Says that nothing was begun.</summary>
    private Task RefuseAsync(HttpContext http, int status, string name, Visit? visit, string slug) => QuietAnswer.IsWanted(http)
        ? QuietAnswer.SendAsync(http, status, name)
        : pages.MessageAsync(http, name, status, visit, visit is null ? $"/s/{slug}" : visit.NewestView.Address(), "ToStart");

    /// <summary>Too many begin at this moment: the module is asked for work, a person without it for patience.</summary>
    private Task CrowdedAsync(HttpContext http, Visit visit, IFormCollection form, string token)
    {
        if (QuietAnswer.IsWanted(http)) http.Response.Headers[QuietAnswer.WorkHeader] = string.Create(CultureInfo.InvariantCulture, $"{BeginningGuard.WorkBits} {guard.Seal(token)}");
        return AgainAsync(http, visit, form, token, "Crowded", StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The start page once more, with what is wrong.</summary>
    private Task AgainAsync(HttpContext http, Visit visit, IFormCollection form, string token, string problem, int status, string? part = null)
    {
        if (QuietAnswer.IsWanted(http))
        {
            RespondPages.RetryLater(http, status);
            return QuietAnswer.SendAsync(http, status == StatusCodes.Status400BadRequest ? StatusCodes.Status422UnprocessableEntity : status, problem);
        }
        var values = new PageValues();
        values.Texts["token"] = token;
        // Who has been shown the page before need not wait from the beginning.
        values.Texts["shown"] = form[FieldNames.Shown].ToString() is var shown && guard.IsOwn(token, shown) ? shown : guard.Seal(token);
        if (form[FieldNames.Access].ToString() is { Length: > 0 } access)
        {
            values.Parts.Add("access");
            values.Texts["access"] = access;
        }
        for (var k = 0; k < visit.Newest.Questionnaire.Attributes.Length; k++)
        {
            var name = FieldNames.LinkAttribute(k);
            if (form[name].ToString() is not { Length: > 0 } value) continue;
            values.Parts.Add($"link-{k}");
            values.Texts[name] = value;
        }
        Via(values, form[FieldNames.Via]);
        RespondPages.Explain(http, values, visit.NewestView, problem, status);
        if (part is not null) values.Parts.Add(part);
        return pages.StartAsync(http, visit.NewestView, values, status);
    }

    private PageValues ValuesOf(HttpContext http, Visit visit, string token, bool isAnew)
    {
        var values = new PageValues();
        var query = isAnew ? "&anew=1" : "";
        values.Texts["shown"] = guard.Seal(token);
        values.Texts["token"] = token;
        if (http.Request.Query["cookies"] == "1") values.Parts.Add("cookie");
        var attributes = visit.Newest.Questionnaire.Attributes;
        for (var k = 0; k < attributes.Length; k++)
        {
            if (!visit.Newest.Settings.LinkAttributes.Contains(attributes[k].Id)) continue;
            if (http.Request.Query[attributes[k].Id].ToString().Trim() is not { Length: > 0 } value) continue;
            query += $"&{Uri.EscapeDataString(attributes[k].Id)}={Uri.EscapeDataString(value)}";
            if (PostedPage.IsPossible(attributes[k], value))
            {
                values.Parts.Add($"link-{k}");
                values.Texts[FieldNames.LinkAttribute(k)] = value;
            }
            else
            {
                values.Parts.Add($"badlink-{k}");
            }
        }
        if (Via(values, http.Request.Query[SurveyLink.Via]) is { } via) query += $"&{SurveyLink.Via}={via}";
        // Whoever only changes the language does not set the device up anew.
        if (visit.Mode == RespondMode.Kiosk) query += "&then=1";
        values.Texts["query"] = query;
        return values;
    }

    /// <summary>Carries the channel that the link asks for to the post that begins the response.</summary>
    private static string? Via(PageValues values, string? asked)
    {
        if (ResponseChannel.OfLink(asked) is not { } via) return null;
        values.Parts.Add("via");
        values.Texts["via"] = via;
        return via;
    }
}
