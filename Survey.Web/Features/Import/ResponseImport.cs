using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Survey.Scoring.Responses;
using Survey.Web.Platform;
using Survey.Web.Storage;

namespace Survey.Web.Features.Import;

/// <summary>
/// Brings the responses of a CSV file into a survey, all or nothing: one transaction, so that a kill at any moment leaves the survey as it was.
/// The file is read in constant memory, once per version that it answers; it must be seekable.
/// </summary>
internal sealed class ResponseImport(Database database, SurveyVersionStore versions, ResponseStore responses, TimeProvider time)
{
    private const int NamedProblems = 1_000;
    private const int NamedIds = 20;
    private const int ShownRows = 5;
    private const int IdsAtATime = 500;

    /// <summary>Reads the whole file and says what an import would do.</summary>
    public async Task<ImportCheck> CheckAsync(FieldedSurvey target, Stream file, Action<long, long>? progress, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await CheckAsync(target, file, connection, null, progress, [], cancel);
    }

    /// <summary>Imports the file.</summary>
    /// <exception cref="ImportRefusedException">The file has errors, or existing ids that are to be refused.</exception>
    /// <exception cref="DbException">A response with one of the ids arrived in the meantime, or the database is away; nothing is imported.</exception>
    public async Task<ImportResult> RunAsync(FieldedSurvey target, Stream file, OnDuplicate onDuplicate, Action<long, long>? progress, CancellationToken cancel) =>
        await database.TransactAsync(async (connection, transaction) =>
        {
            var taken = new HashSet<string>(StringComparer.Ordinal);
            // Checking is the smaller half of the work.
            var check = await CheckAsync(target, file, connection, transaction, (done, all) => progress?.Invoke(done, 3 * all), taken, cancel);
            if (check.HasErrors || (onDuplicate == OnDuplicate.Refuse && check.Existing > 0)) throw new ImportRefusedException(check.ErrorCount, check.Existing);
            IReadOnlySet<string> leftOut = onDuplicate == OnDuplicate.Skip ? taken : new HashSet<string>();
            if (onDuplicate == OnDuplicate.Replace)
            {
                leftOut = await responses.WithdrawnIdsAsync(connection, transaction, target.Organisation, target.SurveyId, taken, cancel);
                await responses.DeleteManyAsync(connection, transaction, target.Organisation, target.SurveyId, taken, cancel);
            }

            var now = time.GetUtcNow();
            long added = 0;
            foreach (var (number, _) in check.RowsByVersion)
            {
                var version = await VersionAsync(target, number, cancel);
                using var reader = OpenReader(target, version, file);
                added += await responses.AddManyAsync(connection, transaction, target.Organisation, target.SurveyId, Rows(reader, version), cancel);

                IEnumerable<ResponseRow> Rows(ResponseCsvReader rows, SurveyVersion answered)
                {
                    long read = 0;
                    while (rows.Read())
                    {
                        if (++read % 256 == 0) progress?.Invoke(file.Length + 2 * rows.BytesRead, 3 * file.Length);
                        if (leftOut.Contains(rows.Row.Id)) continue;
                        yield return ResponseEncoding.ToRow(rows.Row.ToResponse(), answered.Questionnaire, target.Organisation, target.SurveyId, answered.Number, isTest: false, now);
                    }
                }
            }
            var replaced = taken.Count - leftOut.Count;
            return new ImportResult(added - replaced, replaced, leftOut.Count);
        }, cancel);

    private async Task<ImportCheck> CheckAsync(
        FieldedSurvey target, Stream file, DbConnection connection, DbTransaction? transaction, Action<long, long>? progress, HashSet<string> taken, CancellationToken cancel)
    {
        var newest = await VersionAsync(target, target.NewestVersion, cancel);
        var reading = new Reading(target, connection, transaction, responses, progress, file, taken, seesAllVersions: false);
        var first = await reading.ReadAsync(newest, OpenReader(target, newest, file), cancel);
        if (first.OtherVersions.Length > 0)
        {
            // Ids must differ between versions too, which is worth their memory only where there are several.
            reading = new Reading(target, connection, transaction, responses, progress, file, taken, seesAllVersions: true);
            first = await reading.ReadAsync(newest, OpenReader(target, newest, file), cancel);
        }
        var reports = new List<CsvReport> { first };
        var unknownVersions = new List<int>();
        foreach (var number in first.OtherVersions)
        {
            if (await versions.FindVersionAsync(target.Organisation, target.SurveyId, number, cancel) is { } version)
                reports.Add(await reading.ReadAsync(version, OpenReader(target, version, file), cancel));
            else
                unknownVersions.Add(number);
        }

        // A file that has no row of the newest version needs none of its columns.
        var counted = reports.Where((report, i) => i > 0 || report.GoodRows + report.BadRows > 0 || reports.Count == 1).ToList();
        var problems = counted.SelectMany(report => report.Problems)
            .Concat(unknownVersions.Select(number => new CsvProblem(0, 0, null, "version-unknown", [number.ToString(CultureInfo.InvariantCulture)], IsError: true)))
            .Concat(reading.RepeatedIds)
            .Distinct().OrderBy(problem => problem.Line).ToImmutableArray();
        return new()
        {
            Questionnaire = newest.Questionnaire,
            Rows = reports.Sum(report => report.GoodRows),
            BadRows = reports.Sum(report => report.BadRows) + reading.RepeatedIds.Count,
            ErrorCount = counted.Sum(report => report.ErrorCount) + unknownVersions.Count + reading.RepeatedIds.Count,
            Problems = problems,
            Assumptions = [.. counted.SelectMany(report => report.Assumptions).Distinct()],
            ColumnsMatched = [.. counted.SelectMany(report => report.ColumnsMatched).Distinct()],
            ColumnsUnknown = [.. first.ColumnsUnknown.Where(name => reports.All(report => report.ColumnsUnknown.Contains(name)))],
            ColumnsMissing = [.. counted.SelectMany(report => report.ColumnsMissing).Distinct()],
            RowsByVersion = [.. reading.RowsByVersion],
            Existing = reading.Taken.Count,
            ExistingIds = [.. reading.Taken.Take(NamedIds)],
            FirstRows = [.. reading.FirstRows],
        };
    }

    private async Task<SurveyVersion> VersionAsync(FieldedSurvey target, int number, CancellationToken cancel) =>
        await versions.FindVersionAsync(target.Organisation, target.SurveyId, number, cancel)
            ?? throw new InvalidDataException($"Survey {target.SurveyId} has no version {number}.");

    private static ResponseCsvReader OpenReader(FieldedSurvey target, SurveyVersion version, Stream file)
    {
        file.Position = 0;
        return new(version.Questionnaire, file, new CsvOptions
        {
            MaximumProblems = NamedProblems,
            Version = version.Number,
            TakesRowsWithoutVersion = version.Number == target.NewestVersion,
        });
    }

    /// <summary>One or more passes over the file: counts rows, asks the database for their ids, keeps the first.</summary>
    private sealed class Reading(
        FieldedSurvey target, DbConnection connection, DbTransaction? transaction, ResponseStore responses, Action<long, long>? progress, Stream file,
        HashSet<string> taken, bool seesAllVersions)
    {
        private readonly List<(string Id, long Line)> _ids = new(IdsAtATime);
        private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

        public SortedDictionary<int, long> RowsByVersion { get; } = [];

        public HashSet<string> Taken => taken;

        public List<Response> FirstRows { get; } = [];

        /// <summary>Ids that stand in rows of different versions; within one version the reader finds them.</summary>
        public List<CsvProblem> RepeatedIds { get; } = [];

        public async Task<CsvReport> ReadAsync(SurveyVersion version, ResponseCsvReader reader, CancellationToken cancel)
        {
            using (reader)
            {
                while (reader.Read())
                {
                    if (FirstRows.Count < ShownRows) FirstRows.Add(reader.Row.ToResponse());
                    _ids.Add((reader.Row.Id, reader.Row.Line));
                    if (_ids.Count < IdsAtATime) continue;
                    await AskAsync(version.Number, cancel);
                    progress?.Invoke(reader.BytesRead, file.Length);
                }
                await AskAsync(version.Number, cancel);
                return reader.Report;
            }
        }

        private async Task AskAsync(int version, CancellationToken cancel)
        {
            cancel.ThrowIfCancellationRequested();
            if (_ids.Count == 0) return;
            RowsByVersion[version] = RowsByVersion.GetValueOrDefault(version) + _ids.Count;
            foreach (var (id, line) in _ids)
                if (seesAllVersions && !_lines.TryAdd(id, line) && RepeatedIds.Count < NamedProblems)
                    RepeatedIds.Add(new(line, 0, ResponseColumns.Id, "id-repeated", [_lines[id].ToString(CultureInfo.InvariantCulture)], IsError: true));
            taken.UnionWith(await responses.ExistingIdsAsync(connection, transaction, target.Organisation, target.SurveyId, _ids.Select(row => row.Id), cancel));
            _ids.Clear();
        }
    }
}
