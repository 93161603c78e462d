using System.Security.Cryptography;

namespace Survey.Web.Features.Respond;

/// <summary>The short code on a receipt: letters and digits that are not taken for one another when read out or written down.</summary>
internal static class ReceiptCode
{
    public const string Alphabet = "23456789BCDFGHJKMNPQRTVWXYZ";

    private const int Length = 6;

    /// <summary>A new code; that it is unique in its survey is seen to by the database.</summary>
    public static string Draw() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>The code as it is shown, in two groups.</summary>
    public static string Shown(string code) => code.Length == Length ? $"{code[..3]}-{code[3..]}" : code;
}
