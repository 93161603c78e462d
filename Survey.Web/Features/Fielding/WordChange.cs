namespace Survey.Web.Features.Fielding;

/// <summary>A text of which the words in the middle are not those of another text: the three parts give it back.</summary>
internal readonly record struct WordChange(string Start, string Changed, string End)
{
    /// <summary>Both texts, each with the words that the other does not have at that place; an empty middle where only words were added or left out.</summary>
    public static (WordChange Older, WordChange Newer) Between(string older, string newer)
    {
        string[] before = older.Split(' '), after = newer.Split(' ');
        var most = Math.Min(before.Length, after.Length);
        var start = 0;
        while (start < most && before[start] == after[start]) start++;
        var end = 0;
        while (end < most - start && before[^(end + 1)] == after[^(end + 1)]) end++;
        return (Of(before, start, end), Of(after, start, end));
    }

    // Spaces stand outside the middle.
    private static WordChange Of(string[] words, int start, int end)
    {
        var changed = string.Join(' ', words[start..^end]);
        var head = string.Join(' ', words[..start]);
        var tail = string.Join(' ', words[^end..]);
        return new(start > 0 && start < words.Length ? head + " " : head, changed, end > 0 && words.Length > start + end ? " " + tail : tail);
    }
}
