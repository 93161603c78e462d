using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class VersionComparabilityTests
{
    private static readonly Questionnaire First = QuestionnaireFiles.Read(QuestionnaireFiles.Small()).Questionnaire!;

    private static readonly Item Asked = First.Items.First();

    [Fact]
    public void A_version_that_asks_the_same_is_whole()
    {
        var same = VersionComparability.Of(First, First with { Version = First.Version + 1 });

        Assert.True(same.IsWhole);
        Assert.True(same.Overall);
        Assert.Empty(same.Items);
    }

    [Theory]
    [InlineData(null, null, ItemChange.WordingUndeclared)]
    [InlineData(null, 1, ItemChange.WordingOnly)]
    [InlineData(3, 3, ItemChange.WordingOnly)]
    [InlineData(1, 2, ItemChange.Meaning)]
    [InlineData(null, 2, ItemChange.Meaning)]
    [InlineData(2, null, ItemChange.WordingUndeclared)]
    public void A_new_wording_breaks_the_line_unless_it_is_declared_to_mean_the_same(int? older, int? newer, ItemChange expected)
    {
        var before = With(First, Asked with { Meaning = older });
        var after = With(First with { Version = First.Version + 1 }, Reworded(Asked) with { Meaning = newer });

        var comparability = VersionComparability.Of(before, after);

        var difference = Assert.Single(comparability.Items);
        Assert.Equal((Asked.Id, expected), (difference.Id, difference.Change));
        Assert.NotEqual(difference.Older, difference.Newer);
        var isComparable = expected == ItemChange.WordingOnly;
        Assert.Equal(isComparable, comparability.Item(Asked.Id));
        Assert.Equal(isComparable, comparability.Dimension(First.Dimensions[0].Id));
        Assert.Equal(isComparable, comparability.Overall);
        // The order of the arguments does not say which is newer; the version does.
        Assert.Equal(expected, VersionComparability.Of(after, before).Items[0].Change);
    }

    [Fact]
    public void A_new_language_is_no_new_wording()
    {
        var translated = Asked with { Texts = Asked.Texts.ToDictionary(text => text.Key, text => text.Value.With("de", "Auf Deutsch")).ToImmutableDictionary() };

        Assert.True(VersionComparability.Of(First, With(First, translated)).IsWhole);
    }

    [Fact]
    public void Reversal_scale_and_lost_items_break_the_line()
    {
        Assert.Equal(ItemChange.Reversal, VersionComparability.Of(First, With(First, Asked with { IsReversed = !Asked.IsReversed })).Items[0].Change);
        Assert.All(VersionComparability.Of(First, First with { Scale = First.Scale with { To = First.Scale.To + 1 } }).Items, item => Assert.Equal(ItemChange.Scale, item.Change));
        var fewer = First with { Dimensions = [First.Dimensions[0] with { Items = First.Dimensions[0].Items[1..] }, .. First.Dimensions[1..]] };
        var comparability = VersionComparability.Of(First, fewer);
        Assert.Equal(ItemChange.Removed, comparability.Items[0].Change);
        Assert.False(comparability.Dimension(First.Dimensions[0].Id));
    }

    [Fact]
    public void Outcomes_are_compared_by_wording_and_scale()
    {
        var outcome = First.Outcomes[0];

        Assert.False(VersionComparability.Of(First, First with { Outcomes = [outcome with { Text = outcome.Text.With("en", "Something else?") }, .. First.Outcomes[1..]] }).Outcome(outcome.Id));
        Assert.True(VersionComparability.Of(First, First).Outcome(outcome.Id));
    }

    [Fact]
    public void The_meaning_survives_writing_and_reading()
    {
        var declared = With(First, Asked with { Meaning = 4 });

        Assert.Equal(declared, QuestionnaireFile.Read(QuestionnaireFile.Write(declared)).Questionnaire);
        Assert.NotEqual(First, declared);
    }

    private static Item Reworded(Item item) => item with { Texts = item.Texts.ToDictionary(text => text.Key, text => text.Value.With("en", text.Value.In("en") + "!")).ToImmutableDictionary() };

    private static Questionnaire With(Questionnaire questionnaire, Item changed) => questionnaire with
    {
        Dimensions = [.. questionnaire.Dimensions.Select(dimension => dimension with { Items = [.. dimension.Items.Select(item => item.Id == changed.Id ? changed : item)] })],
    };
}
