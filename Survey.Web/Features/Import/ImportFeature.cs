using Survey.Web.Platform.Security;

namespace Survey.Web.Features.Import;

/// <summary>Responses in and out as files.</summary>
internal static class ImportFeature
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddSingleton<UploadedFiles>()
        .AddHostedService(provider => provider.GetRequiredService<UploadedFiles>())
        .AddScoped<ResponseImport>()
        .AddScoped<ResponseExport>();

    public static void MapImport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/surveys/{slug}/export/responses.csv", ExportEndpoints.CsvAsync).RequireAuthorization(Policies.Manage);
}
