namespace Survey.Web.Features.Import;

/// <summary>Responses in and out as files.</summary>
internal static class ImportFeature
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddScoped<ResponseImport>()
        .AddScoped<ResponseExport>();

    public static void MapImport(this IEndpointRouteBuilder routes)
    {
    }
}
