using System.Collections.Immutable;

namespace Survey.Web.Storage.Anonymity;

/// <summary>One way in which somebody who has the whole database tries to find out whose answers are whose, and how far it led.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Tried">How many responses, or other things, it was tried on.</param>
/// <param name="Identified">How many responses could be given to a person or an invitation, or stand alone where somebody who knows a person would look.</param>
/// <param name="Narrowed">How many could not, but stand among fewer than the smallest group that the organisation shows.</param>
/// <param name="Detail">What was found, for example the names of columns; empty where numbers say it.</param>
internal sealed record Attack(AttackKind Kind, long Tried, long Identified, long Narrowed = 0, string Detail = "");

/// <summary>The ways that are tried.</summary>
internal enum AttackKind
{
    /// <summary>The name of an invited person stands with a response.</summary>
    Name,

    /// <summary>A hash or secret of an invitation stands with a response as well, or is left on an invitation that was used.</summary>
    Token,

    /// <summary>A column that the program does not know, which could hold a link or a time.</summary>
    Column,

    /// <summary>Times finer than a day.</summary>
    Time,

    /// <summary>Alone, or nearly so, on a day.</summary>
    Day,

    /// <summary>What the database notes of its own accord: the transaction that wrote a row, and the place where it lies.</summary>
    Bookkeeping,

    /// <summary>Entries of the change log whose names grow with time.</summary>
    ChangeLog,

    /// <summary>Alone, or nearly so, with a combination of attributes, language and channel.</summary>
    Cell,

    /// <summary>A combination of attributes that only one of the invitations that were used has.</summary>
    InvitedCell,

    /// <summary>An internet address or the name of a browser in what is stored.</summary>
    Address,

    /// <summary>An e-mail address, a telephone number or an invited person's name in a comment.</summary>
    Comment,

    /// <summary>A receipt that can be opened with what else the database holds.</summary>
    Receipt,

    /// <summary>Responses under way, which whoever has the personal link can open.</summary>
    Unfinished,
}

/// <summary>What trying to re-identify the responses of a survey has led to.</summary>
/// <param name="Responses">How many responses there are, unfinished ones included.</param>
/// <param name="Invitations">How many invitations.</param>
/// <param name="MinimumGroup">The smallest group that the organisation shows.</param>
/// <param name="IsPromised">Whether every version with which people answered promised anonymity.</param>
/// <param name="Attacks">Every way that was tried.</param>
internal sealed record Reidentification(long Responses, int Invitations, int MinimumGroup, bool IsPromised, ImmutableArray<Attack> Attacks)
{
    /// <summary>Whether some response could be given to somebody.</summary>
    public bool Succeeded => Attacks.Any(attack => attack.Identified > 0);
}
