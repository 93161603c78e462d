using Microsoft.Extensions.Logging.Console;

namespace Survey.Web.Platform;

/// <summary>The log: single structured lines on standard error, so that standard output is left to what people are to read.</summary>
internal static class ConsoleLog
{
    public static void AddConsoleLog(this ILoggingBuilder logging, Func<bool> isServing)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // It warns at every first start that keys are not encrypted; where they lie and what that means stands at KeyRingStore.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // A start that fails is told by the command in one line; the host and the server would print its stack as well.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Warning && isServing());
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", level => level >= LogLevel.Warning && isServing());
        logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.IncludeScopes = false;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            options.ColorBehavior = LoggerColorBehavior.Default;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
