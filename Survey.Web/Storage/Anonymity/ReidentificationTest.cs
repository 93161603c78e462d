using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Survey.Web.Platform;

namespace Survey.Web.Storage.Anonymity;

/// <summary>Tries to re-identify the responses of a survey, as somebody would who has the whole database, and says how far that led.</summary>
internal sealed partial class ReidentificationTest(Database database, SurveyVersionStore versions)
{
    private const string SelectResponses = """
        select response_id, version_number, status, attributes, comment, further, pages, unsettled, language, channel, receipt_hash, started_at, submitted_at, updated_at, corrected_at
        from response
        where organisation_id = @Organisation and survey_id = @SurveyId and is_test = false and status <> 'withdrawn'
        """;

    private const string SelectInvitations = """
        select survey_id, token_hash, organisation_id, serial, label, language, attributes, state, sealed_secret, return_hash
        from invitation where organisation_id = @Organisation and survey_id = @SurveyId
        """;

    private const string SelectGroup = "select minimum_group from organisation where organisation_id = @Organisation";

    private const string SelectLog = "select change_id from response_change where organisation_id = @Organisation and survey_id = @SurveyId";

    // PostgreSQL notes at every row which transaction wrote it.
    private const string SelectSameTransaction = """
        select count(*) from invitation i
        where i.organisation_id = @Organisation and i.survey_id = @SurveyId and i.state in ('started', 'used')
          and exists (select 1 from response r where r.organisation_id = i.organisation_id and r.survey_id = i.survey_id and r.xmin = i.xmin)
        """;

    // Rows lie in the order of their hashes in each list that was made; one that was written again lies behind them.
    private const string SelectPlaces = "select token_hash from invitation where organisation_id = @Organisation and survey_id = @SurveyId order by rowid";

    private const string ColumnsOfSqlite = "select name from pragma_table_info(@Table)";

    private const string ColumnsOfPostgres = "select column_name from information_schema.columns where table_name = @Table and table_schema = current_schema()";

    private const int MostReceiptsTried = 300;
    private const int ShortestName = 3;

    private static readonly string[] InvitationColumns =
        ["survey_id", "token_hash", "organisation_id", "serial", "label", "language", "attributes", "state", "sealed_secret", "return_hash"];

    /// <summary>Tries every way on what is stored now.</summary>
    public async Task<Reidentification> TryAsync(OrganisationId organisation, string surveyId, CancellationToken cancel)
    {
        var scope = new { Organisation = organisation.Value, SurveyId = surveyId };
        await using var snapshot = await database.SnapshotAsync(cancel);
        var (connection, transaction) = (snapshot.Connection, snapshot.Transaction);
        var responses = (await connection.QueryAsync<Row>(new CommandDefinition(SelectResponses, scope, transaction, commandTimeout: 0, cancellationToken: cancel))).AsList();
        var invitations = (await connection.QueryAsync<Invitation>(new CommandDefinition(SelectInvitations, scope, transaction, cancellationToken: cancel))).AsList();
        var group = await connection.ExecuteScalarAsync<int>(new CommandDefinition(SelectGroup, scope, transaction, cancellationToken: cancel));
        var evidence = new Evidence(surveyId, responses, invitations, group);
        return new(responses.Count, invitations.Count, group, await IsPromisedAsync(organisation, surveyId, responses, cancel),
        [
            evidence.Names(),
            evidence.Tokens(),
            await ColumnsAsync(connection, transaction, cancel),
            evidence.Times(),
            evidence.Days(),
            await BookkeepingAsync(connection, transaction, scope, invitations, cancel),
            await LogAsync(connection, transaction, scope, cancel),
            evidence.Cells(),
            evidence.InvitedCells(),
            evidence.Addresses(),
            evidence.Comments(),
            evidence.Receipts(),
            evidence.Unfinished(),
        ]);
    }

    private async Task<bool> IsPromisedAsync(OrganisationId organisation, string surveyId, List<Row> responses, CancellationToken cancel)
    {
        foreach (var number in responses.Select(row => row.VersionNumber).Distinct())
            if ((await versions.FindVersionAsync(organisation, surveyId, number, cancel))?.Settings.KeepsAnonymous != true) return false;
        return true;
    }

    private async Task<Attack> ColumnsAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        var unknown = new List<string>();
        var tried = 0;
        foreach (var (table, known) in new[] { ("response", ResponseRowColumns.Names), ("invitation", (IReadOnlyList<string>)InvitationColumns) })
        {
            var sql = database.Dialect.IsSqlite ? ColumnsOfSqlite : ColumnsOfPostgres;
            var columns = (await connection.QueryAsync<string>(new CommandDefinition(sql, new { Table = table }, transaction, cancellationToken: cancel))).AsList();
            tried += columns.Count;
            unknown.AddRange(columns.Except(known).Select(column => $"{table}.{column}"));
        }
        return new(AttackKind.Column, tried, unknown.Count, Detail: string.Join(", ", unknown));
    }

    private async Task<Attack> BookkeepingAsync(DbConnection connection, DbTransaction transaction, object scope, List<Invitation> invitations, CancellationToken cancel)
    {
        var moved = invitations.Count(one => one.State is Invitation.Started or Invitation.Used);
        if (!database.Dialect.IsSqlite)
            return new(AttackKind.Bookkeeping, moved, await connection.ExecuteScalarAsync<long>(new CommandDefinition(SelectSameTransaction, scope, transaction, cancellationToken: cancel)));
        var hashes = (await connection.QueryAsync<string>(new CommandDefinition(SelectPlaces, scope, transaction, cancellationToken: cancel))).AsList();
        var states = invitations.ToDictionary(one => one.TokenHash, one => one.State);
        // A list of one is in order, so a tail of single rows that were used is what rewriting would leave; an unused row among them speaks against it.
        var misplaced = 0;
        for (var k = hashes.Count - 1; k > 0 && states[hashes[k]] is Invitation.Used or Invitation.Started; k--)
            if (string.CompareOrdinal(hashes[k], hashes[k - 1]) < 0) misplaced++;
        return new(AttackKind.Bookkeeping, moved, 0, misplaced);
    }

    private static async Task<Attack> LogAsync(DbConnection connection, DbTransaction transaction, object scope, CancellationToken cancel)
    {
        var ids = (await connection.QueryAsync<string>(new CommandDefinition(SelectLog, scope, transaction, cancellationToken: cancel))).AsList();
        // The thirteenth digit of a UUID is its version, and those of version 7 begin with the time.
        return new(AttackKind.ChangeLog, ids.Count, 0, ids.Count(id => id.Length == 32 && id[12] == '7'));
    }

    /// <summary>What is known of a response without its answers.</summary>
    private sealed record Row
    {
        public string ResponseId { get; init; } = "";
        public int VersionNumber { get; init; }
        public string Status { get; init; } = "";
        public string? Attributes { get; init; }
        public string? Comment { get; init; }
        public string? Further { get; init; }
        public string? Pages { get; init; }
        public string? Unsettled { get; init; }
        public string? Language { get; init; }
        public string? Channel { get; init; }
        public string? ReceiptHash { get; init; }
        public DateTimeOffset? StartedAt { get; init; }
        public DateTimeOffset? SubmittedAt { get; init; }
        public DateTimeOffset UpdatedAt { get; init; }
        public DateTimeOffset? CorrectedAt { get; init; }

        public IEnumerable<DateTimeOffset> Times => new[] { StartedAt, SubmittedAt, UpdatedAt, CorrectedAt }.OfType<DateTimeOffset>();

        public IEnumerable<string> Texts => new[] { Attributes, Comment, Further, Pages, Unsettled, Channel }.OfType<string>();
    }

    /// <summary>The attempts that need only what was read.</summary>
    private sealed class Evidence(string surveyId, List<Row> responses, List<Invitation> invitations, int group)
    {
        private readonly HashSet<string> _names = [.. invitations.Select(one => one.Label).OfType<string>().Where(label => label.Length >= ShortestName)];

        public Attack Names() => new(AttackKind.Name, responses.Count, responses.Count(row =>
            ResponseEncoding.Further(row.Further).Any(column => column.Key == "invited" || _names.Contains(column.Value))
            || ResponseEncoding.Attributes(row.Attributes).Values.Any(_names.Contains)));

        public Attack Tokens()
        {
            var secrets = invitations.SelectMany(one => new[] { one.TokenHash, one.ReturnHash }).OfType<string>().ToHashSet();
            var shared = responses.Count(row => secrets.Contains(row.ResponseId) || (row.ReceiptHash is { } hash && secrets.Contains(hash))
                || row.Texts.Any(text => Hexadecimal().Matches(text).Any(match => secrets.Contains(match.Value))));
            var left = invitations.Count(one => one.State == Invitation.Used && (one.SealedSecret is not null || one.ReturnHash is not null));
            return new(AttackKind.Token, invitations.Count, shared + left);
        }

        // Noon in some zone is the full or the half hour; a submission that came too fast is a second later.
        public Attack Times()
        {
            // When staff typed a sheet of paper says nothing of when somebody answered.
            var fine = responses.Where(row => row.Channel is not (ResponseChannel.Paper or ResponseChannel.Phone) && row.Times.Any(time => !IsNoonSomewhere(time))).ToList();
            var alone = fine.GroupBy(row => (row.SubmittedAt ?? row.UpdatedAt).ToUnixTimeSeconds() / 60).Count(minute => minute.Count() == 1);
            return new(AttackKind.Time, responses.Count, alone, fine.Count - alone);
        }

        public Attack Days() => Narrow(AttackKind.Day, responses.GroupBy(row => (row.SubmittedAt ?? row.UpdatedAt).UtcDateTime.Date.ToString(CultureInfo.InvariantCulture)));

        public Attack Cells()
        {
            var cells = responses.Where(row => row.Attributes is not null).GroupBy(row => $"{CellOf(row.Attributes)}|{row.Language}|{row.Channel}").Select(cell => (long)cell.Count()).ToList();
            return new(AttackKind.Cell, cells.Sum(), cells.Count(size => size == 1), cells.Where(size => size > 1 && size < group).Sum());
        }

        public Attack InvitedCells()
        {
            var known = invitations.Where(one => one.Attributes is not null && one.State is Invitation.Used or Invitation.Started).ToList();
            var single = known.GroupBy(one => CellOf(one.Attributes)).Where(cell => cell.Count() == 1 && cell.Key.Length > 0).Select(cell => ResponseEncoding.Attributes(cell.First().Attributes)).ToList();
            var found = single.Count(wanted => responses.Count(row => ResponseEncoding.Attributes(row.Attributes) is var given
                && wanted.All(value => given.GetValueOrDefault(value.Key) == value.Value)) == 1);
            return new(AttackKind.InvitedCell, known.Count, found);
        }

        public Attack Addresses() => new(AttackKind.Address, responses.Count, responses.Count(row => row.Texts.Any(text => InternetAddress().IsMatch(text) || Browser().IsMatch(text))));

        public Attack Comments()
        {
            var comments = responses.Where(row => row.Comment is { Length: > 0 }).ToList();
            return new(AttackKind.Comment, comments.Count, comments.Count(row =>
                MailAddress().IsMatch(row.Comment!) || Telephone().IsMatch(row.Comment!) || _names.Any(name => row.Comment!.Contains(name, StringComparison.OrdinalIgnoreCase))));
        }

        // The code of a receipt follows from the response's secret; that nothing else that is stored leads to it is tried.
        public Attack Receipts()
        {
            var receipts = responses.Where(row => row.ReceiptHash is not null).Take(MostReceiptsTried).ToList();
            var keys = receipts.Select(row => row.ReceiptHash!).ToHashSet();
            var opened = receipts.Count(row => keys.Contains(OpeningCode.OfReceipt(surveyId, row.ResponseId).Hash))
                + invitations.Take(MostReceiptsTried).Count(one => keys.Contains(OpeningCode.OfReceipt(surveyId, one.TokenHash).Hash));
            return new(AttackKind.Receipt, receipts.Count, opened);
        }

        public Attack Unfinished() => new(AttackKind.Unfinished, invitations.Count, 0, invitations.Count(one => one is { State: Invitation.Started, SealedSecret: not null }));

        private Attack Narrow(AttackKind kind, IEnumerable<IGrouping<string, Row>> groups) =>
            new(kind, responses.Count, 0, groups.Select(one => one.Count()).Where(size => size < group).Sum());

        private static string CellOf(string? attributes) =>
            string.Join(';', ResponseEncoding.Attributes(attributes).OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));

        private static bool IsNoonSomewhere(DateTimeOffset time) => time.UtcTicks % TimeSpan.FromMinutes(15).Ticks is 0 or TimeSpan.TicksPerSecond;
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])|(?<![0-9a-f:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![0-9a-f:])", RegexOptions.IgnoreCase)]
    private static partial Regex InternetAddress();

    [GeneratedRegex(@"Mozilla/\d|AppleWebKit/|Gecko/\d")]
    private static partial Regex Browser();

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]{2,}")]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"(?<!\d)(?:\+|00|0|۰|۰۰)[\d۰-۹][\d۰-۹ \-]{7,}[\d۰-۹]")]
    private static partial Regex Telephone();
}
