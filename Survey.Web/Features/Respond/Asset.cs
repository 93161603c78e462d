using System.IO.Compression;
using System.Security.Cryptography;

namespace Survey.Web.Features.Respond;

/// <summary>A file of the respondent's pages, held in memory as it is and compressed as far as it goes.</summary>
internal sealed class Asset
{
    private readonly string _type;
    private readonly byte[] _plain;
    private readonly byte[] _compressed;

    public Asset(byte[] content, string type)
    {
        (_plain, _type) = (content, type);
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize)) brotli.Write(content);
        _compressed = target.ToArray();
        Hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));
    }

    /// <summary>Twelve digits that change with the content.</summary>
    public string Hash { get; }

    /// <summary>Sends the file; <paramref name="isForGood"/> where its address changes with the content.</summary>
    public Task SendAsync(HttpContext http, bool isForGood = true)
    {
        var compressed = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        var content = compressed ? _compressed : _plain;
        http.Response.ContentType = _type;
        http.Response.Headers.CacheControl = isForGood ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (compressed) http.Response.Headers.ContentEncoding = "br";
        http.Response.ContentLength = content.Length;
        return http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
    }
}
