using System.Collections.Immutable;
using Survey.Scoring.Instrument;

namespace Survey.Tests.Instrument;

public sealed class VersionEditsTests
{
    private static readonly Questionnaire First = QuestionnaireFiles.Read(QuestionnaireFiles.Small()).Questionnaire! with { Version = 1 };

    [Fact]
    public void A_version_that_says_the_same_has_no_edits_and_keeps_its_meanings() =>
        Assert.Equal(First, VersionEdits.Declare(First, First with { Version = 1 }, ImmutableDictionary<string, TextEdit>.Empty));

    [Theory]
    [InlineData(TextEdit.Typo, 1, true)]
    [InlineData(TextEdit.Wording, 1, true)]
    [InlineData(TextEdit.Meaning, 2, false)]
    [InlineData(null, null, false)]
    public void What_an_edit_is_decides_whether_answers_stay_comparable(TextEdit? declared, int? meaning, bool isComparable)
    {
        var next = Declared(First, Reworded(First, "3", "They are quick") with { Version = 2 }, "item.3", declared);

        Assert.Equal(["item.3"], VersionEdits.Between(First, next).Select(change => change.Key));
        Assert.Equal(meaning, ItemOf(next, "3").Meaning);
        Assert.Equal(isComparable, VersionComparability.Of(First, next).IsWhole);
        // What the draft itself says of the meaning of an old question does not count.
        Assert.Equal(meaning, ItemOf(Declared(First, With(Reworded(First, "3", "They are quick"), "3", item => item with { Meaning = 99 }), "item.3", declared), "3").Meaning);
    }

    [Fact]
    public void A_change_of_meaning_keeps_apart_what_came_before_however_often_the_wording_is_mended_afterwards()
    {
        var second = Declared(First, Reworded(First, "3", "They are polite") with { Version = 2 }, "item.3", TextEdit.Meaning);
        var third = Declared(second, Reworded(second, "3", "They are polite.") with { Version = 3 }, "item.3", TextEdit.Typo);
        var fourth = Declared(third, third with { Version = 4 }, "item.3", null);

        Assert.True(VersionComparability.Of(second, third).IsWhole);
        Assert.True(VersionComparability.Of(second, fourth).IsWhole);
        Assert.False(VersionComparability.Of(First, fourth).Item("3"));
    }

    [Theory]
    [InlineData(" They  are fast ")]
    [InlineData("They are\u200Cfast")]
    public void Only_spaces_are_a_typo_by_themselves(string text)
    {
        var change = Assert.Single(VersionEdits.Between(First, Reworded(First, "3", text)));

        Assert.True(change.IsSpacing);
        Assert.True(VersionComparability.Of(First, Declared(First, Reworded(First, "3", text) with { Version = 2 }, "item.3", null)).IsWhole);
    }

    [Fact]
    public void All_texts_of_an_item_are_one_change_and_one_that_differs_in_more_than_spaces_decides()
    {
        var older = With(First, "3", item => item with { Texts = Texts("They are fast", "They should be fast") });

        var change = Assert.Single(VersionEdits.Between(older, With(older, "3", item => item with { Texts = Texts("They  are fast", "They should be quick") })));

        Assert.False(change.IsSpacing);
        Assert.Equal(["They  are fast", "They should be quick"], change.Texts.Select(text => text.Newer.In("en")).Order(StringComparer.Ordinal));

        ImmutableDictionary<string, LocalizedText> Texts(string perception, string expectation) => ImmutableDictionary<string, LocalizedText>.Empty
            .Add("perception", new LocalizedText([new("en", perception)])).Add("expectation", new LocalizedText([new("en", expectation)]));
    }

    [Fact]
    public void A_further_language_is_no_edit() =>
        Assert.Empty(VersionEdits.Between(First, With(First, "3", item => item with { Texts = item.Texts.SetItem("", item.Text.With("de", "Sie sind schnell")) })));

    [Fact]
    public void An_instruction_that_asks_for_something_else_changes_every_item_and_no_outcome()
    {
        var next = First with { Version = 2, Batteries = [First.Batteries[0] with { Instruction = new([new("en", "What would be ideal?")]) }, .. First.Batteries[1..]] };

        var declared = Declared(First, next, "battery.expectation", TextEdit.Meaning);

        Assert.All(declared.Items, item => Assert.Equal((ItemOf(First, item.Id).Meaning ?? 1) + 1, item.Meaning));
        Assert.Equal(First.Outcomes, declared.Outcomes);
        Assert.All(Declared(First, next, "battery.expectation", TextEdit.Wording).Items, item => Assert.Equal(ItemOf(First, item.Id).Meaning, item.Meaning));
    }

    [Fact]
    public void Labels_and_outcomes_are_texts_too()
    {
        var outcome = First.Outcomes[0];
        var next = First with
        {
            Version = 2,
            Scale = First.Scale with { Labels = First.Scale.Labels.SetItem(2, new([new("en", "In between")])) },
            Outcomes = [outcome with { Text = outcome.Text.With("en", "All in all?") }, .. First.Outcomes[1..]],
        };

        Assert.Equal(["scale", "outcome." + outcome.Id], VersionEdits.Between(First, next).Select(change => change.Key));
        var wording = Declared(First, next, "outcome." + outcome.Id, TextEdit.Wording);
        Assert.True(VersionComparability.Of(First, wording).Outcome(outcome.Id));
        Assert.False(VersionComparability.Of(First, Declared(First, next, "outcome." + outcome.Id, TextEdit.Meaning)).Outcome(outcome.Id));
        Assert.Equal(wording, QuestionnaireFile.Read(QuestionnaireFile.Write(wording)).Questionnaire);
    }

    private static Questionnaire Declared(Questionnaire older, Questionnaire newer, string key, TextEdit? edit) => VersionEdits.Declare(
        older, newer, edit is { } known ? ImmutableDictionary<string, TextEdit>.Empty.Add(key, known) : ImmutableDictionary<string, TextEdit>.Empty);

    private static Item ItemOf(Questionnaire questionnaire, string id) => questionnaire.Items.Single(item => item.Id == id);

    private static Questionnaire Reworded(Questionnaire questionnaire, string id, string text) =>
        With(questionnaire, id, item => item with { Texts = item.Texts.SetItem("", new LocalizedText([new("en", text)])) });

    private static Questionnaire With(Questionnaire questionnaire, string id, Func<Item, Item> change) => questionnaire with
    {
        Dimensions = [.. questionnaire.Dimensions.Select(dimension => dimension with { Items = [.. dimension.Items.Select(item => item.Id == id ? change(item) : item)] })],
    };
}
