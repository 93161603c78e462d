using System.Globalization;

namespace Survey.Scoring.Instrument;

/// <summary>Whether anybody can come to a question: whether some answers before it fit its condition and those of the questions it looks at.</summary>
internal static class Reachability
{
    /// <summary>Whether some answers fit. Columns that take several answers are judged term by term, all others exactly.</summary>
    public static bool IsPossible(Condition condition, QuestionColumns columns)
    {
        if (!condition.NeedsAll) return condition.Terms.Any(term => AreCompatible(Needed([term], columns), columns));
        return AreCompatible(Needed(condition.Terms, columns), columns);
    }

    /// <summary>The terms, and those under which their columns are asked at all: who must have answered must have been asked.</summary>
    private static List<ConditionTerm> Needed(IEnumerable<ConditionTerm> terms, QuestionColumns columns)
    {
        var needed = new List<ConditionTerm>();
        var waiting = new Queue<ConditionTerm>(terms);
        while (waiting.TryDequeue(out var term))
        {
            if (needed.Contains(term)) continue;
            needed.Add(term);
            if (term.Holds(null) || columns.Find(term.Column)?.When is not { NeedsAll: true } when) continue;
            foreach (var own in when.Terms) waiting.Enqueue(own);
        }
        return needed;
    }

    private static bool AreCompatible(List<ConditionTerm> terms, QuestionColumns columns) => terms.GroupBy(term => term.Column).All(group =>
    {
        if (columns.Find(group.Key) is not { } column) return true;
        var candidates = Candidates(column, group).Append(null).ToList();
        return column.TakesSeveral ? group.All(term => candidates.Any(term.Holds)) : candidates.Any(answer => group.All(term => term.Holds(answer)));
    });

    /// <summary>Answers of which one fits if any answer does: all there are, or the values and bounds that are named and their neighbours.</summary>
    private static IEnumerable<string?> Candidates(QuestionColumn column, IEnumerable<ConditionTerm> terms)
    {
        if (column.Answers is { } answers) return answers;
        var named = terms.SelectMany(term => term.Values).Append("\u0001");
        var bounds = terms.SelectMany(term => new[] { term.From, term.To }).Append(column.Question?.Least).Append(column.Question?.Most)
            .OfType<decimal>().SelectMany(bound => new[] { bound - 1, bound, bound + 1 }).Append(0)
            .Where(number => !(number < column.Question?.Least) && !(number > column.Question?.Most));
        return column.Question?.Kind == QuestionKind.Number
            ? bounds.Select(number => number.ToString(CultureInfo.InvariantCulture)).Concat(terms.SelectMany(term => term.Values))
            : named.Concat(bounds.Select(number => number.ToString(CultureInfo.InvariantCulture)));
    }
}
