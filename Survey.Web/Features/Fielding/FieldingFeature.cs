using Microsoft.AspNetCore.Http.Features;
using Survey.Web.Platform.Security;
using Survey.Web.Storage;
using HttpResults = Microsoft.AspNetCore.Http.Results;

namespace Survey.Web.Features.Fielding;

/// <summary>Surveys: create, publish, preview, pause, archive, delete with undo.</summary>
internal static class FieldingFeature
{
    public static IServiceCollection AddFielding(this IServiceCollection services) => services
        .AddSingleton<SurveyVersionStore>()
        .AddSingleton<SurveyStore>()
        .AddSingleton(_ => new InstrumentLibrary())
        .AddScoped<FieldingContext>()
        .AddSingleton<SampleStudy>()
        // An attribute with a few thousand branches is one form.
        .Configure<FormOptions>(options => options.ValueCountLimit = 50_000);

    public static void MapFielding(this IEndpointRouteBuilder routes)
    {
        routes.MapSurveyActions();
        routes.MapQrCodes();
        routes.MapQuestionnaireFiles();
        routes.MapGet("/surveys/{slug}/preview", PreviewAsync).RequireAuthorization(Policies.View);
    }

    /// <summary>The respondent's own pages, told to show the draft and to keep answers apart as tests.</summary>
    private static async Task<IResult> PreviewAsync(string slug, SurveyStore surveys, CurrentUser user, CancellationToken cancel) =>
        await surveys.FindAsync(user.Organisation, slug, cancel) is { } survey ? HttpResults.LocalRedirect($"/s/{survey.Slug}?preview=1") : HttpResults.NotFound();
}
