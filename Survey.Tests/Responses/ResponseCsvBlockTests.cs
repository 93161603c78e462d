using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Responses.Reading;
using Survey.Tests.Instrument;

namespace Survey.Tests.Responses;

/// <summary>A file is read in blocks, on several threads and with a shorter way for plain cells; nothing of that may be seen in the result.</summary>
public sealed class ResponseCsvBlockTests
{
    private static readonly Questionnaire[] Questionnaires = [CsvFiles.Small, QuestionnaireFiles.ReadReference("servqual"), QuestionnaireFiles.ReadReference("awkward")];

    [Fact]
    public void Rows_problems_and_assumptions_are_the_same_whatever_the_blocks_the_threads_and_the_way()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var questionnaire = Questionnaires[random.Next(Questionnaires.Length)];
            var bytes = new OddCsvFile(questionnaire, seed).Bytes();
            var options = new CsvOptions
            {
                MaximumProblems = random.Next(4) == 0 ? 3 : 1000,
                Version = random.Next(3) == 0 ? 2 : null,
                TakesRowsWithoutVersion = random.Next(2) == 0,
                TakesExcludedRows = random.Next(2) == 0,
            };
            var expected = CsvFiles.Read(bytes, questionnaire, options with { HasFastPath = false, Workers = 1 });

            Same(expected, CsvFiles.Read(bytes, questionnaire, options));
            for (var blocks = 0; blocks < 6; blocks++)
                Same(expected, CsvFiles.Read(bytes, questionnaire, options with { BlockBytes = random.Next(1, 2 + bytes.Length), Workers = random.Next(1, 4) }));
            SameRowByRow(expected, bytes, questionnaire, options with { BlockBytes = random.Next(1, 2 + bytes.Length) });
        }));
    }

    [Fact]
    public void A_file_may_be_cut_at_every_byte()
    {
        var bytes = Encoding.UTF8.GetBytes($"{CsvFiles.Header}\n{CsvFiles.Good}\nb,1,۲,3,,NA,-,60.5,,10,جنوب,f,\"two\r\nlines, \"\"so\"\"\"\n\nc,9,2,3,3,2,1,60,40,7,01,f,\na,1,2,3,3,2,1,60,40,7,01,f,\nd,1,2,3,3,2,1,60,40,7,01,f,\"never closed\n");
        var expected = CsvFiles.Read(bytes, CsvFiles.Small, new CsvOptions { HasFastPath = false, Workers = 1 });
        Assert.Equal((2, 3), (expected.Report.GoodRows, expected.Report.BadRows));

        for (var size = 1; size <= bytes.Length; size++) Same(expected, CsvFiles.Read(bytes, CsvFiles.Small, new CsvOptions { BlockBytes = size, Workers = 1 + size % 3 }));
    }

    [Fact]
    public void Where_rows_end_is_found_as_reading_their_cells_finds_it()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var delimiter = ",;\t"u8[random.Next(3)];
            var data = new byte[random.Next(40)];
            byte[][] pieces = ["a"u8.ToArray(), "\""u8.ToArray(), "\""u8.ToArray(), [delimiter], "\n"u8.ToArray(), "\r"u8.ToArray(), " "u8.ToArray(), "\t"u8.ToArray(), [0xC2, 0xA0], [0xE2, 0x80, 0x8C], [0xEF, 0xBB, 0xBF]];
            for (var at = 0; at < data.Length;)
            {
                var piece = pieces[random.Next(pieces.Length)].AsSpan();
                piece = piece[..Math.Min(piece.Length, data.Length - at)];
                piece.CopyTo(data.AsSpan(at));
                at += piece.Length;
            }

            Assert.Equal(EndByCells(data, delimiter, isFinal: false), CsvRowEnds.Last(data, delimiter, isFinal: false));
            Assert.Equal(EndByCells(data, delimiter, isFinal: true), CsvRowEnds.Last(data, delimiter, isFinal: true));
        }));
    }

    [Fact]
    public void Rows_that_somebody_excluded_are_checked_and_counted_and_left_out_when_they_are_not_wanted()
    {
        const string Text = $"{CsvFiles.Header},status\n{CsvFiles.Good},excluded\nb,1,2,3,3,2,1,60,40,7,01,f,,complete\na,1,2,3,3,2,1,60,40,7,01,f,,complete\n";
        var reading = CsvFiles.Read(Text, new CsvOptions { TakesExcludedRows = false });

        Assert.Equal("b", Assert.Single(reading.Responses.Responses()).Id);
        Assert.Equal("id-repeated", Assert.Single(reading.Report.Problems).Code);
        Assert.Equal((2, 1), (reading.Report.GoodRows, reading.Report.BadRows));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_file_that_cannot_be_read_to_its_end_is_not_taken_for_a_shorter_one(int workers)
    {
        var bytes = File.ReadAllBytes(QuestionnaireFiles.ReferencePath("servqual", "csv"));
        using var stream = new BreakingStream(bytes);

        Assert.Throws<IOException>(() => ResponseCsvReader.ReadAll(Questionnaires[1], stream, new CsvOptions { BlockBytes = 1024, Workers = workers }, cancel: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        var bytes = File.ReadAllBytes(QuestionnaireFiles.ReferencePath("servqual", "csv"));
        using var stream = new MemoryStream(bytes);
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => ResponseCsvReader.ReadAll(
            Questionnaires[1], stream, new CsvOptions { BlockBytes = 1024, Workers = 3 }, _ => cancel.Cancel(), cancel.Token));
    }

    private static int EndByCells(byte[] data, byte delimiter, bool isFinal)
    {
        var record = new CsvRecord(data, delimiter, isFinal, new byte[16]);
        var last = 0;
        while (record.Position < data.Length)
        {
            var end = record.Next(out _);
            if (end is CellEnd.Unknown or CellEnd.UnclosedQuote) return last;
            if (end == CellEnd.Row || (isFinal && record.Position == data.Length)) last = record.Position;
        }

        return last;
    }

    private static void Same(CsvReading expected, CsvReading reading)
    {
        Assert.Equal(expected.Responses.Responses(), reading.Responses.Responses());
        Same(expected.Report, reading.Report);
    }

    private static void SameRowByRow(CsvReading expected, byte[] bytes, Questionnaire questionnaire, CsvOptions options)
    {
        using var stream = new MemoryStream(bytes);
        using var reader = new ResponseCsvReader(questionnaire, stream, options);
        var responses = new List<Response>();
        var line = 0L;
        while (reader.Read())
        {
            responses.Add(reader.Row.ToResponse());
            Assert.True(reader.Row.Line > line);
            line = reader.Row.Line;
        }

        Assert.Equal(expected.Responses.Responses(), responses);
        Same(expected.Report, reader.Report);
        Assert.False(reader.Read());
    }

    private static void Same(CsvReport expected, CsvReport report)
    {
        Assert.Equal(expected.Problems, report.Problems);
        Assert.Equal((expected.ErrorCount, expected.BadRows, expected.GoodRows), (report.ErrorCount, report.BadRows, report.GoodRows));
        Assert.Equal(expected.OtherVersions, report.OtherVersions);
        Assert.Equal(expected.Assumptions, report.Assumptions);
        Assert.Equal(expected.ColumnsMatched, report.ColumnsMatched);
        Assert.Equal(expected.ColumnsMissing, report.ColumnsMissing);
        Assert.Equal(expected.ColumnsUnknown, report.ColumnsUnknown);
    }

    /// <summary>A file whose second half cannot be read.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes, 0, bytes.Length / 2, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("The disk is away.");
    }
}
