using System.Numerics;

namespace Survey.Scoring.Responses;

/// <summary>How one answer is stored in a byte: 0 not seen, 1 … n the position on the scale (answer − from + 1), 254 skipped, 255 not applicable.</summary>
/// <remarks>Raw answers, before any recoding of reversed items. A scale has at most 253 points.</remarks>
public static class AnswerCode
{
    /// <summary>The item was not shown (yet).</summary>
    public const byte NotSeen = 0;

    /// <summary>The largest code of an answer.</summary>
    public const byte LastPosition = 253;

    /// <summary>The item was shown and left empty.</summary>
    public const byte Skipped = 254;

    /// <summary>The respondent said that the item does not apply.</summary>
    public const byte NotApplicable = 255;

    /// <summary>Whether the code is an answer on the scale.</summary>
    public static bool IsAnswer(byte code) => code is >= 1 and <= LastPosition;

    /// <summary>Which of several codes are answers: all bits set in these, none in the others.</summary>
    internal static Vector<byte> AreAnswers(Vector<byte> codes) => Vector.LessThan(codes - Vector<byte>.One, new Vector<byte>(LastPosition));
}
