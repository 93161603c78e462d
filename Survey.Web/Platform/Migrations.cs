using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Survey.Web.Platform;

/// <summary>Brings the schema up to date: numbered, embedded SQL files, all pending ones in one transaction behind a lock. Safe to run twice and from several servers.</summary>
internal sealed class Migrations(Database database)
{
    private const string CreateTable = """
        create table if not exists migration (number integer primary key, name text not null, sha256 text not null, applied_at text not null)
        """;

    /// <summary>Applies what is pending and returns the names of the files applied.</summary>
    /// <exception cref="DatabaseNewerException">The database was migrated by a newer program.</exception>
    public async Task<IReadOnlyList<string>> ApplyAsync(TimeProvider time, CancellationToken cancel) =>
        await database.TransactAsync<IReadOnlyList<string>>(async (connection, transaction) =>
        {
            // As long as it takes: with millions of responses that is more than the usual time, for whoever migrates and for whoever waits for it.
            await connection.ExecuteAsync(database.Dialect.MigrationLock, transaction: transaction, commandTimeout: 0);
            await connection.ExecuteAsync(CreateTable, transaction: transaction);
            var files = Files();
            var applied = await NewestAsync(connection, transaction);
            if (applied > files[^1].Number) throw new DatabaseNewerException(applied, files[^1].Number);
            var pending = files.Where(file => file.Number > applied).ToList();
            foreach (var file in pending)
            {
                await connection.ExecuteAsync(
                    file.Sql.Replace(":instant", database.Dialect.InstantType, StringComparison.Ordinal)
                        .Replace(":bytes", database.Dialect.BytesType, StringComparison.Ordinal), transaction: transaction, commandTimeout: 0);
                await connection.ExecuteAsync(
                    "insert into migration (number, name, sha256, applied_at) values (@Number, @Name, @Sha256, @AppliedAt)",
                    new { file.Number, file.Name, file.Sha256, AppliedAt = time.GetUtcNow().ToString("O") }, transaction);
            }
            return [.. pending.Select(file => file.Name)];
        }, cancel);

    /// <summary>Whether the schema is the one this program knows: a newer program may migrate the database while this one serves.</summary>
    public async Task<bool> IsCurrentAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition("select max(number) from migration", cancellationToken: cancel)) == Files()[^1].Number;
    }

    private static async Task<long> NewestAsync(DbConnection connection, DbTransaction transaction) =>
        await connection.ExecuteScalarAsync<long?>("select max(number) from migration", transaction: transaction) ?? 0;

    private static List<MigrationFile> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            var sql = reader.ReadToEnd();
            return new MigrationFile(long.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))));
        })];
    }

    private sealed record MigrationFile(long Number, string Name, string Sql, string Sha256);
}

/// <summary>The database was migrated by a newer program, so this one must not touch it.</summary>
internal sealed class DatabaseNewerException(long found, long known)
    : Exception($"The database has schema {found}, this program knows {known}: it was migrated by a newer program. Install that version or restore a backup.")
{
    public long Found => found;
    public long Known => known;
}
