using Survey.Scoring.Instrument;
using Survey.Tests.Reference;
using Survey.Tests.Support;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;

namespace Survey.Tests.Results;

public sealed class DuplicateControlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_say_which_control_of_repeated_answers_was_chosen_and_the_weakest_of_several_versions()
    {
        await using var app = await SurveyApp.StartAsync();
        var study = await ResultsStudy.WithReferenceAsync(app);
        using var browser = await app.SignInAsync(role: Roles.Viewer, language: "en");
        Assert.Contains("Control of repeated answers: none", (await browser.OpenAsync(study.At("results"))).Text, StringComparison.Ordinal);
        var surveys = app.Service<SurveyStore>();
        var survey = (await surveys.FindAsync(study.Organisation, study.Slug, Cancel))!;
        var draft = survey.Draft with { Settings = survey.Draft.Settings with { Duplicates = DuplicateControl.Device } };
        var saved = await surveys.SaveDraftAsync(study.Organisation, study.SurveyId, survey.DraftRevision, draft, study.Slug, null, null, null, Cancel);
        await surveys.PublishAsync(study.Organisation, study.SurveyId, saved.Revision, new Dictionary<string, TextEdit>(), null, Cancel);
        await study.AddAsync(ReferenceStudy.Responses("servqual").Responses().Take(60).Select(response => response with { Id = "second-" + response.Id }), version: 2);

        Assert.Contains("Control of repeated answers: none", (await browser.OpenAsync(study.At("results"))).Text, StringComparison.Ordinal);
        Assert.Contains("Control of repeated answers: one response per browser", (await browser.OpenAsync(study.At("results?version=2"))).Text, StringComparison.Ordinal);
    }
}
