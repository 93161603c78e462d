using FsCheck;
using FsCheck.Fluent;
using Survey.Scoring.Moments;
using Survey.Scoring.Responses;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;
using Survey.Tests.Reference;
using Survey.Tests.Scoring.Moments;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.Resampling;

/// <summary>The moments of groups of respondents add up exactly, and say what the respondents of each group say.</summary>
public sealed class GroupedMomentsTests
{
    private static readonly MomentsStudy[] Studies = MomentsStudy.All;

    [Fact]
    public void Groups_hold_what_the_moments_of_their_respondents_hold()
    {
        foreach (var study in Studies)
        {
            var table = study.Table();
            var (groups, blocks) = (GroupedMoments.Of(table, 7), ResamplingPlan.Of(StudyMoments.Of(table).Plan));
            for (var group = 0; group < 7; group++)
            {
                int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => UnitKey.GroupOf(table.IdOf(row), 7) == group)];
                var whole = StudyMoments.Of(table, rows);
                Assert.Equal(rows.Length, groups.Sizes[group]);
                foreach (var block in StudyBlocks(whole.Plan))
                {
                    var own = (block.IsOfItems ? blocks.ItemBlocks : blocks.ScoreBlocks).First(candidate => candidate.Columns.SequenceEqual(block.Plan.Columns));
                    var (expected, moments) = (Listwise.Total(whole, block.Plan), Listwise.Total(groups.MomentsOf(group), own));
                    Assert.Equal(expected.Count, moments.Count);
                    Assert.Equal(expected.Sums, moments.Sums);
                    foreach (var (product, (left, right)) in own.Products.Index())
                        Assert.Equal(expected.Products[block.Plan.PlaceOf(own.Columns[left], own.Columns[right])], moments.Products[product]);
                }
            }

            Assert.Equal(table.Count, groups.Responses);
        }
    }

    [Fact]
    public void However_responses_are_divided_the_groups_add_up_to_those_of_the_whole()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var study = Studies[random.Next(Studies.Length)];
            var whole = GroupedMoments.Of(study.Table(), 12);
            var parts = study.Responses.GroupBy(_ => random.Next(3)).Select(part => GroupedMoments.Of(Table(study, part.OrderBy(_ => random.Next())), 12)).ToArray();
            var sum = GroupedMoments.Empty(study.Questionnaire, 12);
            foreach (var part in parts) sum = random.Next(2) == 0 ? GroupedMoments.Merge(sum, part) : GroupedMoments.Merge(part, sum);

            Assert.True(whole.SameAs(sum));
            foreach (var part in parts[1..]) sum.Subtract(part);
            Assert.True(parts[0].SameAs(sum));
            sum.Subtract(parts[0]);
            Assert.True(sum.IsEmpty);
        }));
    }

    [Fact]
    public void What_is_written_is_read_bit_by_bit_in_parts_too()
    {
        foreach (var study in Studies)
        {
            var whole = GroupedMoments.Of(study.Table(), 12);
            whole.Subtract(GroupedMoments.Of(Table(study, study.Responses.Take(5).Select(response => response with { Id = "x" + response.Id })), 12));
            using var stream = new MemoryStream();
            whole.Write(stream);
            foreach (var first in new[] { 0, 5, 10 }) whole.Part(first, Math.Min(5, 12 - first)).Write(stream);

            stream.Position = 0;
            Assert.True(whole.SameAs(GroupedMoments.Read(stream, study.Questionnaire)));
            var sum = GroupedMoments.Empty(study.Questionnaire, 12);
            while (stream.Position < stream.Length) sum.Add(GroupedMoments.Read(stream, study.Questionnaire));
            Assert.True(whole.SameAs(sum));
        }
    }

    [Fact]
    public void Damage_is_noticed_and_other_questionnaires_are_refused()
    {
        using var stream = new MemoryStream();
        GroupedMoments.Of(Studies[0].Table(), 12).Write(stream);
        var bytes = stream.ToArray();
        for (var place = 0; place < bytes.Length; place += 97)
        {
            byte[] damaged = [.. bytes];
            damaged[place] ^= 1;
            Assert.Throws<InvalidDataException>(() => GroupedMoments.Read(new MemoryStream(damaged), Studies[0].Questionnaire));
        }

        Assert.Throws<InvalidDataException>(() => GroupedMoments.Read(new MemoryStream(bytes), Studies[1].Questionnaire));
        Assert.Throws<InvalidDataException>(() => GroupedMoments.Read(new MemoryStream(bytes[..^1]), Studies[0].Questionnaire));
        Assert.Throws<ArgumentException>(() => GroupedMoments.Empty(Studies[0].Questionnaire, 12).Add(GroupedMoments.Empty(Studies[1].Questionnaire, 12)));
        Assert.Throws<ArgumentException>(() => GroupedMoments.Empty(Studies[0].Questionnaire, 12).Add(GroupedMoments.Empty(Studies[0].Questionnaire, 13)));
    }

    [Fact]
    public void Stored_groups_say_how_sure_figures_are_as_the_responses_do()
    {
        // 4,400 respondents, more than are drawn singly.
        var studies = Enumerable.Range(1, 22).Select(seed => DrawnStudy.Draw("one-item-dimension", seed)).ToArray();
        var table = new ResponseTable(studies[0].Questionnaire);
        foreach (var (number, study) in studies.Index())
            foreach (var response in study.Responses) table.Add(response with { Id = $"s{number}-{response.Id}" });
        var options = new StudyOptions { Resamples = 60 };
        using var stream = new MemoryStream();
        GroupedMoments.Of(table).Write(stream);
        stream.Position = 0;

        var (fromResponses, fromGroups) = (Evaluation.Evaluate(table, options), Evaluation.Evaluate(StudyMoments.Of(table), GroupedMoments.Read(stream, table.Questionnaire), options));

        Assert.Equal(ReferenceStudy.Json(fromResponses)["uncertainty"]!.ToJsonString(), ReferenceStudy.Json(fromGroups)["uncertainty"]!.ToJsonString());
        Assert.Equal("groups", fromGroups.Uncertainty!.Unit);
        Assert.Equal(
            ReferenceStudy.Json(fromResponses)["priorities"]!["maps"]!.ToJsonString(), ReferenceStudy.Json(fromGroups)["priorities"]!["maps"]!.ToJsonString());
    }

    [Fact]
    public void Groups_of_other_responses_are_refused_and_few_responses_need_the_responses()
    {
        var study = DrawnStudy.Draw("one-dimension", 2);
        var moments = StudyMoments.Of(study.Table());

        Assert.Throws<ArgumentException>(() => Evaluation.Evaluate(moments, GroupedMoments.Empty(study.Questionnaire)));
        var json = ReferenceStudy.Json(Evaluation.Evaluate(moments, GroupedMoments.Of(study.Table()), new() { Resamples = 50 }));
        Assert.Equal("needs-responses", (string?)json["reasons"]!["/uncertainty"]!["code"]);
    }

    private static IEnumerable<(BlockPlan Plan, bool IsOfItems)> StudyBlocks(StudyPlan plan) =>
    [
        .. plan.BaseItems.Concat(plan.BaseDimensionItems.SelectMany(model => model.Where(block => block.Columns.Length > 2))).Select(block => (block, true)),
        .. plan.CommonSample.Concat(plan.ModelOutcomes.SelectMany(model => model)).Select(block => (block, false)),
    ];

    private static ResponseTable Table(MomentsStudy study, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(study.Questionnaire);
        foreach (var response in responses) table.Add(response);
        return table;
    }
}
