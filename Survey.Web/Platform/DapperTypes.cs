using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Survey.Web.Platform;

/// <summary>How instants travel: PostgreSQL <c>timestamptz</c>; in SQLite a text of fixed length in UTC, so that text order is time order.</summary>
internal static class DapperTypes
{
    /// <summary>How SQLite keeps an instant in UTC: microseconds, as PostgreSQL does.</summary>
    public const string InstantFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    private static readonly Lazy<bool> Registered = new(() =>
    {
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        return true;
    });

    public static void Register() => _ = Registered.Value;

    /// <summary>An instant as SQLite holds it.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantHandler.Format, CultureInfo.InvariantCulture);

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public const string Format = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = parameter is SqliteParameter
            ? Text(value)
            : value.UtcDateTime;

        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTime instant => new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc)),
            DateTimeOffset instant => instant,
            string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            _ => throw new DataException($"An instant cannot be read from {value.GetType().Name}."),
        };
    }
}
