using System.Data.Common;

namespace Survey.Web.Platform;

/// <summary>Which database: PostgreSQL by connection string, otherwise an embedded SQLite file.</summary>
internal sealed record DatabaseOptions(string Provider, string ConnectionString)
{
    /// <summary>The environment variable that names the database when the command line does not.</summary>
    public const string Variable = "SURVEY_DATABASE";

    /// <summary>The full path of the SQLite file; null for PostgreSQL.</summary>
    public string? SqliteFile => Provider == "sqlite" ? Path.GetFullPath(new DbConnectionStringBuilder { ConnectionString = ConnectionString }["Data Source"].ToString()!) : null;

    /// <summary>
    /// Reads <c>--database</c>, else <see cref="Variable"/>: a PostgreSQL connection string (<c>Host=…</c> or <c>postgres://…</c>) or the path of an SQLite file;
    /// nothing means <c>data/survey.db</c> in the working directory.
    /// </summary>
    public static DatabaseOptions From(string? database)
    {
        database = FirstFilled(database, Environment.GetEnvironmentVariable(Variable), Path.Combine("data", "survey.db"));
        if (database.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || database.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            return new("postgresql", FromUri(new Uri(database)));
        if (database.Contains("Host=", StringComparison.OrdinalIgnoreCase) || database.Contains("Server=", StringComparison.OrdinalIgnoreCase))
            return new("postgresql", database);
        if (database.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase)) return new("sqlite", database);
        return new("sqlite", $"Data Source={Path.GetFullPath(database)}");
    }

    private static string FirstFilled(params string?[] values) => values.First(value => !string.IsNullOrWhiteSpace(value))!;

    private static string FromUri(Uri uri)
    {
        var credentials = uri.UserInfo.Split(':', 2);
        var parts = new List<string> { $"Host={uri.Host}", $"Database={uri.AbsolutePath.Trim('/')}" };
        if (uri.Port > 0) parts.Add($"Port={uri.Port}");
        if (credentials[0].Length > 0) parts.Add($"Username={Uri.UnescapeDataString(credentials[0])}");
        if (credentials.Length > 1) parts.Add($"Password={Uri.UnescapeDataString(credentials[1])}");
        return string.Join(';', parts);
    }
}
