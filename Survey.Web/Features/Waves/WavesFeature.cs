using Survey.Web.Reports;

namespace Survey.Web.Features.Waves;

/// <summary>What changed from one period or version of a survey to another.</summary>
internal static class WavesFeature
{
    public static IServiceCollection AddWaves(this IServiceCollection services) => services
        .AddSingleton<WavesCache>()
        .AddSingleton<LargeWaves>()
        .AddSingleton<WaveStudies>()
        .AddScoped<WavesReader>()
        .AddScoped<IReportSection, ChangesSection>();
}
