namespace Survey.Scoring.Statistics.Invariance;

/// <summary>
/// One of the places where the same items are asked: a group of respondents, or one of two batteries that the same respondents answered.
/// The first block is the reference.
/// </summary>
/// <param name="Group">The independent sample that it belongs to.</param>
/// <param name="FirstItem">Where its items begin among the sample's variables.</param>
/// <param name="FirstFactor">Where its factors begin.</param>
internal sealed record InvarianceBlock(int Group, int FirstItem, int FirstFactor);
