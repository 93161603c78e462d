using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Survey.Web.Features.Respond;

/// <summary>The secret that lets a browser write its response. The database holds only an id derived from it, so reading the database lets nobody write.</summary>
internal static class ResponseToken
{
    private const int Bytes = 20;
    private const int Length = 27;

    /// <summary>A new token of 160 random bits.</summary>
    public static string Mint() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text has the form of a token; a look at the form only.</summary>
    public static bool IsWellFormed(string? token) => token is { Length: Length } && Base64Url.IsValid(token);

    /// <summary>What an invitation keeps of the response that was begun with it, until that is submitted: it leads to the response only for who has the token.</summary>
    public static string ReturnHashOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("return:" + token)).AsSpan(0, 16));

    /// <summary>The id under which the response of a token is stored.</summary>
    public static string ResponseIdOf(string token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(token), hash);
        return Convert.ToHexStringLower(hash[..16]);
    }
}
