using System.Globalization;
using System.Resources;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class ReasonsTests
{
    public static TheoryData<UndefinedReason> All => [.. Enum.GetValues<UndefinedReason>()];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_reason_is_a_sentence_in_English_and_in_Persian(UndefinedReason reason)
    {
        var (english, persian) = (Reasons.TextOf(reason, "en"), Reasons.TextOf(reason, "fa"));

        Assert.Matches("^[A-Z][ -~]+\\.$", english);
        Assert.Matches("^[\\u0600-\\u06FF\\u200cAVE0-9 :؛،]+\\.$", persian);
        Assert.DoesNotMatch("[يك]", persian);
        Assert.Contains(' ', english);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public void The_resources_hold_the_reasons_and_nothing_else(string language)
    {
        var set = new ResourceManager(typeof(Reasons)).GetResourceSet(language == "en" ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), true, false)!;

        var names = set.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key);

        Assert.Equal(Enum.GetNames<UndefinedReason>().Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Codes_are_lower_case_with_hyphens() => Assert.Equal("too-few-respondents", Reasons.CodeOf(UndefinedReason.TooFewRespondents));
}
