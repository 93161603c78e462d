using Survey.Tests.Support;

namespace Survey.Tests.Results;

/// <summary>A running application with the survey of the reference study, and a browser in which somebody is signed in.</summary>
internal sealed record VisitedStudy(SurveyApp App, ResultsStudy Study, TestBrowser Browser) : IAsyncDisposable
{
    public static async Task<VisitedStudy> StartAsync(string role, string provider = "sqlite", string language = "en")
    {
        var app = await SurveyApp.StartAsync(provider);
        var study = await ResultsStudy.WithReferenceAsync(app);
        return new VisitedStudy(app, study, await app.SignInAsync(role, language));
    }

    public Task<TestPage> OpenAsync(string part) => Browser.OpenAsync(Study.At(part));

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await App.DisposeAsync();
    }
}
