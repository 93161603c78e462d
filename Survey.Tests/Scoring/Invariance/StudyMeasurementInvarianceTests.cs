using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Invariance;

/// <summary>Measurement invariance as part of a study: which groups are compared, on what, and what is said of the others.</summary>
public sealed class StudyMeasurementInvarianceTests
{
    private static readonly ResponseTable Servqual = ReferenceStudy.Responses("servqual");
    private static readonly InvarianceResult Result = Of(Servqual);

    [Theory]
    [InlineData("branch", "servperf")]
    [InlineData("branch", "servqual")]
    [InlineData("gender", "servperf")]
    [InlineData("gender", "servqual")]
    public void Groups_of_a_study_fit_as_lavaan_says(string attribute, string model)
    {
        var lavaan = LavaanInvariance.Groups($"servqual {attribute} {model}");
        var segment = Result.Segments.Single(one => (one.Attribute, one.Model) == (attribute, model));
        Assert.Equal(lavaan.Values, segment.Groups.Select(group => group.Value));
        Assert.Equal(lavaan.Groups.Select(group => group.N), segment.Groups.Select(group => group.N));
        foreach (var (expected, step) in lavaan.Steps.All.Zip(segment.Test.Steps))
        {
            Assert.Equal(expected.ChiSquare, step.Fit.ChiSquare.Value, 1e-5);
            Assert.Equal(expected.Df, step.Fit.Df.Value);
            Assert.Equal(expected.Cfi, step.Fit.Cfi.Value, 1e-7);
        }

        Assert.Equal("scalar", segment.Test.Level);
        Assert.All(segment.Test.Steps.Skip(1), step => Assert.Equal(17, step.Change!.Df.Value));
    }

    [Fact]
    public void Batteries_of_a_study_fit_as_lavaan_says_and_the_items_meaning_shifts()
    {
        var lavaan = LavaanInvariance.Batteries("servqual");
        var batteries = Result.Batteries!;
        Assert.Equal(("expectation", "perception", lavaan.Joint.N), (batteries.Reference, batteries.Battery, batteries.N));
        Assert.Equal(lavaan.Steps.All.Select(step => Math.Round(step.ChiSquare, 4)), batteries.Test.Steps.Select(step => Math.Round(step.Fit.ChiSquare.Value, 4)));
        Assert.Equal(["holds", "fails", "fails"], batteries.Test.Steps.Select(step => step.Verdict));
        Assert.Equal("configural", batteries.Test.Level);
        Assert.Equal(lavaan.Means.Select(mean => Math.Round(mean, 3)), batteries.LatentGaps.Select(gap => Math.Round(gap.Mean.Value, 3)));
    }

    [Fact]
    public void What_breaks_a_step_is_said_in_words_of_both_languages_and_nothing_where_it_holds()
    {
        var steps = Result.Batteries!.Test.Steps;
        Assert.Empty(steps[0].Sentences);
        Assert.Equal(["loadings-items", "free-loadings"], steps[1].Sentences.Select(sentence => sentence.Code));
        Assert.Equal("A suggestion for partial invariance: let item 3 differ in the loadings; those of the other items can then be taken as equal (loss of CFI 0.0097).", steps[1].Sentences[1].Text("en"));
        Assert.Contains("گویهٔ ۳ ", steps[1].Sentences[1].Text("fa"), StringComparison.Ordinal);
        Assert.Equal(["intercepts-items-more", "free-both"], steps[2].Sentences.Select(sentence => sentence.Code));
        var json = ReferenceStudy.Json(Evaluation.Evaluate(StudyMoments.Of(Servqual)))["invariance"]!["batteries"]!["steps"]!.AsArray();
        Assert.Null(json[0]!["sentences"]);
        Assert.Equal(steps[1].Sentences[1].Text("fa"), (string)json[1]!["sentences"]![1]!["fa"]!);
        Assert.Equal(["3"], json[1]!["partial"]!["loadings"]!.AsArray().Select(id => (string)id!));
        Assert.Equal(22, json[1]!["items"]!.AsArray().Count);
    }

    [Fact]
    public void Groups_with_too_few_respondents_are_named()
    {
        var segment = Result.Segments.Single(one => (one.Attribute, one.Model) == ("branch", "servperf"));
        Assert.Equal([("isfahan", UndefinedReason.TooFewRespondents), ("shiraz", UndefinedReason.TooFewRespondents)], segment.LeftOut.Select(group => (group.Value, group.Reason)));
        var hidden = Of(Servqual, 90).Segments.Single(one => (one.Attribute, one.Model) == ("branch", "servperf"));
        Assert.Equal([UndefinedReason.TooFewToShow, UndefinedReason.TooFewToShow], hidden.LeftOut.Select(group => group.Reason));
    }

    [Fact]
    public void An_attribute_with_one_large_group_has_nothing_to_compare()
    {
        var segments = Of(Changed(response => response with { Attributes = ["all", response.Id] })).Segments;
        Assert.All(segments, segment => Assert.Equal((UndefinedReason.TooFewGroups, "undecided"), (segment.Test.Reason, segment.Test.Level)));
        Assert.Equal(400, segments.Single(one => (one.Attribute, one.Model) == ("gender", "servperf")).LeftOut.Length);
    }

    [Fact]
    public void A_branch_that_reads_a_question_differently_keeps_equal_loadings_and_loses_equal_intercepts()
    {
        var biased = Changed(response => response.Attributes[0] == "tehran-south"
            ? response with { Answers = response.Answers.SetItem(22 + 7, Lower(response.Answers[22 + 7])) } : response);
        var test = Of(biased).Segments.Single(one => (one.Attribute, one.Model) == ("branch", "servperf")).Test;
        Assert.Equal(["holds", "holds", "fails"], test.Steps.Select(step => step.Verdict));
        Assert.Equal("metric", test.Level);
        var (scalar, item) = (test.Steps[2], Servqual.Questionnaire.Items.ElementAt(7));
        var worst = scalar.Items.MaxBy(one => one.ChiSquare.Value)!;
        Assert.Equal((item.Id, true), (worst.Id, worst.IsSignificant));
        Assert.Equal(("tehran-south", true), (worst.Differences[^1].Group, worst.Differences[^1].Difference < -1));
        Assert.Equal([item.Id], scalar.Partial!.Intercepts);
        Assert.Equal(InvarianceStepResult.Holds, scalar.Partial.Verdict);
        Assert.Empty(test.Steps[1].Items);

        static byte Lower(byte code) => code is >= 4 and <= 7 ? (byte)(code - 3) : code;
    }

    [Fact]
    public void Only_the_twenty_largest_groups_are_compared()
    {
        var table = new ResponseTable(Servqual.Questionnaire);
        for (var copy = 0; copy < 5; copy++)
        {
            foreach (var (row, response) in Servqual.Responses().Index())
                table.Add(response with { Id = $"{copy} {response.Id}", Attributes = [$"g{(row + 7 * copy) % 22}", null] });
        }

        var segments = Of(table).Segments;
        var perception = segments.Single(one => (one.Attribute, one.Model) == ("branch", "servperf"));
        Assert.Equal(22, perception.Groups.Length + perception.LeftOut.Length);
        Assert.Equal(2, perception.LeftOut.Count(group => group.Reason == UndefinedReason.NotAmongLargest));
    }

    [Fact]
    public void Moments_of_a_group_are_those_of_its_rows()
    {
        var all = StudyMoments.Of(Servqual);
        var plan = all.Plan;
        int[][] groups = [GroupOf(0, _ => 0), GroupOf(1, value => value == "male" ? 1 : value == "female" ? 0 : -1)];
        var items = new SegmentItems(all, Servqual, groups);
        ScoreScan.Run(Servqual, plan, [items]);
        foreach (var (attribute, group) in new[] { (0, 0), (1, 0), (1, 1) })
        {
            int[] rows = [.. Enumerable.Range(0, Servqual.Count).Where(row => groups[attribute][Servqual.Attributes(row, 1)[attribute]] == group)];
            var moments = StudyMoments.Of(Servqual, rows);
            for (var model = 0; model < plan.Bases.Length; model++)
            {
                var (expected, actual) = (new Listwise(moments, plan.BaseItems[model]).CrossProducts(), items.CrossProducts(attribute, group, model));
                Assert.True(actual.Count > 100);
                Assert.Equal(expected.Count, actual.Count);
                Assert.Equal(expected.Means, actual.Means);
                Assert.Equal(expected.Deviations.Cast<double>(), actual.Deviations.Cast<double>());
            }
        }

        static int[] GroupOf(int attribute, Func<string?, int> group) => [.. Enumerable.Range(0, Servqual.ValuesOf(attribute).Count).Select(code => group(Servqual.ValuesOf(attribute).ValueOf(code)))];
    }

    [Fact]
    public void From_moments_alone_only_the_batteries_are_compared_and_figures_at_once_leave_all_out()
    {
        var moments = StudyMoments.Of(Servqual);
        var complete = Evaluation.Evaluate(moments).Invariance!;
        Assert.Equal((UndefinedReason.NeedsResponses, true), (complete.SegmentsReason, complete.Segments.IsEmpty));
        Assert.Equal(Result.Batteries!.Test.Steps.Select(step => step.Fit.ChiSquare), complete.Batteries!.Test.Steps.Select(step => step.Fit.ChiSquare));
        Assert.Null(Evaluation.Evaluate(moments, new StudyOptions { Depth = StudyDepth.Figures }).Invariance);
    }

    private static InvarianceResult Of(ResponseTable responses, int? minimum = null)
    {
        var (moments, options) = (StudyMoments.Of(responses), new StudyOptions { MinimumGroup = minimum });
        var items = new SegmentItems(moments, responses,
            [.. Survey.Scoring.Study.Invariance.Choices(moments, options).Select((choice, attribute) => choice.GroupOfCode(responses.ValuesOf(attribute)))]);
        ScoreScan.Run(responses, moments.Plan, [items]);
        return Survey.Scoring.Study.Invariance.Of(moments, items, Survey.Scoring.Study.Invariance.BetweenBatteries(moments), options);
    }

    private static ResponseTable Changed(Func<Response, Response> change)
    {
        var table = new ResponseTable(Servqual.Questionnaire);
        foreach (var response in Servqual.Responses()) table.Add(change(response));
        return table;
    }
}
