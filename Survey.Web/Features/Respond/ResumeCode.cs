using System.Security.Cryptography;
using System.Text;
using Survey.Web.Platform.Localization;

namespace Survey.Web.Features.Respond;

/// <summary>
/// A short code that opens a response on another device. It is the key to the response's secret: the database holds a slow hash to find it by and the secret
/// sealed with it, so that who reads the database has to try every code first.
/// </summary>
internal sealed record ResumeCode
{
    private const int Length = 8;
    private const int GroupLength = 4;
    private const int Iterations = 20_000;
    private const int HashBytes = 16;
    private const int KeyBytes = 32;

    private readonly byte[] _key;

    private ResumeCode(string code, string hash, byte[] key) => (Code, Hash, _key) = (code, hash, key);

    /// <summary>The code without its hyphen.</summary>
    public string Code { get; }

    /// <summary>What stands for the code in the database.</summary>
    public string Hash { get; }

    /// <summary>The code as it is shown, in two groups.</summary>
    public string Shown => $"{Code[..GroupLength]}-{Code[GroupLength..]}";

    /// <summary>A new code for a survey.</summary>
    public static ResumeCode Draw(string surveyId) => Of(surveyId, RandomNumberGenerator.GetString(ReceiptCode.Alphabet, Length));

    /// <summary>A code as somebody typed it: any case, any digits, with or without hyphen; null when it cannot be one.</summary>
    public static ResumeCode? Read(string surveyId, string typed)
    {
        var code = new string([.. PersianText.LatinDigits(typed).ToUpperInvariant().Where(character => !char.IsWhiteSpace(character) && character is not ('-' or '\u2010' or '\u2011' or '\u2013'))]);
        return code.Length == Length && code.All(ReceiptCode.Alphabet.Contains) ? Of(surveyId, code) : null;
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

    private static ResumeCode Of(string surveyId, string code)
    {
        var derived = Rfc2898DeriveBytes.Pbkdf2(code, Encoding.UTF8.GetBytes("resume:" + surveyId), Iterations, HashAlgorithmName.SHA256, HashBytes + KeyBytes);
        return new(code, Convert.ToHexStringLower(derived.AsSpan(0, HashBytes)), derived[HashBytes..]);
    }
}
