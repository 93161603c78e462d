using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Survey.Scoring.Instrument;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>Data for which much does not exist: nothing throws, nothing is NaN, and whatever is null says why.</summary>
public sealed class DegenerateStudyTests
{
    private static readonly string[] MayBeNullWithoutReason = ["filter", "gapModel"];

    public static TheoryData<string, string> KindsAndChanges =>
        [.. DrawnStudy.Kinds.SelectMany(kind => Changes.Keys.Select(change => (kind, change)))];

    private static Dictionary<string, Func<DrawnStudy, IEnumerable<Response>>> Changes { get; } = new()
    {
        ["no responses"] = _ => [],
        ["one response"] = study => study.Responses.Take(1),
        ["two responses"] = study => study.Responses.Take(2),
        ["three responses"] = study => study.Responses.Take(3),
        ["as many as items"] = study => study.Responses.Take(study.Questionnaire.Items.Count()),
        ["all missing"] = study => study.Responses.Select(response => response with
        {
            Answers = [.. response.Answers.Select(_ => AnswerCode.NotApplicable)],
            ImportancePoints = [.. response.ImportancePoints.Select(_ => (double?)null)],
            Outcomes = [.. response.Outcomes.Select(_ => AnswerCode.NotSeen)],
            Attributes = [null],
        }),
        ["all the same"] = study => study.Responses.Select((response, row) => study.Responses[0] with { Id = response.Id }),
        ["first item constant"] = study => study.Responses.Select(response => response with { Answers = response.Answers.SetItem(0, 2) }),
        ["all items constant"] = study => study.Responses.Select(response => response with { Answers = [.. response.Answers.Select(_ => (byte)3)] }),
        ["items repeated"] = study => study.Responses.Select(response => response with { Answers = [.. response.Answers.Select(_ => response.Answers[0])] }),
        ["outcome constant"] = study => study.Responses.Select(response => response with { Outcomes = [.. response.Outcomes.Select(_ => (byte)4)] }),
        ["outcome without answers"] = study => study.Responses.Select(response => response with { Outcomes = [AnswerCode.Skipped, response.Outcomes[1]] }),
        ["importance without answers"] = study => study.Responses.Select(response => response with { ImportancePoints = [.. response.ImportancePoints.Select(_ => (double?)null)] }),
        ["importance all zero"] = study => study.Responses.Select(response => response with { ImportancePoints = [.. response.ImportancePoints.Select(_ => (double?)0)] }),
        ["one group"] = study => study.Responses.Select(response => response with { Attributes = ["all"] }),
        ["a group each"] = study => study.Responses.Select(response => response with { Attributes = [response.Id] }),
    };

    [Theory]
    [MemberData(nameof(KindsAndChanges))]
    public void Nothing_throws_and_every_null_has_a_reason(string kind, string change)
    {
        var study = DrawnStudy.Draw(kind, 7);

        AssertSound(study.Questionnaire, [.. Changes[change](study)]);
    }

    [Theory]
    [InlineData("no outcomes")]
    [InlineData("no attributes")]
    [InlineData("no importance, but a weighted model")]
    [InlineData("one item")]
    [InlineData("a model whose battery is missing")]
    public void An_instrument_that_lacks_something_is_scored_with_the_rest(string change)
    {
        var (study, items) = (DrawnStudy.Draw("one-item-dimension", 3), 7);
        var questionnaire = change switch
        {
            "no outcomes" => study.Questionnaire with { Outcomes = [] },
            "no attributes" => study.Questionnaire with { Attributes = [] },
            "no importance, but a weighted model" => study.Questionnaire with { Importance = null },
            "one item" => study.Questionnaire with { Dimensions = study.Questionnaire.Dimensions[..1] },
            _ => study.Questionnaire with { Models = [.. study.Questionnaire.Models, "adequacy", "normed-quality"] },
        };
        var width = questionnaire.Items.Count();
        AssertSound(questionnaire,
        [
            .. study.Responses.Select(response => response with
            {
                Answers = [.. Enumerable.Range(0, 2).SelectMany(battery => response.Answers.Skip(battery * items).Take(width))],
                ImportancePoints = questionnaire.Importance is null ? [] : [.. response.ImportancePoints.Take(questionnaire.Dimensions.Length)],
                Outcomes = questionnaire.Outcomes.Length == 0 ? [] : response.Outcomes,
                Attributes = questionnaire.Attributes.Length == 0 ? [] : response.Attributes,
            }),
        ]);
    }

    [Fact]
    public void A_constant_item_takes_the_structure_away_and_says_so()
    {
        var study = DrawnStudy.Draw("perceptions-only", 7);

        var result = Evaluate(study.Questionnaire, Changes["first item constant"](study));

        Assert.Equal(UndefinedReason.ConstantItem, result.Models[0].Structure!.Reason);
        var json = ReferenceStudy.Json(result);
        Assert.Null(json["models"]![0]!["structure"]);
        Assert.Equal("constant-item", (string?)json["reasons"]!["/models/0/structure"]!["code"]);
    }

    [Fact]
    public void Equal_groups_of_one_have_no_Welch_test()
    {
        var study = DrawnStudy.Draw("perceptions-only", 7);

        var welch = Evaluate(study.Questionnaire, Changes["a group each"](study)).Segments[0].Welch;

        Assert.All(welch, test => Assert.Equal(UndefinedReason.GroupWithoutVariance, test.F.Reason));
    }

    [Fact]
    public void A_gap_without_variance_has_an_interval_but_no_t_and_no_effect_size()
    {
        var study = DrawnStudy.Draw("one-dimension", 7);

        var gap = Evaluate(study.Questionnaire, Changes["all items constant"](study)).Items[0].Gap!;

        Assert.Equal((0, 0, 0), (gap.Sd.Value, gap.CiLow.Value, gap.CiHigh.Value));
        Assert.Equal(UndefinedReason.NoVariance, gap.T.Reason);
        Assert.Equal(UndefinedReason.NoVariance, gap.EffectSize.Reason);
        Assert.Equal(UndefinedReason.NoVariance, gap.AdjustedP.Reason);
    }

    [Fact]
    public void A_model_that_needs_a_battery_that_was_not_asked_has_no_answers()
    {
        var study = DrawnStudy.Draw("perceptions-only", 7);

        var model = Evaluate(study.Questionnaire with { Models = ["servqual"] }, study.Responses).Models[0];

        Assert.Equal(0, model.Overall.N);
        Assert.Equal(UndefinedReason.NoAnswers, model.Alpha!.Value.Reason);
    }

    [Fact]
    public void The_Heywood_case_is_named_and_its_figures_stay()
    {
        var cfa = Evaluation.Evaluate(ReferenceStudy.Responses("drawn-heywood")).Models[0].Structure!.Cfa!;

        Assert.Equal("improper", cfa.Status);
        Assert.Contains(cfa.Problems, problem => problem.Code == "negative-residual-variance" && problem.Subjects.SequenceEqual(["1"]));
        Assert.True(cfa.Fit.ChiSquare.IsDefined);
    }

    private static StudyResult Evaluate(Questionnaire questionnaire, IEnumerable<Response> responses)
    {
        var table = new ResponseTable(questionnaire);
        foreach (var response in responses) table.Add(response);
        return Evaluation.Evaluate(table, new StudyOptions { Resamples = 40 });
    }

    private static void AssertSound(Questionnaire questionnaire, ImmutableArray<Response> responses)
    {
        var result = Evaluate(questionnaire, responses);
        var json = ReferenceStudy.Json(result);
        var reasons = json["reasons"]!.AsObject();
        var nulls = Nulls(json, "").Where(pointer => !MayBeNullWithoutReason.Contains(pointer[1..])).ToArray();

        Assert.Equal(responses.Length, result.Responses);
        Assert.Equal(nulls.Order(StringComparer.Ordinal), reasons.Select(reason => reason.Key).Order(StringComparer.Ordinal));
        Assert.All(reasons, reason => Assert.NotEqual("not-computed", (string?)reason.Value!["code"]));
        Assert.All(reasons, reason => Assert.NotEqual((string?)reason.Value!["en"], (string?)reason.Value!["fa"]));
    }

    private static IEnumerable<string> Nulls(JsonNode? node, string pointer) => node switch
    {
        null => [pointer],
        JsonObject members => members.SelectMany(member => Nulls(member.Value, $"{pointer}/{member.Key.Replace("~", "~0").Replace("/", "~1")}")),
        JsonArray entries => entries.SelectMany((entry, place) => Nulls(entry, $"{pointer}/{place}")),
        _ => node.GetValueKind() == JsonValueKind.Number && !double.IsFinite(node.GetValue<double>()) ? [pointer + " is not finite"] : [],
    };
}
