using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Survey.Web.Features.Respond;

/// <summary>The style sheet and the module of the respondent's pages, at addresses that change with their content, so that a browser asks for each once.</summary>
internal static class RespondAssets
{
    private static readonly Asset Css = new("respond.css", "text/css; charset=utf-8");
    private static readonly Asset Module = new("respond.js", "text/javascript; charset=utf-8");

    public static string Style => Css.Address;

    public static string Script => Module.Address;

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { Css, Module }) routes.MapGet(asset.Address, asset.SendAsync);
    }

    private sealed class Asset
    {
        private readonly string _type;
        private readonly byte[] _plain;
        private readonly byte[] _compressed;

        public Asset(string name, string type)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
            using var plain = new MemoryStream();
            stream.CopyTo(plain);
            _type = type;
            _plain = plain.ToArray();
            _compressed = Compressed(_plain);
            Address = $"/respond/{Convert.ToHexStringLower(SHA256.HashData(_plain).AsSpan(0, 6))}/{name}";
        }

        public string Address { get; }

        public Task SendAsync(HttpContext http)
        {
            var compressed = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
            var content = compressed ? _compressed : _plain;
            http.Response.ContentType = _type;
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.Vary = "Accept-Encoding";
            if (compressed) http.Response.Headers.ContentEncoding = "br";
            http.Response.ContentLength = content.Length;
            return http.Response.Body.WriteAsync(content, http.RequestAborted).AsTask();
        }

        private static byte[] Compressed(byte[] plain)
        {
            using var target = new MemoryStream();
            using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize)) brotli.Write(plain);
            return target.ToArray();
        }
    }
}
