using System.Text;
using Survey.Scoring.Responses;
using Survey.Tests.Instrument;

namespace Survey.Tests.Responses;

public sealed class QuestionCsvTests
{
    private const string Header = "id,E1,E2,E3,P1,P2,P3,W1,W2,overall,visits,kinds,order,last,recommend,why";

    [Fact]
    public void Answers_to_questions_are_read_in_one_form_and_written_again()
    {
        var questionnaire = QuestionFiles.Read();
        var reading = CsvFiles.Read(Encoding.UTF8.GetBytes($"{Header}\na,1,2,3,3,2,1,60,40,7,۱۲.۵۰,other;lab,time price,۲۰۲۶-03-21,۹,\"one\ntwo\"\nb,1,2,3,3,2,1,60,40,7,,,,,,\n"), questionnaire);
        Assert.Equal(0, reading.Report.ErrorCount);
        var first = reading.Responses.GetResponse(0);

        Assert.Equal(
            [new("visits", "12.5"), new("kinds", "lab other"), new("order", "time price"), new("last", "2026-03-21"), new("recommend", "9"), new("why", "one\ntwo")],
            first.Further);
        Assert.Empty(reading.Responses.GetResponse(1).Further);
        Assert.Empty(reading.Report.ColumnsUnknown);

        using var output = new MemoryStream();
        ResponseCsvWriter.WriteAll(questionnaire, [.. reading.Responses.Responses()], output);
        var again = CsvFiles.Read(output.ToArray(), questionnaire);
        Assert.Equal(first.Further.OrderBy(column => column.Key), again.Responses.GetResponse(0).Further.OrderBy(column => column.Key));
    }

    [Theory]
    [InlineData("often,,,,,", "visits", "question-not-a-number")]
    [InlineData(",tram,,,,", "kinds", "question-option-unknown")]
    [InlineData(",,,1405-01-01,,", "last", "question-not-a-day")]
    [InlineData(",,,,11,", "recommend", "question-not-a-recommendation")]
    public void A_cell_that_means_nothing_is_named_with_its_reason(string cells, string column, string code)
    {
        var reading = CsvFiles.Read(Encoding.UTF8.GetBytes($"{Header}\na,1,2,3,3,2,1,60,40,7,{cells}\n"), QuestionFiles.Read());

        var problem = Assert.Single(reading.Report.Problems, problem => problem.IsError);
        Assert.Equal((2L, column, code), (problem.Line, problem.Column, problem.Code));
        Assert.NotEqual(problem.Message("en"), problem.Message("fa"));
    }
}
