using Survey.Web.Platform.Localization;
using Survey.Web.Storage.Anonymity;

namespace Survey.Web.Features.Anonymity;

/// <summary>What the attempts were and how far they led, in words: the same on the page and in the command.</summary>
internal static class AttackWords
{
    /// <summary>The attempts in words.</summary>
    public static IReadOnlyList<AttackInWords> Of(Reidentification result, Texts<AnonymityText> texts) => [.. result.Attacks.Select(attack => new AttackInWords(
        texts[$"{attack.Kind}.Title"],
        texts[$"{attack.Kind}.Tried", attack.Tried],
        attack switch
        {
            { Identified: > 0, Detail.Length: > 0 } => texts[$"{attack.Kind}.Found", attack.Identified, attack.Detail],
            { Identified: > 0 } => texts[$"{attack.Kind}.Found", attack.Identified],
            { Narrowed: > 0 } => texts[$"{attack.Kind}.Narrowed", attack.Narrowed, result.MinimumGroup],
            { Tried: 0 } => texts["Nothing"],
            _ => texts["Failed"],
        },
        attack.Identified > 0, attack.Narrowed > 0))];

    /// <summary>The sum of it.</summary>
    public static string Verdict(Reidentification result, Texts<AnonymityText> texts) =>
        texts[result.Responses == 0 ? "VerdictEmpty" : result.Succeeded ? "VerdictFound" : "VerdictNone", result.Responses, result.Invitations];
}

/// <summary>An attempt in words.</summary>
/// <param name="Title">What it rests on.</param>
/// <param name="Tried">What was tried.</param>
/// <param name="Outcome">How far it led.</param>
/// <param name="IsFound">Whether somebody could be found.</param>
/// <param name="IsNarrowed">Whether somebody stands among few.</param>
internal sealed record AttackInWords(string Title, string Tried, string Outcome, bool IsFound, bool IsNarrowed);
