using Microsoft.AspNetCore.Authentication;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The start: who comes new gets the first page, who began before is asked, who has finished gets the receipt.</summary>
internal sealed class StartHandler(Visits visits, ResponseWriter writer, RespondPages pages, RespondLimits limits, TimeProvider time)
{
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
            if (visit.Row is { IsSubmitted: true } && !isAnew)
                RespondRequests.SeeOther(http, visit.NewestView.Address("receipt"));
            else if (visit.Row is not null && visit.LetsFinish && !isAnew)
                await ResumeAsync(http, visit);
            else if (!visit.TakesNew)
                await pages.RefuseAsync(http, visit);
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
            await pages.MessageAsync(http, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? "TooLarge" : "Forged", exception.StatusCode, visits.Recall(http, slug), $"/s/{slug}", "ToStart");
            return;
        }
        Visit? visit = null;
        var token = form[FieldNames.Token].ToString();
        try
        {
            visit = await visits.OpenAsync(http, slug, withRow: false);
            if (visit is null)
            {
                await UnknownAsync(http, pages);
                return;
            }
            if (visit.Newest.Settings.Languages.Contains(form[FieldNames.Language].ToString())) visit = visit with { Tag = form[FieldNames.Language].ToString() };
            if (!RespondOrigin.IsOwn(http.Request))
                await pages.MessageAsync(http, "Foreign", StatusCodes.Status403Forbidden, visit, visit.NewestView.Address(), "ToStart");
            else if (!ResponseToken.IsWellFormed(token))
                await pages.MessageAsync(http, "Forged", StatusCodes.Status400BadRequest, visit, visit.NewestView.Address(), "ToStart");
            else if (!visit.TakesNew)
                await pages.RefuseAsync(http, visit);
            else if (!limits.TakesBeginning(visit.Newest.SurveyId, http.Connection.RemoteIpAddress))
                await AgainAsync(http, visit, form, token, "TooFast", StatusCodes.Status429TooManyRequests);
            else if (visit.Newest.Settings.Consent is not null && form[FieldNames.Consent] != "1")
                await AgainAsync(http, visit, form, token, "ConsentProblem", StatusCodes.Status400BadRequest, "problem-consent");
            else
                await BeginAsync(http, visit, form, token);
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

    private Task ResumeAsync(HttpContext http, Visit visit)
    {
        var sheet = visit.Sheet;
        var view = visit.ViewOf(sheet);
        return pages.ResumeAsync(http, view, view.Plan.FirstUnsaved(sheet.Saved).Key, visit.TakesNew);
    }

    private async Task BeginAsync(HttpContext http, Visit visit, IFormCollection form, string token)
    {
        var begun = Begun(visit, form, token);
        var survey = visit.Newest;
        var row = survey.IsDraft ? begun
            : (await writer.SaveAsync(new ResponseKey(survey.Organisation, survey.SurveyId, begun.ResponseId), present => present ?? begun, http.RequestAborted))!;
        if (row.VersionNumber != survey.VersionNumber) survey = await visits.InVersionAsync(survey, row.VersionNumber, http.RequestAborted);
        var sheet = AnswerSheet.Of(row, survey.Questionnaire);
        var view = new RespondView(survey, visit.Tag) { IsPreview = visit.IsPreview, AsksAbout = sheet.AsksAbout };
        if (survey.IsDraft)
        {
            await pages.DraftAsync(http, view, view.Plan.First, row, token);
            return;
        }
        Visits.Remember(http, survey, visit.IsPreview, token);
        RespondRequests.SeeOther(http, row.IsSubmitted ? view.Address("receipt") : view.Address(view.Plan.First.Key, "begun=1"));
    }

    private ResponseRow Begun(Visit visit, IFormCollection form, string token)
    {
        var survey = visit.Newest;
        var sheet = AnswerSheet.Empty(survey.Questionnaire);
        for (var k = 0; k < survey.Questionnaire.Attributes.Length; k++)
        {
            var attribute = survey.Questionnaire.Attributes[k];
            var value = form[FieldNames.LinkAttribute(k)].ToString();
            if (!survey.Settings.LinkAttributes.Contains(attribute.Id) || value.Length == 0 || !PostedPage.IsPossible(attribute, value)) continue;
            sheet = sheet with { Attributes = sheet.Attributes.SetItem(k, value), SetByLink = sheet.SetByLink.SetItem(k, true) };
        }
        var now = time.GetUtcNow();
        return sheet.On(new ResponseRow
        {
            SurveyId = survey.SurveyId,
            ResponseId = ResponseToken.ResponseIdOf(token),
            OrganisationId = survey.Organisation.Value,
            VersionNumber = survey.VersionNumber,
            Status = ResponseRow.Partial,
            IsTest = visit.IsPreview,
            Answers = [],
            Language = visit.Tag,
            Channel = "web",
            StartedAt = now,
            UpdatedAt = now,
        }, survey.Questionnaire);
    }

    /// <summary>The start page once more, with what is wrong.</summary>
    private Task AgainAsync(HttpContext http, Visit visit, IFormCollection form, string token, string problem, int status, string? part = null)
    {
        var values = new PageValues();
        values.Texts["token"] = token;
        for (var k = 0; k < visit.Newest.Questionnaire.Attributes.Length; k++)
        {
            var name = FieldNames.LinkAttribute(k);
            if (form[name].ToString() is not { Length: > 0 } value) continue;
            values.Parts.Add($"link-{k}");
            values.Texts[name] = value;
        }
        RespondPages.Explain(http, values, visit.NewestView, problem, status);
        if (part is not null) values.Parts.Add(part);
        return pages.StartAsync(http, visit.NewestView, values, status);
    }

    private static PageValues ValuesOf(HttpContext http, Visit visit, string token, bool isAnew)
    {
        var values = new PageValues();
        var query = isAnew ? "&anew=1" : "";
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
        values.Texts["query"] = query;
        return values;
    }
}
