using Survey.Scoring.Responses;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.Responses;

public sealed class ResponseTableTests
{
    private static readonly DrawnStudy Study = DrawnStudy.Draw("perceptions-only", 1);

    [Fact]
    public void Every_response_comes_back_equal_also_beyond_a_chunk()
    {
        var table = new ResponseTable(Study.Questionnaire);
        Response[] responses =
        [
            .. Enumerable.Range(0, 5000).Select(row => Study.Responses[row % Study.Responses.Length] with
            {
                Id = $"{row}",
                Comment = row % 7 == 0 ? "«سلام»" : null,
                Submitted = row % 11 == 0 ? DateTimeOffset.UnixEpoch.AddDays(row) : null,
                Further = row % 13 == 0 ? [KeyValuePair.Create("شهر", "شیراز")] : [],
            }),
        ];
        foreach (var response in responses) table.Add(response);

        Assert.Equal(5000, table.Count);
        Assert.Equal(responses, table.Responses());
    }

    [Fact]
    public void An_empty_attribute_value_is_no_value()
    {
        var table = new ResponseTable(Study.Questionnaire);
        table.Add(Study.Responses[0] with { Attributes = [""] });

        Assert.Equal([null], table.GetResponse(0).Attributes);
    }

    public static TheoryData<string> Wrong => ["answers", "importance", "outcomes", "attributes", "beyond the scale", "beyond the outcome's scale", "negative points"];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_response_that_does_not_fit_the_questionnaire_is_refused_and_not_added(string what)
    {
        var table = new ResponseTable(Study.Questionnaire);
        var good = Study.Responses[0];
        var bad = what switch
        {
            "answers" => good with { Answers = good.Answers[1..] },
            "importance" => good with { ImportancePoints = [] },
            "outcomes" => good with { Outcomes = [1] },
            "attributes" => good with { Attributes = [] },
            "beyond the scale" => good with { Answers = good.Answers.SetItem(2, 6) },
            "beyond the outcome's scale" => good with { Outcomes = [8, 1] },
            _ => good with { ImportancePoints = good.ImportancePoints.SetItem(0, -1) },
        };

        Assert.Throws<ArgumentException>(() => table.Add(bad));
        Assert.Equal(0, table.Count);
        table.Add(good);
        Assert.Equal(1, table.Count);
    }

    [Fact]
    public void There_is_no_row_beyond_the_last() => Assert.Throws<ArgumentOutOfRangeException>(() => Study.Table().GetResponse(Study.Responses.Length));
}
