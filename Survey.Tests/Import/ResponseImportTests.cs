using System.Text;
using Survey.Tests.Instrument;
using Survey.Tests.Responses;
using Survey.Tests.Support;
using Survey.Web.Features.Import;

namespace Survey.Tests.Import;

public sealed class ResponseImportTests
{
    [Theory, EveryDatabase]
    public async Task Importing_and_exporting_changes_nothing(string provider)
    {
        foreach (var reference in QuestionnaireFiles.References)
        {
            var questionnaire = QuestionnaireFiles.ReadReference(reference);
            await using var study = await ImportStudy.CreateAsync(provider, questionnaire);
            var csv = await File.ReadAllBytesAsync(QuestionnaireFiles.ReferencePath(reference, "csv"), TestContext.Current.CancellationToken);
            var given = CsvFiles.Read(csv, questionnaire).Responses.Responses().Select(response => response with { Status = "complete", Version = 1 }).ToList();

            Assert.Equal(new ImportResult(given.Count, 0, 0), await study.ImportAsync(csv));
            Assert.Equal(given, await study.StoredAsync());
            var exported = await study.ExportAsync();
            Assert.Equal(given, CsvFiles.Read(exported, questionnaire).Responses.Responses());

            await using var other = await ImportStudy.CreateAsync(provider, questionnaire);
            await other.ImportAsync(exported);
            Assert.Equal(exported, await other.ExportAsync());
        }
    }

    [Theory, EveryDatabase]
    public async Task Everything_that_a_response_carries_survives(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider, CsvFiles.Small);
        var csv = "\uFEFF" + CsvFiles.Header + ",submitted,started,language,status,channel,version,شهر,=x\n"
            + "a,1,NA,-,,2,3,60.5,,10,01,f,\" =1+1, \"\"so\"\"\r\nمی\u200Cرفتم \",2026-03-21T10:30:00.123456+03:30,2026-03-21T10:00:00+03:30,fa,complete,paper,1,\" شیراز\",\n"
            + "b,,,,,,,,,,,,,,,,partial,,,,01\n";
        await study.ImportAsync(Encoding.UTF8.GetBytes(csv));
        var stored = await study.StoredAsync();

        Assert.Equal(" =1+1, \"so\"\r\nمی\u200Cرفتم ", stored[0].Comment);
        Assert.Equal(new DateTimeOffset(2026, 3, 21, 7, 0, 0, 123, 456, TimeSpan.Zero), stored[0].Submitted);
        Assert.Equal([new("شهر", " شیراز")], stored[0].Further);
        Assert.Equal(("partial", (DateTimeOffset?)null), (stored[1].Status, stored[1].Submitted));
        Assert.Equal([new("=x", "01")], stored[1].Further);
        Assert.Equal(stored, CsvFiles.Read(await study.ExportAsync(), CsvFiles.Small).Responses.Responses());
        Assert.Single(CsvFiles.Read(await study.ExportAsync(includePartial: false), CsvFiles.Small).Responses.Responses());
    }

    [Theory, EveryDatabase]
    public async Task Ids_that_are_there_already_are_refused_skipped_or_replaced_as_chosen(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider, CsvFiles.Small);
        await study.ImportAsync(Csv("a,1,1,1,1,1,1,,,,,,first", "b,1,1,1,1,1,1,,,,,,first"));
        var again = Csv("b,2,2,2,2,2,2,,,,,,second", "c,2,2,2,2,2,2,,,,,,second");

        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => study.ImportAsync(again));
        Assert.Equal((0, 1), (refused.Errors, refused.Existing));
        Assert.Equal(["first", "first"], (await study.StoredAsync()).Select(response => response.Comment));
        Assert.Equal(["b"], (await study.CheckAsync(Encoding.UTF8.GetString(again))).ExistingIds);

        Assert.Equal(new ImportResult(1, 0, 1), await study.ImportAsync(again, OnDuplicate.Skip));
        Assert.Equal(["first", "first", "second"], (await study.StoredAsync()).Select(response => response.Comment));

        Assert.Equal(new ImportResult(0, 2, 0), await study.ImportAsync(again, OnDuplicate.Replace));
        Assert.Equal(["first", "second", "second"], (await study.StoredAsync()).Select(response => response.Comment));
    }

    [Theory, EveryDatabase]
    public async Task One_bad_row_and_nothing_is_imported(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider, CsvFiles.Small);
        var csv = Csv("a,1,1,1,1,1,1,,,,,,", "b,9,1,1,1,1,1,,,,,,", "a,1,1,1,1,1,1,,,,,,", "c,1,1,1,1,1,1,,,,,,", "d,1,1,1,1,1,1,,,,nowhere,,");

        Assert.Equal(3, (await Assert.ThrowsAsync<ImportRefusedException>(() => study.ImportAsync(csv, OnDuplicate.Replace))).Errors);
        Assert.Empty(await study.StoredAsync());
        var check = await study.CheckAsync(Encoding.UTF8.GetString(csv));
        Assert.Equal([(3, "E1", "off-scale"), (4, "id", "id-repeated"), (6, "branch", "option-unknown")], check.Problems.Select(problem => (problem.Line, problem.Column, problem.Code)));
        Assert.Equal((2, 3), (check.Rows, check.BadRows));
    }

    [Theory, EveryDatabase]
    public async Task Responses_to_several_versions_go_back_to_the_versions_that_they_answered(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider, CsvFiles.Small);
        await study.ImportAsync(Csv("a,1,2,3,3,2,1,,,,01,f,first"));
        var second = QuestionnaireFiles.Read(QuestionnaireFiles.Small().With("version", "2").With("scale/to", "5").With("dimensions/1/items/0/id", "\"4\"")).Questionnaire!;
        await study.PublishAsync(second);
        await study.ImportAsync(Encoding.UTF8.GetBytes("id,E1,E2,E4,P1,P2,P4\nb,5,5,5,4,4,4\n"));
        var stored = await study.StoredAsync();
        Assert.Equal([1, 2], stored.Select(response => response.Version!.Value));
        var exported = await study.ExportAsync();

        await using var other = await ImportStudy.CreateAsync(provider, CsvFiles.Small);
        await other.PublishAsync(second);
        Assert.Equal(new ImportResult(2, 0, 0), await other.ImportAsync(exported));
        Assert.Equal(stored, await other.StoredAsync());
        Assert.Equal(exported, await other.ExportAsync());

        var text = Encoding.UTF8.GetString(exported);
        Assert.Contains("version-unknown", (await study.CheckAsync(text.Replace(",complete,,2,", ",complete,,7,", StringComparison.Ordinal))).Problems.Select(problem => problem.Code));
        Assert.Contains("id-repeated", (await study.CheckAsync(text.Replace("\nb,", "\na,", StringComparison.Ordinal))).Problems.Select(problem => problem.Code));
    }

    [Theory, EveryDatabase]
    public async Task A_check_tells_what_is_in_the_file_and_changes_nothing(string provider)
    {
        await using var study = await ImportStudy.CreateAsync(provider, CsvFiles.Small);
        var check = await study.CheckAsync("id;E1;E2;E3;P1;P2;P3;Note\n" + string.Concat(Enumerable.Range(0, 1_700).Select(i => $"r{i};۱;2;3;3;2;1;x\n")));

        Assert.Equal(1_700, check.Rows);
        Assert.Equal([new(1, 1_700)], check.RowsByVersion);
        Assert.Equal(["r0", "r1", "r2", "r3", "r4"], check.FirstRows.Select(response => response.Id));
        Assert.Equal(["Note"], check.ColumnsUnknown);
        Assert.Contains("assumed-semicolon", check.Assumptions.Select(assumption => assumption.Code));
        Assert.Contains("assumed-digits", check.Assumptions.Select(assumption => assumption.Code));
        Assert.Empty(await study.StoredAsync());
    }

    private static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes($"{CsvFiles.Header}\n{string.Join('\n', rows)}\n");
}
