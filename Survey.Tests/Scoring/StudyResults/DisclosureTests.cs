using System.Collections.Immutable;
using Survey.Scoring.Responses;
using Survey.Scoring.Statistics;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Evaluation = Survey.Scoring.Study.Study;

namespace Survey.Tests.Scoring.StudyResults;

/// <summary>
/// Whether any group under the minimum follows from what is shown. Brute force: what is shown are sums over cells of the two-way table; a set of
/// cells follows when its indicator is a combination of the shown ones, which linear algebra decides for every set of too few people.
/// </summary>
public sealed class DisclosureTests
{
    private static readonly string?[] Rows = [null, "north", "south", "east"];
    private static readonly string?[] Columns = [null, "f", "m", "other"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_small_group_follows_from_the_total_the_groups_and_the_filters_that_are_shown(int seed)
    {
        var random = new Random(seed);
        int filters = 0, hidden = 0;
        for (var table = 0; table < 400; table++)
        {
            var minimum = random.Next(2, 6);
            var cells = Draw(random, minimum);
            var counts = Counts(cells);
            var shown = Shown(counts, cells, minimum);
            filters += shown.Count;
            hidden += Possible(cells) - shown.Count;

            var betrayed = Betrayed(shown, cells, minimum);

            Assert.True(betrayed is null, $"{string.Join(' ', cells.Select(cell => $"{Rows[cell.Row]}/{Columns[cell.Column]}:{cell.People}"))} (minimum {minimum}) gives away {betrayed}");
        }

        // Both happen, or the test would say nothing.
        Assert.True(filters > 400, $"{filters} shown");
        Assert.True(hidden > 400, $"{hidden} hidden");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_small_group_follows_from_views_with_and_without_unfinished_responses_and_of_single_versions(int seed)
    {
        var random = new Random(seed);
        int views = 0, hidden = 0;
        for (var study = 0; study < 250; study++)
        {
            var minimum = random.Next(2, 6);
            (int Branch, int Version, bool IsComplete, int People)[] cells =
            [
                .. from branch in Enumerable.Range(0, 3)
                   from version in Enumerable.Range(1, 2)
                   from isComplete in new[] { true, false }
                   let people = random.Next(4) switch { 0 => 0, 1 => random.Next(1, minimum + 1), _ => random.Next(0, 20) }
                   where people > 0
                   select (branch, version, isComplete, people),
            ];
            var unfinished = Of(isComplete: false);
            GroupCounts[] counts = [new GroupCounts(["branch"], Of(isComplete: true)), new GroupCounts(["branch"], Of(isComplete: true)) { Unfinished = new GroupCounts(["branch"], unfinished) }];
            var shown = new List<double[]> { Vector(_ => true, includesPartial: false) };
            foreach (var (branch, version, includesPartial) in from branch in Enumerable.Range(0, 3) from version in Enumerable.Range(0, 3) from partial in new[] { false, true } select (branch, version, partial))
            {
                var filter = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
                if (branch > 0) filter = filter.Add("branch", Rows[branch]!);
                if (version > 0) filter = filter.Add(GroupCounts.Version, $"{version}");
                var groups = counts[includesPartial ? 1 : 0];
                if (groups.Count(filter) == 0) continue;
                var isShown = groups.MayShow(filter, minimum);
                if (isShown) shown.Add(Vector(cell => (branch == 0 || cell.Branch == branch) && (version == 0 || cell.Version == version), includesPartial));
                views += isShown ? 1 : 0;
                hidden += isShown ? 0 : 1;
            }

            // All complete responses together are shown however few they are.
            var total = cells.Where(cell => cell.IsComplete).Sum(cell => cell.People);
            if (total < minimum) continue;
            var betrayed = Betrayed(shown, [.. cells.Select(cell => cell.People)], minimum);
            Assert.True(betrayed is null, $"{string.Join(' ', cells)} (minimum {minimum}) gives away {(betrayed is null ? "" : string.Join(' ', betrayed.Select(cell => cells[cell])))}");

            Dictionary<int, GroupPairs> Of(bool isComplete) => cells.Where(cell => cell.IsComplete == isComplete).GroupBy(cell => cell.Version).ToDictionary(group => group.Key, group =>
            {
                var pairs = new GroupPairs(1);
                foreach (var cell in group) pairs.Add([Rows[cell.Branch]], cell.People);
                return pairs;
            });

            double[] Vector(Func<(int Branch, int Version, bool IsComplete, int People), bool> isIn, bool includesPartial) =>
                [.. cells.Select(cell => isIn(cell) && (cell.IsComplete || includesPartial) ? 1.0 : 0)];
        }

        Assert.True(views > 500, $"{views} shown");
        Assert.True(hidden > 500, $"{hidden} hidden");
    }

    [Fact]
    public void The_brute_force_finds_what_the_rule_for_one_attribute_alone_would_give_away()
    {
        // All of the branch but three are in the town: the town less the branch is three people, though both groups are large.
        (int Row, int Column, int People)[] cells = [(1, 1, 20), (2, 1, 3), (2, 2, 30)];

        Assert.NotNull(Betrayed([Indicator(cells, _ => true), Indicator(cells, cell => cell.Row == 1), Indicator(cells, cell => cell.Column == 1)], cells, 5));
        Assert.Null(Betrayed(Shown(Counts(cells), cells, 5), cells, 5));
    }

    [Fact]
    public void Nothing_is_withheld_where_every_cell_is_large_enough()
    {
        var random = new Random(4);
        for (var table = 0; table < 50; table++)
        {
            (int Row, int Column, int People)[] cells = [.. Draw(random, 5).Select(cell => cell with { People = cell.People + 5 })];
            Assert.Equal(Possible(cells), Shown(Counts(cells), cells, 5).Count);
        }
    }

    [Fact]
    public void More_than_two_conditions_are_shown_only_where_every_cell_is_large_enough()
    {
        var counts = new GroupCounts(["branch", "gender", "age"]);
        foreach (var branch in new[] { "north", "south" })
            foreach (var gender in new[] { "f", "m" })
                foreach (var age in new[] { "young", "old" }) counts.Add([branch, gender, age], 9);
        var filter = ImmutableSortedDictionary<string, string>.Empty.Add("age", "old").Add("branch", "north").Add("gender", "f");

        Assert.True(counts.MayShow(filter, 5));
        counts.Add(["south", "m", "older"], 3);
        Assert.False(counts.MayShow(filter, 5));
    }

    [Fact]
    public void Segments_hide_the_group_that_would_give_a_small_one_of_another_attribute_away()
    {
        var study = DrawnStudy.Draw("perceptions-only", 5);
        var questionnaire = study.Questionnaire with { Attributes = [study.Questionnaire.Attributes[0], study.Questionnaire.Attributes[0] with { Id = "town" }] };
        var table = new ResponseTable(questionnaire);
        // Of the town's 63 people 60 visit the first branch.
        foreach (var (row, response) in study.Responses.Index())
            table.Add(response with { Attributes = [row < 60 ? "first" : "second", row < 63 ? "here" : "there"] });

        var segments = Evaluation.Evaluate(table, new StudyOptions { MinimumGroup = 5, Depth = StudyDepth.Figures }).Segments;

        Assert.Equal([false, true], segments.Select(segment => segment.Groups.All(group => group.IsTooSmall)));
        Assert.All(segments[0].Groups, group => Assert.False(group.IsTooSmall));
        Assert.All(segments.SelectMany(segment => segment.Groups).Where(group => group.IsTooSmall).SelectMany(group => group.Dimensions), dimension => Assert.Equal(UndefinedReason.TooFewToShow, dimension.Mean.Reason));
    }

    [Fact]
    public void A_few_without_a_value_do_not_follow_by_subtraction()
    {
        var study = DrawnStudy.Draw("perceptions-only", 5);
        var table = new ResponseTable(study.Questionnaire);
        foreach (var (row, response) in study.Responses.Index()) table.Add(response with { Attributes = [row < 2 ? null : row < 40 ? "some" : row < 100 ? "more" : "most"] });

        var groups = Evaluation.Evaluate(table, new StudyOptions { MinimumGroup = 5, Depth = StudyDepth.Figures }).Segments[0].Groups;

        Assert.Equal(["more:False", "most:False", "some:True"], groups.Select(group => $"{group.Value}:{group.IsTooSmall}"));
    }

    private static (int Row, int Column, int People)[] Draw(Random random, int minimum) =>
    [
        .. from row in Enumerable.Range(0, Rows.Length)
           from column in Enumerable.Range(0, Columns.Length)
           let people = random.Next(5) switch { 0 => 0, 1 => random.Next(1, minimum + 1), _ => random.Next(0, 15) }
           where people > 0
           select (row, column, people),
    ];

    private static GroupCounts Counts((int Row, int Column, int People)[] cells)
    {
        var counts = new GroupCounts(["branch", "gender"]);
        foreach (var (row, column, people) in cells) counts.Add([Rows[row], Columns[column]], people);
        return counts;
    }

    private static int Possible((int Row, int Column, int People)[] cells) =>
        1 + cells.Select(cell => cell.Row).Where(row => row > 0).Distinct().Count() + cells.Select(cell => cell.Column).Where(column => column > 0).Distinct().Count()
        + cells.Count(cell => cell is { Row: > 0, Column: > 0 });

    private static List<double[]> Shown(GroupCounts counts, (int Row, int Column, int People)[] cells, int minimum)
    {
        var shown = new List<double[]> { Indicator(cells, _ => true) };
        for (var row = 0; row < Rows.Length; row++)
        {
            for (var column = 0; column < Columns.Length; column++)
            {
                if (row == 0 && column == 0) continue;
                var filter = ImmutableSortedDictionary<string, string>.Empty;
                if (row > 0) filter = filter.Add("branch", Rows[row]!);
                if (column > 0) filter = filter.Add("gender", Columns[column]!);
                if (counts.Count(filter) > 0 && counts.MayShow(filter, minimum)) shown.Add(Indicator(cells, cell => (row == 0 || cell.Row == row) && (column == 0 || cell.Column == column)));
            }
        }

        return shown;
    }

    private static double[] Indicator((int Row, int Column, int People)[] cells, Func<(int Row, int Column, int People), bool> isIn) => [.. cells.Select(cell => isIn(cell) ? 1.0 : 0)];

    private static string? Betrayed(List<double[]> shown, (int Row, int Column, int People)[] cells, int minimum) =>
        Betrayed(shown, [.. cells.Select(cell => cell.People)], minimum) is { } members ? string.Join(" + ", members.Select(cell => $"{Rows[cells[cell].Row]}/{Columns[cells[cell].Column]}")) : null;

    /// <summary>A set of cells with fewer people than the minimum (and fewer than all) whose indicator the shown ones combine to; null when there is none.</summary>
    private static int[]? Betrayed(List<double[]> shown, int[] people, int minimum)
    {
        var basis = new List<double[]>();
        foreach (var vector in shown) Reduce(basis, [.. vector], true);
        int[] small = [.. Enumerable.Range(0, people.Length).Where(cell => people[cell] < minimum)];
        for (var set = 1; set < 1 << small.Length; set++)
        {
            int[] members = [.. small.Where((_, place) => (set >> place & 1) == 1)];
            if (members.Sum(cell => people[cell]) >= minimum || members.Length == people.Length) continue;
            if (Reduce(basis, [.. people.Select((_, cell) => members.Contains(cell) ? 1.0 : 0)], false)) return members;
        }

        return null;
    }

    /// <summary>Whether a vector is a combination of the basis; adds what is new of it when asked to.</summary>
    private static bool Reduce(List<double[]> basis, double[] vector, bool adds)
    {
        foreach (var known in basis)
        {
            var pivot = Array.FindIndex(known, value => Math.Abs(value) > 1e-9);
            var factor = vector[pivot] / known[pivot];
            for (var place = 0; place < vector.Length; place++) vector[place] -= factor * known[place];
        }

        var isKnown = vector.All(value => Math.Abs(value) < 1e-9);
        if (!isKnown && adds) basis.Add([.. vector.Select(value => Math.Abs(value) < 1e-9 ? 0 : value)]);
        return isKnown;
    }
}
