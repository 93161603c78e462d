using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;

namespace Survey.Benchmarks.Bytes;

/// <summary>HTTP/1.1 by hand, one connection for each request, so that every byte that arrives is counted.</summary>
internal sealed class Wire(Uri server, string encoding)
{
    private string _cookie = "";

    /// <summary>The bytes received since <see cref="Forget"/>.</summary>
    public int Bytes { get; private set; }

    public int Requests { get; private set; }

    public void Forget() => (Bytes, Requests) = (0, 0);

    /// <summary>The body of an answer, decompressed.</summary>
    /// <exception cref="InvalidDataException">The answer is not 200.</exception>
    public async Task<string> GetAsync(string address)
    {
        var (head, body) = await SendAsync($"GET {address} HTTP/1.1\r\n", "");
        return head.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? await TextAsync(head, body) : throw new InvalidDataException($"GET {address} answered {head.Split("\r\n")[0]}.");
    }

    /// <summary>Posts a form and gives the address that it leads to.</summary>
    /// <exception cref="InvalidDataException">The answer is no redirect.</exception>
    public async Task<string> PostAsync(string address, string form)
    {
        var length = Encoding.UTF8.GetByteCount(form).ToString(CultureInfo.InvariantCulture);
        var (head, _) = await SendAsync($"POST {address} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n", form);
        if (Header(head, "Set-Cookie") is { } cookie) _cookie = cookie.Split(';')[0];
        return head.StartsWith("HTTP/1.1 303 ", StringComparison.Ordinal) ? Header(head, "Location")! : throw new InvalidDataException($"POST {address} answered {head.Split("\r\n")[0]}.");
    }

    private async Task<(string Head, byte[] Body)> SendAsync(string start, string body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        var cookie = _cookie.Length == 0 ? "" : $"Cookie: {_cookie}\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{start}Host: {server.Authority}\r\nAccept-Encoding: {encoding}\r\nAccept-Language: en\r\n{cookie}Connection: close\r\n\r\n{body}"));
        using var received = new MemoryStream();
        await stream.CopyToAsync(received);
        var bytes = received.ToArray();
        Bytes += bytes.Length;
        Requests++;
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        return (Encoding.ASCII.GetString(bytes.AsSpan(0, end)), bytes[end..]);
    }

    private static async Task<string> TextAsync(string head, byte[] body)
    {
        if (Header(head, "Transfer-Encoding") == "chunked") body = Joined(body);
        await using var plain = new MemoryStream(body);
        await using Stream text = Header(head, "Content-Encoding") switch
        {
            "br" => new BrotliStream(plain, CompressionMode.Decompress),
            "gzip" => new GZipStream(plain, CompressionMode.Decompress),
            _ => plain,
        };
        using var reader = new StreamReader(text);
        return await reader.ReadToEndAsync();
    }

    private static byte[] Joined(byte[] chunks)
    {
        using var joined = new MemoryStream();
        for (var at = 0; ;)
        {
            var end = at + chunks.AsSpan(at).IndexOf("\r\n"u8);
            var length = int.Parse(Encoding.ASCII.GetString(chunks.AsSpan(at, end - at)), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0) return joined.ToArray();
            joined.Write(chunks, end + 2, length);
            at = end + 2 + length + 2;
        }
    }

    private static string? Header(string head, string name) => head.Split("\r\n").Select(line => line.Split(": ", 2))
        .FirstOrDefault(parts => parts.Length == 2 && parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}
