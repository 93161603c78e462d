namespace Survey.Scoring.Instrument;

/// <summary>What became of an item, or of an outcome question, from one version of a questionnaire to another.</summary>
public enum ItemChange
{
    /// <summary>The same wording, in the languages that both versions have.</summary>
    None,

    /// <summary>Another wording that the newer version declares to mean the same. Comparable.</summary>
    WordingOnly,

    /// <summary>Another wording, and nothing is declared about its meaning. Not comparable.</summary>
    WordingUndeclared,

    /// <summary>The newer version declares another meaning. Not comparable.</summary>
    Meaning,

    /// <summary>The item is recoded in one version only. Not comparable.</summary>
    Reversal,

    /// <summary>The scale has other ends. Not comparable.</summary>
    Scale,

    /// <summary>The versions ask it in different batteries. The batteries that both ask stay comparable.</summary>
    Batteries,

    /// <summary>Only the older version asks it.</summary>
    Removed,

    /// <summary>Only the newer version asks it.</summary>
    Added,
}
