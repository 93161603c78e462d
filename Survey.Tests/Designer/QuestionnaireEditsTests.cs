using Survey.Scoring.Instrument;
using Survey.Tests.Fielding;
using Survey.Web.Features.Designer;
using Survey.Web.Storage;

namespace Survey.Tests.Designer;

/// <summary>What any row of edits leaves: a questionnaire that can be stored, with every id once.</summary>
public sealed class QuestionnaireEditsTests
{
    [Fact]
    public void Any_row_of_edits_leaves_a_questionnaire_without_errors()
    {
        var random = new Random(20261122);
        for (var run = 0; run < 40; run++)
        {
            // Every other one has sub-dimensions, which items may leave but not take along.
            var questionnaire = run % 2 == 0 ? Surveys.Questionnaire() : new InstrumentLibrary().Find("retail")!.Questionnaire!;
            var ids = new NewIds([]);
            for (var step = 0; step < 25; step++)
            {
                var dimension = questionnaire.Dimensions[random.Next(questionnaire.Dimensions.Length)];
                var item = dimension.Items[random.Next(dimension.Items.Length)].Id;
                var next = random.Next(10) switch
                {
                    0 => QuestionnaireEdits.AddItem(questionnaire, ids, dimension.Id, Surveys.Text("Another", "دیگری")).Questionnaire,
                    1 => QuestionnaireEdits.CopyItem(questionnaire, ids, item).Questionnaire,
                    2 => QuestionnaireEdits.MoveItem(questionnaire, item, -1),
                    3 => QuestionnaireEdits.MoveItem(questionnaire, item, 1),
                    4 => QuestionnaireEdits.SplitItem(questionnaire, item),
                    5 => QuestionnaireEdits.JoinItem(questionnaire, item),
                    6 => QuestionnaireEdits.CopyDimension(questionnaire, ids, dimension.Id).Questionnaire,
                    7 => QuestionnaireEdits.MoveDimension(questionnaire, dimension.Id, 1),
                    8 => QuestionnaireEdits.DeleteItem(questionnaire, item),
                    _ => QuestionnaireEdits.AddOutcome(questionnaire, ids, Surveys.Text("Good?", "خوب؟"), OutcomeKind.Nps, OutcomeScales.For(OutcomeKind.Nps)).Questionnaire,
                };
                // The page refuses what would leave a dimension without items.
                if (next.Dimensions.All(candidate => candidate.Items.Length > 0)) questionnaire = next;
            }
            Assert.Empty(QuestionnaireFile.Check(questionnaire).Problems.Where(problem => problem.IsError));
        }
    }

    [Fact]
    public void An_order_is_taken_over_whatever_it_names()
    {
        var questionnaire = Surveys.Questionnaire();
        Assert.Equal(questionnaire, Order.Of(questionnaire).Arrange(questionnaire));
        Assert.Equal("empathy:1,3 reliability:2", Order.Of(Order.Parse("empathy:1,3 reliability:2").Arrange(questionnaire)).ToString());
        // Unknown names are passed over, what is not named stays, nothing stands twice.
        Assert.Equal("empathy:2,3 reliability:1", Order.Of(Order.Parse("empathy:2,2,99 nothing:1,2").Arrange(questionnaire)).ToString());
        Assert.Equal("reliability:1,2 empathy:3", Order.Of(Order.Parse("").Arrange(questionnaire)).ToString());
    }

    [Fact]
    public void Fields_that_one_person_changed_are_merged_and_those_that_both_changed_are_asked()
    {
        var draft = Surveys.Draft();
        var before = DesignForm.Of(draft, 1);
        var mine = before.With([new("item.1.text.en", "mine"), new("item.3.text.en", "same"), new("comment", null)]);
        var theirs = before.With([new("item.1.text.en", "theirs"), new("item.2.text.fa", "آن‌ها"), new("item.3.text.en", "same")]);
        var merge = DesignMerge.Of(before, mine, theirs);

        Assert.Equal([new("item.1.text.en", "Item 1", "mine", "theirs")], merge.Both);
        Assert.Equal(["comment"], merge.Mine.Select(field => field.Name));
        Assert.Equal(["item.2.text.fa"], merge.Theirs.Select(field => field.Name));
        Assert.Equal(("theirs", "آن‌ها", false), (merge.Merged["item.1.text.en"], merge.Merged["item.2.text.fa"], merge.Merged.Has("comment")));
    }
}
