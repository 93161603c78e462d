using System.IO.Compression;
using System.Security.Cryptography;

namespace Survey.Web.Features.Respond;

/// <summary>A file of the respondent's pages, held in memory as it is and compressed as far as it goes.</summary>
internal sealed class Asset
{
    private readonly string _type;
    private readonly byte[] _plain;
    private readonly byte[] _brotli;
    private readonly byte[] _gzip;

    public Asset(byte[] content, string type)
    {
        (_plain, _type) = (content, type);
        _brotli = Compressed(content, target => new BrotliStream(target, CompressionLevel.SmallestSize));
        _gzip = Compressed(content, target => new GZipStream(target, CompressionLevel.SmallestSize));
        Hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));
    }

    /// <summary>Twelve digits that change with the content.</summary>
    public string Hash { get; }

    /// <summary>How many bytes it has, compressed (Brotli).</summary>
    public int Weight => _brotli.Length;

    /// <summary>Sends the file; <paramref name="isForGood"/> where its address changes with the content.</summary>
    public Task SendAsync(HttpContext http, bool isForGood = true)
    {
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var (content, encoding) = accepted.Contains("br", StringComparison.Ordinal) ? (_brotli, "br") : accepted.Contains("gzip", StringComparison.Ordinal) ? (_gzip, "gzip") : (_plain, null);
        http.Response.ContentType = _type;
        http.Response.Headers.CacheControl = isForGood ? "public, max-age=31536000, immutable" : "no-cache";
        http.Response.Headers.Vary = "Accept-Encoding";
        if (encoding is not null) http.Response.Headers.ContentEncoding = encoding;
        http.Response.ContentLength = content.Length;
        return http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
    }

    private static byte[] Compressed(byte[] content, Func<Stream, Stream> into)
    {
        using var target = new MemoryStream();
        using (var compressing = into(target)) compressing.Write(content);
        return target.ToArray();
    }
}
