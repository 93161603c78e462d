using Survey.Web.Storage;

namespace Survey.Web.Features.Respond;

/// <summary>The respondent's portal: static pages and plain posts below <c>/s/</c>.</summary>
internal static class RespondFeature
{
    public static IServiceCollection AddRespond(this IServiceCollection services) => services
        .AddSingleton<ResponseStore>()
        .AddSingleton<ResponseReader>()
        .AddSingleton<ResponseWriter>()
        .AddHostedService(provider => provider.GetRequiredService<ResponseWriter>())
        .AddSingleton<ResponseExclusions>()
        .AddSingleton<PageTemplates>()
        .AddSingleton<SurveyModules>()
        .AddSingleton<IPageWeights, PageWeights>()
        .AddSingleton<RespondPages>()
        .AddSingleton<RespondLimits>()
        .AddSingleton<Visits>()
        .AddSingleton<InvitationStore>()
        .AddSingleton<Invited>()
        .AddSingleton<AnsweringPace>()
        .AddSingleton<BeginningGuard>()
        .AddSingleton<InvitationMixing>()
        .AddHostedService(provider => provider.GetRequiredService<InvitationMixing>())
        .AddSingleton<StartHandler>()
        .AddSingleton<QuestionsHandler>()
        .AddSingleton<PagePostHandler>()
        .AddSingleton<ResumeCodeStore>()
        .AddSingleton<ResumeHandler>()
        .AddSingleton<ReceiptHandler>()
        .AddSingleton<WithdrawnAnswers>()
        .AddSingleton<WithdrawHandler>()
        .AddSingleton<SurveyChannelStore>()
        .AddSingleton<GuestPosts>();

    public static void MapRespond(this IEndpointRouteBuilder routes)
    {
        var start = routes.ServiceProvider.GetRequiredService<StartHandler>();
        var questions = routes.ServiceProvider.GetRequiredService<QuestionsHandler>();
        var guests = routes.ServiceProvider.GetRequiredService<GuestPosts>();
        var resume = routes.ServiceProvider.GetRequiredService<ResumeHandler>();
        var receipts = routes.ServiceProvider.GetRequiredService<ReceiptHandler>();
        var withdraw = routes.ServiceProvider.GetRequiredService<WithdrawHandler>();
        var open = routes.MapGroup("").AllowAnonymous();
        open.MapGet("/s/{slug}", start.GetAsync);
        open.MapPost("/s/{slug}", start.PostAsync);
        open.MapGet("/s/{slug}/kiosk", start.GetAsync);
        open.MapPost("/s/{slug}/kiosk", guests.StartAsync);
        open.MapGet("/s/{slug}/embed", start.GetAsync);
        open.MapPost("/s/{slug}/embed", guests.StartAsync);
        open.MapGet("/s/{slug}/later", resume.GetLaterAsync);
        open.MapPost("/s/{slug}/later", resume.PostLaterAsync);
        open.MapGet("/s/{slug}/continue", resume.GetContinueAsync);
        open.MapPost("/s/{slug}/continue", resume.PostContinueAsync);
        open.MapGet("/s/{slug}/mine/{token}", resume.GetMineAsync);
        open.MapGet("/s/{slug}/receipt", receipts.GetReceiptAsync);
        open.MapGet("/s/{slug}/receipt.svg", receipts.GetPictureAsync);
        open.MapGet("/s/{slug}/answers", receipts.GetAnswersAsync);
        open.MapGet("/s/{slug}/answers/{page}", receipts.GetCorrectionAsync);
        open.MapPost("/s/{slug}/forget", receipts.PostForgetAsync);
        open.MapGet("/s/{slug}/withdraw", withdraw.GetAsync);
        open.MapPost("/s/{slug}/withdraw", withdraw.PostAsync);
        open.MapPost("/s/{slug}/restore", withdraw.PostRestoreAsync);
        open.MapGet("/s/{slug}/{page}", questions.GetAsync);
        open.MapPost("/s/{slug}/{page}", guests.PageAsync);
        open.MapGet("/s/{slug}/module/{build}-{version:int}-{tag}.js", routes.ServiceProvider.GetRequiredService<SurveyModules>().GetAsync);
        open.MapAssets();
    }
}
