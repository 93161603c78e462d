using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Survey.Scoring.Responses;
using Survey.Tests.Instrument;

namespace Survey.Tests.Responses;

public sealed class ResponseCsvRoundTripTests
{
    private static readonly string[] Pieces =
    [
        "خوب بود", "می\u200Cرفتم", "\u200C", " ", "\t", "\u00A0", "\n", "\r\n", "\r", "\"", "\"\"", ",", ";", "'", "=1+1", "@x", "-", "NA", "01", "1e5", "🙂", "é", "\uFEFF", "sep=;",
    ];

    public static TheoryData<string> References => [.. QuestionnaireFiles.References];

    [Theory]
    [MemberData(nameof(References))]
    public void Writing_and_reading_a_reference_study_changes_nothing(string study)
    {
        var questionnaire = QuestionnaireFiles.ReadReference(study);
        var responses = CsvFiles.Read(File.ReadAllBytes(QuestionnaireFiles.ReferencePath(study, "csv")), questionnaire).Responses.Responses().ToList();
        using var output = new MemoryStream();
        ResponseCsvWriter.WriteAll(questionnaire, responses, output);

        Assert.Equal(responses, CsvFiles.Read(output.ToArray(), questionnaire).Responses.Responses());
    }

    [Fact]
    public void Any_responses_come_back_equal()
    {
        var property = Prop.ForAll(Responses().ToArbitrary(), responses =>
        {
            using var output = new MemoryStream();
            ResponseCsvWriter.WriteAll(CsvFiles.Small, responses, output, hasByteOrderMark: responses.Length % 2 == 0);
            var reading = CsvFiles.Read(output.ToArray(), CsvFiles.Small);
            Assert.Empty(reading.Report.Problems.Where(problem => problem.Code != "no-responses"));
            Assert.Equal(responses, reading.Responses.Responses());
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void Any_texts_are_read_by_CsvHelper_as_they_were()
    {
        var property = Prop.ForAll(Responses().ToArbitrary(), responses =>
        {
            using var output = new MemoryStream();
            ResponseCsvWriter.WriteAll(CsvFiles.Small, responses, output, hasByteOrderMark: false);
            using var csv = CsvHelper.CsvReader.Create(output.ToArray(), new CsvHelper.CsvReaderOptions { Separator = ',' });
            foreach (var response in responses)
            {
                Assert.True(csv.Read());
                Assert.Equal(response.Id, csv.GetString("id"));
                Assert.Equal(response.Comment ?? "", csv.GetString("comment"));
                Assert.Equal(response.Attributes[1] ?? "", csv.GetString("gender"));
            }
            Assert.False(csv.Read());
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void The_file_looks_as_the_documentation_says()
    {
        using var output = new MemoryStream();
        var response = CsvFiles.Single("a,1,NA,-,,2,3,60.5,,10,01,f,\"=1+1, \"\"so\"\"\"") with
        {
            Submitted = new DateTimeOffset(2026, 3, 21, 10, 30, 0, new TimeSpan(3, 30, 0)),
            Further = [new("شهر", " شیراز")],
        };
        ResponseCsvWriter.WriteAll(CsvFiles.Small, [response], output, hasByteOrderMark: false);

        Assert.Equal(
            $"{CsvFiles.Header},submitted,started,language,status,channel,version,شهر\n"
            + "a,1,NA,-,,2,3,60.5,,10,01,f,\"=1+1, \"\"so\"\"\",2026-03-21T10:30:00+03:30,,,,,,\" شیراز\"\n",
            Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public void A_further_column_that_was_not_announced_is_not_lost_silently()
    {
        using var writer = new ResponseCsvWriter(CsvFiles.Small, Stream.Null);

        Assert.Throws<ArgumentException>(() => writer.Write(CsvFiles.Single(CsvFiles.Good) with { Further = [new("x", "1")] }));
    }

    [Fact]
    public void Responses_to_several_versions_stand_in_one_file_and_come_back_each_as_it_was_asked()
    {
        var second = QuestionnaireFiles.Read(QuestionnaireFiles.Small()
            .With("version", "2").With("scale/to", "5").With("scale/labels", "{}").With("dimensions/1/items/0/id", "\"4\"")
            .With("attributes/+", """{ "id": "region", "text": { "en": "Region" } }""")).Questionnaire!;
        Response[] first = [CsvFiles.Single(CsvFiles.Good) with { Version = 1, Further = [new("region", "west")] }];
        Response[] others = [new() { Id = "z", Answers = [5, 4, 0, 254, 255, 1], ImportancePoints = [1, null], Outcomes = [11], Attributes = ["01", null, "east"], Version = 2 }];
        using var output = new MemoryStream();
        using (var writer = new ResponseCsvWriter([second, CsvFiles.Small], output, ["region"]))
        {
            writer.Write(first[0], CsvFiles.Small);
            writer.Write(others[0], second);
        }

        Assert.StartsWith("id,E1,E2,E4,P1,P2,P4,W1", Encoding.UTF8.GetString(output.ToArray()).TrimStart('\uFEFF'), StringComparison.Ordinal);
        var older = CsvFiles.Read(output.ToArray(), CsvFiles.Small, new CsvOptions { Version = 1, TakesRowsWithoutVersion = false });
        Assert.Equal(first, older.Responses.Responses());
        Assert.Equal([2], older.Report.OtherVersions);
        var newer = CsvFiles.Read(output.ToArray(), second, new CsvOptions { Version = 2 });
        Assert.Equal(others, newer.Responses.Responses());
        Assert.False(newer.HasErrors);
    }

    private static Gen<Response[]> Responses() =>
        from count in Gen.Choose(0, 5)
        from responses in Gen.ArrayOf(Response(), count)
        select responses.Select((response, i) => response with { Id = response.Id + i }).ToArray();

    private static Gen<Response> Response() =>
        from id in Text()
        from answers in Gen.ArrayOf(Code(3), 6)
        from importance in Gen.ArrayOf(Points(), 2)
        from outcome in Code(11)
        from branch in Gen.Elements<string?>("01", "جنوب", null)
        from gender in Text()
        from comment in Text()
        from submitted in Gen.Choose(0, int.MaxValue)
        from optional in Gen.Choose(0, 3)
        from further in Text()
        select new Response
        {
            Id = id,
            Answers = [.. answers],
            ImportancePoints = [.. importance],
            Outcomes = [outcome],
            Attributes = [branch, NullIfEmpty(gender)],
            Comment = NullIfEmpty(comment),
            Submitted = optional > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(submitted * 1000L + 7).ToOffset(TimeSpan.FromMinutes(210)) : null,
            Language = optional > 1 ? "fa" : null,
            Status = optional > 1 ? "partial" : null,
            Channel = optional > 2 ? "web" : null,
            Version = optional > 2 ? optional : null,
            Further = further.Length > 0 ? [new("note, with \"quotes\"", further)] : [],
        };

    private static Gen<string> Text() =>
        from count in Gen.Choose(0, 4)
        from pieces in Gen.ArrayOf(Gen.Elements(Pieces), count)
        select string.Concat(pieces);

    private static Gen<byte> Code(byte points) =>
        Gen.Elements<byte>([AnswerCode.NotSeen, AnswerCode.Skipped, AnswerCode.NotApplicable, .. Enumerable.Range(1, points).Select(point => (byte)point)]);

    private static Gen<double?> Points() => Gen.Elements<double?>(null, 0, 50, 33.3, 1e-7, 1e300, 0.1 + 0.2);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
