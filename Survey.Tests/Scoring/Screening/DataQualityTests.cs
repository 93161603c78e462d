using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Screening;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Screening;

/// <summary>The results with and without the responses that look careless.</summary>
public sealed class DataQualityTests
{
    private static readonly ResponseTable Table = CarelessStudy.Named("servqual").Table();

    [Fact]
    public void Without_the_flagged_responses_is_what_a_study_without_them_gives()
    {
        var screening = ResponseScreening.Of(Table);
        var rest = new ResponseTable(Table.Questionnaire);
        for (var row = 0; row < Table.Count; row++)
            if ((screening.FlagsOf(row) & screening.Options.Counted) == 0) rest.Add(Table.GetResponse(row));

        var result = Evaluation.Evaluate(Table);
        var without = Evaluation.Evaluate(rest);

        Assert.Equal(Table.Count - rest.Count, result.DataQuality!.Counted);
        Assert.InRange(result.DataQuality.Counted, 6, 40);
        Assert.All(result.DataQuality.Comparison, row =>
        {
            Assert.Equal(Figure(result, row), row.All);
            Assert.Equal(Figure(without, row), row.Without);
            Assert.Equal(row.Without.Value - row.All.Value, row.Difference.Value);
        });
        Assert.Equal(["overall", "dimension", "alpha", "r", "r-squared"], result.DataQuality.Comparison.Select(row => row.Figure).Distinct());
    }

    [Fact]
    public void Every_response_with_a_flag_is_counted_once()
    {
        var screening = ResponseScreening.Of(Table);
        var quality = Evaluation.Evaluate(Table).DataQuality!;

        Assert.Equal(Enumerable.Range(0, Table.Count).Count(row => screening.FlagsOf(row) != QualityFlags.None), quality.Flagged);
        Assert.All(quality.Flags, flag => Assert.Equal(screening.RowsWith(flag.Flag).Count(), flag.Responses));
        Assert.All(quality.Flags, flag => Assert.True(flag.Responses <= flag.Assessed));
        Assert.Equal(quality.Flags.Length, ResponseScreening.Kinds.Length);
    }

    [Fact]
    public void What_the_questionnaire_does_not_ask_is_not_assessed_and_says_so()
    {
        var quality = Evaluation.Evaluate(Table).DataQuality!;

        Assert.Equal(UndefinedReason.NotAsked, Flag(quality, QualityFlags.Inversions).Share.Reason);
        Assert.Equal(UndefinedReason.TimesUnknown, Flag(quality, QualityFlags.TooFast).Share.Reason);
        Assert.Equal(UndefinedReason.TooFewRespondents, Flag(Evaluation.Evaluate(Part(40)).DataQuality!, QualityFlags.Outlier).Share.Reason);
        Assert.Equal(UndefinedReason.TooFewItems, Flag(Evaluation.Evaluate(DrawnStudy.Draw("one-dimension", 1).Table()).DataQuality!, QualityFlags.StraightLining).Share.Reason);
    }

    [Fact]
    public void Moments_alone_have_no_data_quality_and_a_page_of_figures_has_none_at_all()
    {
        Assert.Equal(UndefinedReason.NeedsResponses, Evaluation.Evaluate(StudyMoments.Of(Table)).DataQuality!.Reason);
        Assert.Null(Evaluation.Evaluate(Table, new StudyOptions { Depth = StudyDepth.Figures }).DataQuality);
    }

    [Fact]
    public void Fewer_flagged_people_than_may_be_shown_do_not_follow_by_subtraction()
    {
        var few = new ResponseTable(Table.Questionnaire);
        foreach (var response in Table.Responses().Take(400).Concat(Table.Responses().Skip(400).Take(3))) few.Add(response);
        var options = new StudyOptions { MinimumGroup = 5, Screening = new ScreeningOptions { Counted = QualityFlags.StraightLining } };
        var open = Evaluation.Evaluate(few, options with { MinimumGroup = null }).DataQuality!;
        var closed = Evaluation.Evaluate(few, options).DataQuality!;

        Assert.Equal(3, closed.Counted);
        Assert.All(open.Comparison, row => Assert.True(row.Without.IsDefined));
        foreach (var (shown, row) in open.Comparison.Zip(closed.Comparison))
        {
            Assert.Equal(shown.All, row.All);
            if (row.N == row.NWithout) Assert.Equal(shown.Without, row.Without);
            else Assert.Equal((UndefinedReason.TooFewToShow, UndefinedReason.TooFewToShow), (row.Without.Reason, row.Difference.Reason));
        }

        Assert.Contains(closed.Comparison, row => row.Figure == "overall" && row.N != row.NWithout);
    }

    [Fact]
    public void A_part_of_the_responses_is_not_compared_where_small_groups_are_withheld()
    {
        Assert.All(Evaluation.Evaluate(Table, new StudyOptions { MinimumGroup = 3, Filter = "branch=north" }).DataQuality!.Comparison.Where(row => row.N != row.NWithout),
            row => Assert.Equal(UndefinedReason.TooFewToShow, row.Without.Reason));
        Assert.Contains(Evaluation.Evaluate(Table, new StudyOptions { MinimumGroup = 3 }).DataQuality!.Comparison, row => row.N != row.NWithout && row.Without.IsDefined);
    }

    [Fact]
    public void The_result_names_no_response()
    {
        var json = ReferenceStudy.Json(Evaluation.Evaluate(Table)).ToJsonString();
        Assert.All(Table.Responses(), response => Assert.DoesNotContain($"\"{response.Id}\"", json, StringComparison.Ordinal));
    }

    [Fact]
    public void No_figure_depends_on_the_order_of_the_responses()
    {
        Response[] shuffled = [.. Table.Responses()];
        new Random(3).Shuffle(shuffled);
        var table = new ResponseTable(Table.Questionnaire);
        foreach (var response in shuffled) table.Add(response);

        Assert.Equal(Of(Table), Of(table));

        static string Of(ResponseTable table) => ReferenceStudy.Json(Evaluation.Evaluate(table))["dataQuality"]!.ToJsonString();
    }

    private static QualityFlagResult Flag(DataQualityResult quality, QualityFlags flag) => quality.Flags.Single(candidate => candidate.Flag == flag);

    private static ResponseTable Part(int count)
    {
        var table = new ResponseTable(Table.Questionnaire);
        foreach (var response in Table.Responses().Take(count)) table.Add(response);
        return table;
    }

    private static Estimate Figure(StudyResult result, QualityComparison row)
    {
        var model = result.Models.Single(model => model.Id == row.Model);
        var outcome = model.Outcomes.SingleOrDefault(outcome => outcome.Id == row.Outcome);
        return row.Figure switch
        {
            "overall" => model.Overall.Mean,
            "dimension" => model.Dimensions.Single(dimension => dimension.Id == row.Dimension).Mean,
            "alpha" => model.Alpha!.Value,
            "r" => outcome!.R,
            _ => outcome!.RSquared,
        };
    }
}
