using System.Data.Common;
using Survey.Web.Platform;

namespace Survey.Web.Commands;

/// <summary>A failure that a command reports as one clear line on standard error with exit status 1.</summary>
internal sealed class Failure(string message) : Exception(message)
{
    /// <summary>Runs a command's work: 0 when done, 1 with one line for what people can mend.</summary>
    public static async Task<int> ReportedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception exception) when (exception is Failure or DatabaseNewerException or DbException or IOException or UnauthorizedAccessException
            || Dialect.IsUnavailable(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }
}
