using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class GroupCountsTests
{
    [Fact]
    public void A_filter_with_enough_responses_may_be_shown() => Assert.True(Groups(("north", "f", 20), ("south", "f", 20)).MayShow(Filter("branch", "north"), 5));

    [Fact]
    public void A_filter_with_fewer_than_the_minimum_may_not() => Assert.False(Groups(("north", "f", 4), ("south", "f", 20)).MayShow(Filter("branch", "north"), 5));

    [Fact]
    public void The_large_one_of_two_groups_may_not_be_shown_when_the_small_one_follows_by_subtraction() =>
        Assert.False(Groups(("north", "f", 4), ("south", "f", 20)).MayShow(Filter("branch", "south"), 5));

    [Fact]
    public void A_filter_that_leaves_out_only_a_few_without_a_value_may_not_be_shown() =>
        Assert.False(Groups(("north", "f", 20), ("", "f", 3)).MayShow(Filter("branch", "north"), 5));

    [Fact]
    public void With_one_small_group_among_many_the_next_smallest_is_withheld_as_well()
    {
        var groups = Groups(("a", "f", 3), ("b", "f", 12), ("c", "f", 40));
        Assert.False(groups.MayShow(Filter("branch", "b"), 5));
        Assert.True(groups.MayShow(Filter("branch", "c"), 5));
    }

    [Fact]
    public void A_second_condition_is_held_against_the_first_alone()
    {
        var groups = Groups(("north", "f", 30), ("north", "m", 2), ("south", "f", 30), ("south", "m", 30));
        Assert.True(groups.MayShow(Filter("branch", "north"), 5));
        Assert.False(groups.MayShow(Filter("branch", "north").Add("gender", "f"), 5));
        Assert.True(groups.MayShow(Filter("branch", "south").Add("gender", "m"), 2));
    }

    [Fact]
    public void Counts_follow_the_filter()
    {
        var groups = Groups(("north", "f", 3), ("north", "m", 4), ("south", "m", 5));
        Assert.Equal(12, groups.Total);
        Assert.Equal(7, groups.Count(Filter("branch", "north")));
        Assert.Equal(0, groups.Count(Filter("branch", "west")));
        Assert.Equal(4, groups.Count(Filter("branch", "north").Add("gender", "m")));
        Assert.Equal([KeyValuePair.Create("f", 3L), KeyValuePair.Create("m", 9L)], groups.Values("gender"));
    }

    private static ImmutableSortedDictionary<string, string> Filter(string attribute, string value) => ImmutableSortedDictionary<string, string>.Empty.Add(attribute, value);

    private static GroupCounts Groups(params (string Branch, string Gender, int Count)[] parts)
    {
        var groups = new GroupCounts(["branch", "gender"]);
        foreach (var (branch, gender, count) in parts)
            for (var response = 0; response < count; response++) groups.Add([branch, gender]);
        return groups;
    }
}
