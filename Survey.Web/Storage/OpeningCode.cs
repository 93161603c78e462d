using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Storage;

/// <summary>
/// A code that opens a response: a short one for another device, which expires, the longer one of a receipt, or the access code of an invitation. It is the key
/// to the response's secret: the database holds a hash to find it by and the secret sealed with it, so that who reads the database has to try every code first.
/// </summary>
internal sealed class OpeningCode
{
    private const string Alphabet = "23456789BCDFGHJKMNPQRTVWXYZ";
    private const int ShortLength = 8;
    private const int ReceiptLength = 12;
    private const int AccessLength = 16;
    private const int GroupLength = 4;
    private const int HashBytes = 16;
    private const int KeyBytes = 32;

    // A receipt's code is one of half a million times as many, so each may be tried faster; every submission pays for it.
    private const int ShortIterations = 20_000;
    private const int ReceiptIterations = 1_000;

    // Nobody tries 27 to the 16th codes, however fast; and a list has thousands of them.
    private const int AccessIterations = 1;

    private readonly byte[] _key;

    private OpeningCode(string surveyId, string code)
    {
        Code = code;
        var derived = Rfc2898DeriveBytes.Pbkdf2(
            code, Encoding.UTF8.GetBytes("resume:" + surveyId), IsAccess ? AccessIterations : IsReceipt ? ReceiptIterations : ShortIterations, HashAlgorithmName.SHA256, KeyBytes);
        Hash = Convert.ToHexStringLower(HKDF.Expand(HashAlgorithmName.SHA256, derived, HashBytes, "hash"u8.ToArray()));
        _key = HKDF.Expand(HashAlgorithmName.SHA256, derived, KeyBytes, "key"u8.ToArray());
    }

    /// <summary>The code without its hyphens.</summary>
    public string Code { get; }

    /// <summary>What stands for the code in the database.</summary>
    public string Hash { get; }

    /// <summary>Whether it is the code of a receipt, which holds as long as the response.</summary>
    public bool IsReceipt => Code.Length == ReceiptLength;

    /// <summary>Whether it is the access code of an invitation.</summary>
    public bool IsAccess => Code.Length == AccessLength;

    /// <summary>The code as it is shown, in groups.</summary>
    public string Shown => InGroups(Code);

    /// <summary>A new short code for a survey.</summary>
    public static OpeningCode Draw(string surveyId) => new(surveyId, RandomNumberGenerator.GetString(Alphabet, ShortLength));

    /// <summary>A new access code for an invitation to a survey.</summary>
    public static OpeningCode DrawAccess(string surveyId) => new(surveyId, RandomNumberGenerator.GetString(Alphabet, AccessLength));

    /// <summary>The code of a response's receipt.</summary>
    public static OpeningCode OfReceipt(string surveyId, string token) => new(surveyId, ReceiptCode(surveyId, token));

    /// <summary>The code of a response's receipt as it is shown. It follows from the secret, so that the receipt can be shown again without being stored.</summary>
    public static string ReceiptShown(string surveyId, string token) => InGroups(ReceiptCode(surveyId, token));

    /// <summary>A code as somebody typed it: any case, any digits, with or without hyphens; null when it cannot be one.</summary>
    public static OpeningCode? Read(string surveyId, string typed)
    {
        var code = new string([.. PersianText.LatinDigits(typed).ToUpperInvariant().Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '\u2010' or '\u2011' or '\u2013'))]);
        return code.Length is ShortLength or ReceiptLength or AccessLength && code.All(Alphabet.Contains) ? new(surveyId, code) : null;
    }

    /// <summary>The secret of a response, which only this code opens.</summary>
    public byte[] Seal(string token)
    {
        var plain = Encoding.ASCII.GetBytes(token);
        var result = new byte[AesGcm.NonceByteSizes.MaxSize + plain.Length + AesGcm.TagByteSizes.MaxSize];
        var nonce = result.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, AesGcm.TagByteSizes.MaxSize);
        cipher.Encrypt(nonce, plain, result.AsSpan(nonce.Length, plain.Length), result.AsSpan(nonce.Length + plain.Length));
        return result;
    }

    /// <summary>The secret that was sealed with this code.</summary>
    /// <exception cref="CryptographicException">It was sealed with another one, or is damaged.</exception>
    public string Open(byte[] sealedToken)
    {
        var nonce = sealedToken.AsSpan(0, AesGcm.NonceByteSizes.MaxSize);
        var plain = new byte[sealedToken.Length - nonce.Length - AesGcm.TagByteSizes.MaxSize];
        using var cipher = new AesGcm(_key, AesGcm.TagByteSizes.MaxSize);
        cipher.Decrypt(nonce, sealedToken.AsSpan(nonce.Length, plain.Length), sealedToken.AsSpan(nonce.Length + plain.Length), plain);
        return Encoding.ASCII.GetString(plain);
    }

    private static string ReceiptCode(string surveyId, string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"receipt:{surveyId}:{token}"), hash);
        var number = BinaryPrimitives.ReadUInt128BigEndian(hash);
        Span<char> code = stackalloc char[ReceiptLength];
        for (var k = 0; k < code.Length; k++)
        {
            (number, var place) = UInt128.DivRem(number, (UInt128)Alphabet.Length);
            code[k] = Alphabet[(int)place];
        }
        return new(code);
    }

    private static string InGroups(string code) => string.Join('-', code.Chunk(GroupLength).Select(group => new string(group)));
}
