using System.Globalization;
using System.Text;
using Survey.Scoring.Responses;
using Survey.Tests.Instrument;

namespace Survey.Tests.Responses;

public sealed class ResponseCsvReaderTests
{
    public static TheoryData<string> References => [.. QuestionnaireFiles.References];

    [Theory]
    [MemberData(nameof(References))]
    public void Every_cell_of_a_reference_file_is_what_CsvHelper_reads(string study)
    {
        var questionnaire = QuestionnaireFiles.ReadReference(study);
        var reading = CsvFiles.Read(File.ReadAllBytes(QuestionnaireFiles.ReferencePath(study, "csv")), questionnaire);
        Assert.Empty(reading.Report.Problems);

        using var csv = CsvHelper.CsvReader.FromFile(QuestionnaireFiles.ReferencePath(study, "csv"));
        foreach (var response in reading.Responses.Responses())
        {
            Assert.True(csv.Read());
            Assert.Equal(csv.GetString("id"), response.Id);
            foreach (var (column, code) in reading.Responses.Layout.Columns.Zip(response.Answers))
                Assert.Equal(csv.GetString(column.Name), code == AnswerCode.Skipped ? "" : (questionnaire.Scale.From + code - 1).ToString(CultureInfo.InvariantCulture));
            for (var k = 0; k < response.ImportancePoints.Length; k++)
                Assert.Equal(csv.GetString($"W{k + 1}"), response.ImportancePoints[k]?.ToString(CultureInfo.InvariantCulture) ?? "");
            for (var i = 0; i < response.Attributes.Length; i++)
                Assert.Equal(csv.GetString(questionnaire.Attributes[i].Id), response.Attributes[i] ?? "");
            Assert.Equal(csv.GetString("comment"), response.Comment ?? "");
        }
        Assert.False(csv.Read());
    }

    [Fact]
    public void A_row_becomes_a_response()
    {
        var response = CsvFiles.Single(CsvFiles.Good);

        Assert.Equal("a", response.Id);
        Assert.Equal([1, 2, 3, 3, 2, 1], response.Answers);
        Assert.Equal([60d, 40d], response.ImportancePoints);
        Assert.Equal([8], response.Outcomes);
        Assert.Equal(["01", "f"], response.Attributes);
        Assert.Equal("fine", response.Comment);
    }

    [Fact]
    public void Empty_is_skipped_NA_not_applicable_and_a_hyphen_not_shown()
    {
        var response = CsvFiles.Single("a,,NA,-,,,,,,-,,,");

        Assert.Equal([AnswerCode.Skipped, AnswerCode.NotApplicable, AnswerCode.NotSeen, AnswerCode.Skipped, AnswerCode.Skipped, AnswerCode.Skipped], response.Answers);
        Assert.Equal([null, null], response.ImportancePoints);
        Assert.Equal([AnswerCode.NotSeen], response.Outcomes);
        Assert.Equal([null, null], response.Attributes);
        Assert.Null(response.Comment);
    }

    [Theory]
    [InlineData("a,۱,٢, 3 ,+3,2.0,\u200F۱\u200E, 60,۴۰٫۵,\u00A07,01,f,fine")]
    [InlineData("\"a\",\"1\",\" 2 \",\"3\",\"3\",\"2\",\"1\",\"60\",\"40.5\",\"7\",\"01\",\"f\",\"fine\"")]
    [InlineData("a , 1 , 2 , 3 , 3 , 2 , 1 , 60 , 40.50 , 7 , \"01\" , f , fine ")]
    public void Numbers_may_be_written_in_any_digits_with_spaces_and_quotes(string row)
    {
        var response = CsvFiles.Single(row);

        Assert.Equal([1, 2, 3, 3, 2, 1], response.Answers);
        Assert.Equal([60d, 40.5], response.ImportancePoints);
        Assert.Equal([8], response.Outcomes);
        Assert.Equal("01", response.Attributes[0]);
        Assert.Equal("fine", response.Comment);
    }

    [Theory]
    [InlineData("a,4,2,3,3,2,1,60,40,7,01,f,", "E1", 2, "off-scale")]
    [InlineData("a,0,2,3,3,2,1,60,40,7,01,f,", "E1", 2, "off-scale")]
    [InlineData("a,1,-2,3,3,2,1,60,40,7,01,f,", "E2", 3, "off-scale")]
    [InlineData("a,1,2.5,3,3,2,1,60,40,7,01,f,", "E2", 3, "not-whole-number")]
    [InlineData("a,1,2,yes,3,2,1,60,40,7,01,f,", "E3", 4, "not-whole-number")]
    [InlineData("a,1,2,99999999999999,3,2,1,60,40,7,01,f,", "E3", 4, "not-whole-number")]
    [InlineData("a,1,2,3,3,2,1,-1,40,7,01,f,", "W1", 8, "negative")]
    [InlineData("a,1,2,3,3,2,1,60,NA,7,01,f,", "W2", 9, "not-applicable-refused")]
    [InlineData("a,1,2,3,3,2,1,60,much,7,01,f,", "W2", 9, "not-a-number")]
    [InlineData("a,1,2,3,3,2,1,60,NaN,7,01,f,", "W2", 9, "not-a-number")]
    [InlineData("a,1,2,3,3,2,1,60,40,11,01,f,", "overall", 10, "off-scale")]
    [InlineData("a,1,2,3,3,2,1,60,40,7,1,f,", "branch", 11, "option-unknown")]
    [InlineData(",1,2,3,3,2,1,60,40,7,01,f,", "id", 1, "id-missing")]
    [InlineData("a,1,2,3,3,2,1,60,40,7,01,f", null, 0, "cells-too-few")]
    [InlineData("a,1,2,3,3,2,1,60,40,7,01,f,so, so", null, 0, "cells-too-many")]
    [InlineData("a,1,2,3,3,2,1,60,40,7,01,f,\"so\" so", "comment", 13, "text-after-quote")]
    [InlineData("a,1,2,3,3,2,1,60,40,7,01,f,a\0b", "comment", 13, "control-character")]
    public void A_value_that_means_nothing_refuses_the_row_and_is_named_by_its_place(string row, string? column, int cell, string code)
    {
        var problem = CsvFiles.Problem(row);

        Assert.Equal((2, column, cell, code), (problem.Line, problem.Column, problem.Cell, problem.Code));
    }

    [Fact]
    public void Every_bad_cell_of_every_row_is_named_with_its_line_and_the_good_rows_are_read()
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header}\n{CsvFiles.Good}\nb,9,2,3,3,2,1,60,40,7,01,f,\"two\r\nlines\"\nc,1,2,3,3,2,1,60,40,7,01,f,\"one\n\ntwo\",\nd,8,2,3,3,2,x,60,40,7,9,f,\na,1,2,3,3,2,1,60,40,7,01,f,\ne,1,2,3,3,2,1,60,40,7,01,f,");

        Assert.Equal(["a", "e"], reading.Responses.Responses().Select(response => response.Id));
        Assert.Equal(
            [(3, "E1", "off-scale"), (5, null, "cells-too-many"), (8, "E1", "off-scale"), (8, "P3", "not-whole-number"), (8, "branch", "option-unknown"), (9, "id", "id-repeated")],
            reading.Report.Problems.Select(problem => (problem.Line, problem.Column, problem.Code)));
        Assert.Equal((2, 4, 6), (reading.Report.GoodRows, reading.Report.BadRows, reading.Report.ErrorCount));
        Assert.Equal("The id stands already on line 2.", reading.Report.Problems[^1].Reason("en"));
    }

    [Fact]
    public void A_cell_behind_a_comment_of_two_lines_stands_on_the_second()
    {
        var reading = CsvFiles.Read("comment,id,E1,E2,E3,P1,P2,P3,W1,W2,overall,branch,gender\n\"a\nb\",x,1,2,3,3,2,7,60,40,7,01,f\n");

        Assert.Equal((3, "P3"), (reading.Report.Problems[0].Line, reading.Report.Problems[0].Column));
    }

    [Fact]
    public void Problems_are_capped_and_the_rest_is_counted()
    {
        var rows = string.Join('\n', Enumerable.Range(0, 50).Select(i => $"r{i},9,2,3,3,2,1,60,40,7,01,f,"));
        var reading = CsvFiles.Read($"{CsvFiles.Header}\n{rows}\n", new CsvOptions { MaximumProblems = 20 });

        Assert.Equal(20, reading.Report.Problems.Length);
        Assert.Equal(50, reading.Report.ErrorCount);
    }

    [Fact]
    public void A_problem_never_quotes_the_value()
    {
        var problem = CsvFiles.Problem("a,secret,2,3,3,2,1,60,40,7,01,f,");

        Assert.DoesNotContain("secret", problem.Message("en") + problem.Message("fa"), StringComparison.Ordinal);
        Assert.Equal("Line 2, column E1 (cell 2): The value is not a whole number.", problem.Message("en"));
        Assert.Equal("سطر ۲، ستون E1 (خانهٔ ۲): این مقدار عدد صحیح نیست.", problem.Message("fa"));
    }

    [Fact]
    public void NA_is_refused_where_the_questionnaire_does_not_offer_it()
    {
        var strict = QuestionnaireFiles.Read(QuestionnaireFiles.SmallWith("notApplicable", "false")).Questionnaire!;
        var reading = CsvFiles.Read(Encoding.UTF8.GetBytes($"{CsvFiles.Header}\na,NA,2,3,3,2,1,60,40,7,01,f,\n"), strict);

        Assert.Equal("not-applicable-refused", Assert.Single(reading.Report.Problems).Code);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Lines_end_as_on_any_system_and_blank_ones_are_left_out(string end)
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header}{end}{end}{CsvFiles.Good}{end},,,,,,,,,,,,{end}{end}b,9,2,3,3,2,1,60,40,7,01,f,");

        Assert.Equal("a", Assert.Single(reading.Responses.Responses()).Id);
        Assert.Equal(6, Assert.Single(reading.Report.Problems).Line);
        Assert.Contains(reading.Report.Assumptions, assumption => assumption is { Code: "assumed-blank", Arguments: ["3"] });
    }

    [Theory]
    [InlineData(';', "assumed-semicolon")]
    [InlineData('\t', "assumed-tab")]
    [InlineData(',', "assumed-comma")]
    public void The_delimiter_is_found_and_said(char delimiter, string assumption)
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header}\n{CsvFiles.Good}\nb,,,,,,,,,,,,\n".Replace(',', delimiter));

        Assert.Equal(2, reading.Responses.Count);
        Assert.Contains(reading.Report.Assumptions, assumed => assumed.Code == assumption);
    }

    [Fact]
    public void A_spreadsheet_may_name_the_delimiter_and_use_a_decimal_comma()
    {
        var reading = CsvFiles.Read("sep=;\r\n" + CsvFiles.Header.Replace(',', ';') + "\r\na;1;2;3;3;2;1;60,5;39,5;7;01;f;x, y\r\n");

        Assert.Empty(reading.Report.Problems);
        Assert.Equal([60.5, 39.5], reading.Responses.GetResponse(0).ImportancePoints);
        Assert.Equal("x, y", reading.Responses.GetResponse(0).Comment);
    }

    [Theory]
    [InlineData("utf-8", true, "UTF-8")]
    [InlineData("utf-8", false, "UTF-8")]
    [InlineData("utf-16", true, "UTF-16 LE")]
    [InlineData("utf-16", false, "UTF-16 LE")]
    [InlineData("utf-16BE", true, "UTF-16 BE")]
    [InlineData("utf-16BE", false, "UTF-16 BE")]
    [InlineData("windows-1256", false, "Windows-1256")]
    public void The_encoding_is_found_and_said(string name, bool hasMark, string expected)
    {
        var encoding = name == "windows-1256" ? CodePagesEncodingProvider.Instance.GetEncoding(1256)! : Encoding.GetEncoding(name);
        byte[] bytes = [.. hasMark ? encoding.GetPreamble() : [], .. encoding.GetBytes($"{CsvFiles.Header}\na,1,2,3,3,2,1,60,40,7,جنوب,f,پارک\u200Cينگ نداشت\n")];
        var reading = CsvFiles.Read(bytes, CsvFiles.Small);

        Assert.Empty(reading.Report.Problems);
        Assert.Equal("پارک\u200Cينگ نداشت", reading.Responses.GetResponse(0).Comment);
        Assert.Contains(reading.Report.Assumptions, assumption => assumption.Code == "assumed-encoding" && assumption.Arguments[0] == expected);
    }

    [Fact]
    public void Windows_1256_is_found_even_when_the_file_begins_with_much_ASCII()
    {
        var rows = string.Concat(Enumerable.Range(0, 12_000).Select(i => $"r{i},1,2,3,3,2,1,60,40,7,01,f,all is well\n"));
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(1256)!.GetBytes($"{CsvFiles.Header}\n{rows}last,1,2,3,3,2,1,60,40,7,01,f,صف طولاني\n");
        Assert.True(bytes.Length > 300_000);

        Assert.Equal("صف طولاني", CsvFiles.Read(bytes, CsvFiles.Small).Responses.GetResponse(12_000).Comment);
    }

    [Fact]
    public void Columns_are_matched_exactly_first_and_then_tolerantly_and_this_is_said()
    {
        var reading = CsvFiles.Read("ID, e1 ,E۲,E3,P1,P2,p3,W1,W2,Overall,BRANCH,gender,Comment\n" + CsvFiles.Good + "\n");

        Assert.Empty(reading.Report.Problems);
        Assert.Equal([1, 2, 3, 3, 2, 1], reading.Responses.GetResponse(0).Answers);
        Assert.Contains(reading.Report.Assumptions, assumption => assumption.Code == "assumed-names" && assumption.Arguments[0] == "7");
        Assert.Equal(ResponseColumns.Of(CsvFiles.Small).Take(13), reading.Report.ColumnsMatched);
    }

    [Theory]
    [InlineData("id,E1,E1")]
    [InlineData("id,E1,e1")]
    [InlineData("id,e1,E1")]
    [InlineData("id,note,note")]
    public void A_repeated_column_refuses_the_file(string header)
    {
        var reading = CsvFiles.Read(header + ",E2,E3,P1,P2,P3\na,1,1,1,1,1,1,1\n");

        Assert.Equal(0, reading.Responses.Count);
        Assert.Contains(reading.Report.Problems, problem => problem is { Code: "column-repeated", IsError: true, Line: 1 });
    }

    [Fact]
    public void Without_the_id_column_or_a_battery_that_a_model_needs_the_file_is_refused()
    {
        var reading = CsvFiles.Read("P1,P2,P3\n1,2,3\n");

        Assert.Equal(["id-column-missing", "battery-columns-missing", "columns-missing"], reading.Report.Problems.Select(problem => problem.Code));
        Assert.Equal("expectation", reading.Report.Problems[1].Arguments[0]);
        Assert.Equal(2, reading.Report.ErrorCount);
    }

    [Fact]
    public void Single_columns_that_are_missing_are_a_warning_and_count_as_not_shown()
    {
        var reading = CsvFiles.Read("id,E1,E3,P1,P2,P3\na,1,2,3,3,2\n");

        var warning = Assert.Single(reading.Report.Problems);
        Assert.Equal(("columns-missing", false), (warning.Code, warning.IsError));
        Assert.Equal(["E2", "W1", "W2", "overall", "branch", "gender"], reading.Report.ColumnsMissing);
        Assert.Equal([1, AnswerCode.NotSeen, 2, 3, 3, 2], reading.Responses.GetResponse(0).Answers);
        Assert.Equal([AnswerCode.NotSeen], reading.Responses.GetResponse(0).Outcomes);
    }

    [Fact]
    public void Unknown_columns_are_reported_and_kept()
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header},Score,شهر\n{CsvFiles.Good},12,شیراز\nb,,,,,,,,,,,,,,\n");

        Assert.Equal(["Score", "شهر"], reading.Report.ColumnsUnknown);
        Assert.Equal([new("Score", "12"), new("شهر", "شیراز")], reading.Responses.GetResponse(0).Further);
        Assert.Empty(reading.Responses.GetResponse(1).Further);
    }

    [Fact]
    public void Optional_columns_are_read()
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header},submitted,started,language,status,channel,version\n{CsvFiles.Good},2026-03-21T10:30:00+03:30,2026-03-21 06:55:00.5Z,fa,Complete,web,2\n");
        Assert.Empty(reading.Report.Problems);
        var response = reading.Responses.GetResponse(0);

        Assert.Equal(new DateTimeOffset(2026, 3, 21, 10, 30, 0, new TimeSpan(3, 30, 0)), response.Submitted);
        Assert.Equal(TimeSpan.FromMinutes(210), response.Submitted!.Value.Offset);
        Assert.Equal(new DateTimeOffset(2026, 3, 21, 6, 55, 0, 500, TimeSpan.Zero), response.Started);
        Assert.Equal(("fa", "complete", "web", 2), (response.Language, response.Status, response.Channel, response.Version));
    }

    [Theory]
    [InlineData("2026-03-21T10:30:00,,,", "submitted", "moment-malformed")]
    [InlineData("21/3/2026,,,", "submitted", "moment-malformed")]
    [InlineData("1404-12-30T10:30:00+03:30,,,", "submitted", "moment-implausible")]
    [InlineData(",done,,", "status", "status-unknown")]
    [InlineData(",,Persian language,", "language", "language-malformed")]
    [InlineData(",,,0", "version", "version-malformed")]
    [InlineData(",,,1.5", "version", "not-whole-number")]
    public void Optional_columns_are_checked(string cells, string column, string code)
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header},submitted,status,language,version\n{CsvFiles.Good},{cells}\n");

        var problem = Assert.Single(reading.Report.Problems);
        Assert.Equal((column, code), (problem.Column, problem.Code));
    }

    [Theory]
    [InlineData("جنوب", "جنوب", false)]
    [InlineData("South", "جنوب", true)]
    [InlineData("south", "جنوب", true)]
    [InlineData("۰۱", "01", true)]
    [InlineData("NORTH ", "01", true)]
    public void An_option_may_be_given_by_its_label_or_in_another_spelling(string written, string expected, bool isAssumed)
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header}\na,1,2,3,3,2,1,60,40,7,{written},f,\n");

        Assert.Equal(expected, reading.Responses.GetResponse(0).Attributes[0]);
        Assert.Equal(isAssumed, reading.Report.Assumptions.Any(assumption => assumption.Code == "assumed-options"));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_is_named_where_its_row_begins()
    {
        var reading = CsvFiles.Read($"{CsvFiles.Header}\n{CsvFiles.Good}\nb,1,2,3,3,2,1,60,40,7,01,f,\"oh\nc,1,2,3,3,2,1,60,40,7,01,f,\n");

        Assert.Equal(1, reading.Responses.Count);
        Assert.Equal((3, "quote-unclosed"), (reading.Report.Problems[0].Line, reading.Report.Problems[0].Code));
    }

    [Theory]
    [InlineData("", "file-empty", true)]
    [InlineData("\n\r\n", "file-empty", true)]
    [InlineData(CsvFiles.Header, "no-responses", false)]
    [InlineData("\"id,E1\n", "quote-unclosed", true)]
    public void A_file_without_rows_says_so(string text, string code, bool isError)
    {
        var problem = Assert.Single(CsvFiles.Read(text).Report.Problems);

        Assert.Equal((code, isError), (problem.Code, problem.IsError));
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public void A_file_may_begin_with_many_blank_lines(int breaks)
    {
        var reading = CsvFiles.Read(string.Concat(Enumerable.Repeat("\r\n", breaks / 2)) + new string('\n', breaks % 2) + "sep=;\n" + $"{CsvFiles.Header}\nb,9,2,3,3,2,1,60,40,7,01,f,\n".Replace(',', ';'));

        Assert.Equal((breaks / 2 + breaks % 2 + 3, "E1"), (reading.Report.Problems[0].Line, reading.Report.Problems[0].Column));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Rows_are_the_same_however_the_bytes_arrive(int piece)
    {
        var bytes = File.ReadAllBytes(QuestionnaireFiles.ReferencePath("servqual", "csv"));
        var questionnaire = QuestionnaireFiles.ReadReference("servqual");
        using var stream = new PiecewiseStream(bytes, piece);
        var reading = ResponseCsvReader.ReadAll(questionnaire, stream, cancel: TestContext.Current.CancellationToken);

        Assert.Equal(CsvFiles.Read(bytes, questionnaire).Responses.Responses(), reading.Responses.Responses());
    }

    [Fact]
    public void Rows_longer_than_the_buffer_and_rows_across_its_edges_are_read()
    {
        var random = new Random(7);
        var text = new StringBuilder(CsvFiles.Header).Append('\n');
        var comments = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            comments.Add(new string((char)('a' + i % 26), random.Next(1, i == 30 ? 900_000 : 90_000)) + " \"\n, end");
            text.Append(CultureInfo.InvariantCulture, $"r{i},1,2,3,3,2,1,60,40,7,01,f,\"{comments[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        }
        var reading = CsvFiles.Read(text.ToString());

        Assert.Empty(reading.Report.Problems);
        Assert.Equal(comments, reading.Responses.Responses().Select(response => response.Comment));
    }

    [Fact]
    public void Whatever_the_bytes_the_reader_answers_with_rows_or_problems()
    {
        var random = new Random(20260101);
        var questionnaire = QuestionnaireFiles.ReadReference("awkward");
        var file = File.ReadAllBytes(QuestionnaireFiles.ReferencePath("awkward", "csv"))[..12_000];
        for (var i = 0; i < 500; i++)
        {
            byte[] damaged = [.. file];
            for (var k = random.Next(1, 30); k > 0; k--) damaged[random.Next(damaged.Length)] = (byte)(random.Next(3) == 0 ? "\",;\n\r\t\0-N"[random.Next(9)] : random.Next(256));
            var reading = CsvFiles.Read(damaged[..random.Next(damaged.Length)], questionnaire);
            Assert.Equal(reading.Report.GoodRows, reading.Responses.Count);
            Assert.All(reading.Report.Problems, problem => Assert.NotEqual(problem.Message("en"), problem.Message("fa")));
        }
    }
}
