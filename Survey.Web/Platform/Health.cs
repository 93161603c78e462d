using Dapper;

namespace Survey.Web.Platform;

/// <summary><c>/health/live</c>: the process answers; <c>/health/ready</c>: it can serve, the database included.</summary>
internal static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", async (Database database, CancellationToken cancel) =>
        {
            try
            {
                await using var connection = await database.OpenAsync(cancel);
                await connection.ExecuteScalarAsync<int>("select 1");
                return Results.Text("ready");
            }
            catch (Exception exception) when (Dialect.IsUnavailable(exception))
            {
                return Results.Text("the database is not reachable", statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
    }
}
