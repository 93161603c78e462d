using System.Collections.Immutable;
using System.Globalization;
using System.Resources;
using Survey.Scoring.Instrument;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>The recommendation about expectations never says more than its tests.</summary>
public sealed class ScrutinyRuleTests
{
    private static readonly Estimate None = Estimate.Undefined(UndefinedReason.CollinearPredictors);

    public static TheoryData<string, ScrutinyRecommendation, string[]> Cases => new()
    {
        { "adds", ScrutinyRecommendation.Keep, ["added", "not-distinguishable", "ceiling"] },
        { "adds, not as a difference", ScrutinyRecommendation.Keep, ["added", "components-more", "ceiling"] },
        { "little, low ceiling", ScrutinyRecommendation.KeepForDiagnosis, ["adds-little", "not-distinguishable", "ceiling"] },
        { "little, high ceiling", ScrutinyRecommendation.AskFewer, ["adds-little", "not-distinguishable", "ceiling"] },
        { "open, few", ScrutinyRecommendation.Undecided, ["may-add", "needs-respondents", "not-distinguishable", "ceiling"] },
        { "open, many", ScrutinyRecommendation.Undecided, ["may-add", "needs-more", "not-distinguishable", "ceiling"] },
        { "no outcome", ScrutinyRecommendation.Undecided, ["needs-outcome", "ceiling"] },
        { "no test", ScrutinyRecommendation.Undecided, ["not-testable", "ceiling"] },
        { "unreliable", ScrutinyRecommendation.KeepForDiagnosis, ["adds-little", "not-distinguishable", "ceiling", "unreliable"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_finding_has_its_recommendation_and_its_grounds(string name, ScrutinyRecommendation expected, string[] grounds)
    {
        var verdict = Decide(name);

        Assert.Equal(expected, verdict.Recommendation);
        Assert.Equal(grounds, verdict.Grounds.Select(ground => ground.Code));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_sentence_reads_in_both_languages(string name, ScrutinyRecommendation expected, string[] grounds)
    {
        var verdict = Decide(name);

        Assert.Equal(ScrutinyVerdict.CodeOf(expected), verdict.Sentence.Code);
        Assert.Equal(grounds.Length, verdict.Grounds.Length);
        Assert.All(verdict.Grounds.Append(verdict.Sentence), sentence =>
        {
            Assert.Matches("^[A-Z0-9].*\\.$", sentence.Text("en"));
            Assert.DoesNotMatch("[{}]", sentence.Text("en") + sentence.Text("fa"));
            Assert.Matches("^[\\u0600-\\u06FF\\u200c :؛،.()٪]+\\.$", sentence.Text("fa"));
        });
    }

    [Fact]
    public void The_resources_of_both_languages_hold_the_same_sentences()
    {
        var resources = new ResourceManager("Survey.Scoring.Study.ScrutinyTexts", typeof(ResultSentence).Assembly);
        string[] Keys(CultureInfo culture) => [.. resources.GetResourceSet(culture, true, false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal)];
        var used = Cases.SelectMany(row => row.Data.Item3.Append(ScrutinyVerdict.CodeOf(row.Data.Item2)))
            .Concat(["unanimous", "battery-expectation", "battery-minimum", "battery-desired"]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(Keys(CultureInfo.InvariantCulture), Keys(CultureInfo.GetCultureInfo("fa")));
        Assert.Equal(used, Keys(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Numbers_stand_in_the_digits_of_the_language()
    {
        Assert.Equal(("12,345", "۱۲٬۳۴۵"), (SentenceArgument.Count(12345).Text("en"), SentenceArgument.Count(12345).Text("fa")));
        Assert.Equal(("1.3%", "۱٫۳٪"), (SentenceArgument.Percent(0.0132).Text("en"), SentenceArgument.Percent(0.0132).Text("fa")));
        Assert.Equal("54%", SentenceArgument.Percent(0.541).Text("en"));
    }

    [Fact]
    public void The_number_needed_agrees_with_the_noncentrality_in_R() =>
        PriorityReference.AssertNear(PriorityReference.Root["required"]![0]!["lambda"], Noncentrality.ForPower(5, 0.8));

    private static ScrutinyVerdict Decide(string name)
    {
        var drawn = DrawnStudy.Draw("one-item-dimension", 7).Questionnaire;
        var questionnaire = drawn with
        {
            Dimensions = [.. drawn.Dimensions.Select(dimension => dimension with { Title = new LocalizedText([KeyValuePair.Create("en", "Care"), KeyValuePair.Create("fa", "توجه")]) })],
        };
        var ceiling = name == "little, high ceiling" ? 0.6 : 0.3;
        var whole = Quality(null, ceiling, 0.8);
        ImmutableArray<ComponentTest> tests = name switch
        {
            "no outcome" => [],
            "no test" => [Test(null, null, 0.01, 200)],
            "adds" => [Test(0.001, 0.4, 0.05, 400), Test(0.6, 0.5, 0.01, 400)],
            "adds, not as a difference" => [Test(0.001, 0.001, 0.05, 400)],
            "open, few" => [Test(0.4, 0.4, 0.03, 100)],
            "open, many" => [Test(0.4, 0.4, 0.03, 5000)],
            _ => [Test(0.4, 0.4, 0.012, 900), Test(0.4, 0.4, 0.019, 900)],
        };
        return ScrutinyRule.Decide(questionnaire, "expectation", whole, [.. questionnaire.Dimensions.Select(dimension => Quality(dimension.Id, ceiling, name == "unreliable" ? 0.5 : 0.8))], tests);
    }

    private static DifferenceQuality Quality(string? dimension, double ceiling, double reliability)
    {
        var some = Estimate.Of(0.5);
        return new DifferenceQuality(dimension, 400, some, some, some, Estimate.Of(reliability), some, some, some, some, some, some, some, 4000, Estimate.Of(ceiling));
    }

    private static ComponentTest Test(double? added, double? constraint, double high, long n)
    {
        var some = Estimate.Of(0.5);
        return new ComponentTest("overall", n, some, some, some, Nested(constraint), Nested(added), Estimate.Of(640), []);

        NestedTest Nested(double? p) => p is { } value
            ? new NestedTest(Estimate.Of(0.01), Estimate.Of(high), some, some, some, Estimate.Of(value), Estimate.Of(value))
            : new NestedTest(None, None, None, None, None, None, None);
    }
}
