using System.Collections.Immutable;
using Survey.Scoring.Study;

namespace Survey.Tests.Scoring.StudyResults;

public sealed class GroupPairsTests
{
    private static readonly string[] Attributes = ["branch", "gender", "age"];

    [Fact]
    public void Parts_add_up_to_the_whole_in_any_order_and_what_was_added_can_be_subtracted()
    {
        var random = new Random(1);
        var people = Draw(random, 300);
        var whole = Count(people);
        GroupPairs left = Count(people[..120]), right = Count(people[120..]), sum = new(3);
        sum.Add(right);
        sum.Add(left);
        Assert.True(sum.SameAs(whole));
        Assert.Equal(Bytes(whole), Bytes(sum));
        sum.Subtract(right);
        Assert.True(sum.SameAs(left));
        Assert.Equal(Bytes(left), Bytes(sum));
    }

    [Fact]
    public void What_is_taken_out_before_it_was_added_is_written_and_read()
    {
        var counts = new GroupPairs(3);
        counts.Add(["north", "f", null], -1);
        counts.Add(["north", "m", null]);
        var back = GroupPairs.Read(new MemoryStream(Bytes(counts)), 3);
        Assert.True(back.SameAs(counts));
        back.Add(["north", "f", null]);
        Assert.True(back.SameAs(Count([["north", "m", null]])));
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        var bytes = Bytes(Count(Draw(new Random(2), 50)));
        Assert.Throws<InvalidDataException>(() => GroupPairs.Read(new MemoryStream(bytes[..^1]), 3));
        Assert.Throws<InvalidDataException>(() => GroupPairs.Read(new MemoryStream(bytes), 2));
        Assert.Throws<InvalidDataException>(() => GroupPairs.Read(new MemoryStream([9, .. bytes[1..]]), 3));
    }

    [Fact]
    public void An_attribute_with_too_many_values_is_given_up_and_all_of_its_groups_are_withheld()
    {
        var counts = new GroupPairs(2);
        for (var number = 0; number <= GroupPairs.MostValues; number++) counts.Add([$"{number}", "f"], 9);
        Assert.True(counts.IsGivenUp(0));
        var groups = new GroupCounts(["number", "gender"], new Dictionary<int, GroupPairs> { [1] = counts });
        Assert.False(groups.MayShow(Filter(("number", "7")), 5));
        Assert.True(groups.MayShow(Filter(("gender", "f")), 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Pairs_by_version_judge_as_every_combination_does(int seed)
    {
        var random = new Random(seed);
        int shown = 0, hidden = 0;
        for (var study = 0; study < 60; study++)
        {
            var minimum = random.Next(2, 6);
            var versions = Enumerable.Range(1, random.Next(1, 4)).ToDictionary(version => version, _ => Draw(random, random.Next(0, 60)));
            var every = new GroupCounts([.. Attributes, GroupCounts.Version]);
            foreach (var (version, people) in versions)
                foreach (var person in people) every.Add([.. person, $"{version}"]);
            var pairs = new GroupCounts(Attributes, versions.ToDictionary(version => version.Key, version => Count(version.Value)));
            foreach (var filter in Filters(versions.Keys))
            {
                if (!pairs.Knows(filter)) continue;
                Assert.Equal(every.Count(filter), pairs.Count(filter));
                Assert.Equal(every.MayShow(filter, minimum), pairs.MayShow(filter, minimum));
                if (pairs.MayShow(filter, minimum)) shown++;
                else hidden++;
            }
        }

        Assert.True(shown > 100 && hidden > 100, $"{shown} shown, {hidden} hidden");
    }

    [Fact]
    public void A_version_that_leaves_out_only_a_few_may_not_be_looked_at_alone()
    {
        var versions = new Dictionary<int, GroupPairs> { [1] = Count([.. Enumerable.Repeat(new string?[] { "north", "f", null }, 3)]), [2] = Count([.. Enumerable.Repeat(new string?[] { "north", "f", null }, 40)]) };
        var groups = new GroupCounts(Attributes, versions);
        Assert.False(groups.MayShow(Filter((GroupCounts.Version, "2")), 5));
        Assert.True(groups.MayShow(Filter(), 5));
        Assert.True(groups.MayShow(Filter(("branch", "north")), 5));
    }

    [Fact]
    public void Unfinished_responses_are_included_only_where_they_do_not_follow_as_a_difference_and_never_hide_the_complete_ones()
    {
        GroupCounts Complete(GroupCounts? unfinished) => new(Attributes, Of((30, "north"), (40, "south"))) { Unfinished = unfinished };
        var few = new GroupCounts(Attributes, Of((3, "north"), (20, "south"), (20, "east")));
        Assert.True(Complete(null).MayShow(Filter(("branch", "north")), 5));
        Assert.False(Complete(few).MayShow(Filter(("branch", "north")), 5));
        Assert.True(Complete(few).MayShow(Filter(), 5));
        Assert.False(Complete(new GroupCounts(Attributes, Of((3, "north")))).MayShow(Filter(), 5));
        // Where nobody broke off, nothing is added that could follow.
        Assert.True(Complete(new GroupCounts(Attributes, Of((20, "south"), (20, "east")))).MayShow(Filter(("branch", "north")), 5));
        Assert.Equal(60, Complete(few).Count(Filter(("branch", "south"))));
        // Choosing the only version that anybody broke off in is no way around it.
        Assert.False(Complete(new GroupCounts(Attributes, Of((3, "north")))).MayShow(Filter((GroupCounts.Version, "1")), 5));

        static Dictionary<int, GroupPairs> Of(params (int People, string Branch)[] parts) =>
            new() { [1] = Count([.. parts.SelectMany(part => Enumerable.Repeat(new string?[] { part.Branch, null, null }, part.People))]) };
    }

    private static string?[][] Draw(Random random, int people) =>
        [.. Enumerable.Range(0, people).Select(_ => new[] { Value(["north", "south", "east"]), Value(["f", "m"]), Value(["young", "old"]) })
            .Select(person => person.Select(value => random.Next(12) == 0 ? null : value(random)).ToArray())];

    private static Func<Random, string?> Value(string[] values) => random => values[Math.Min(random.Next(values.Length), random.Next(values.Length))];

    private static GroupPairs Count(string?[][] people)
    {
        var counts = new GroupPairs(3);
        foreach (var person in people) counts.Add(person);
        return counts;
    }

    private static IEnumerable<ImmutableSortedDictionary<string, string>> Filters(IEnumerable<int> versions) =>
        from version in versions.Select(version => (string?)$"{version}").Prepend(null)
        from branch in new[] { null, "north", "south", "east" }
        from gender in new[] { null, "f", "m" }
        from age in new[] { null, "young", "old" }
        select Filter([.. new[] { (GroupCounts.Version, version), ("branch", branch), ("gender", gender), ("age", age) }.Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!))]);

    private static ImmutableSortedDictionary<string, string> Filter(params (string Attribute, string Value)[] conditions) =>
        conditions.ToImmutableSortedDictionary(condition => condition.Attribute, condition => condition.Value, StringComparer.Ordinal);

    private static byte[] Bytes(GroupPairs counts)
    {
        var bytes = new MemoryStream();
        counts.Write(bytes);
        return bytes.ToArray();
    }
}
