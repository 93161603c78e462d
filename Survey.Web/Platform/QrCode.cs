using System.Globalization;
using System.Text;
using QRCoder;

namespace Survey.Web.Platform;

/// <summary>An address as a QR code: drawn by us as one path, so that it stays sharp in print and passes the strict content policy.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 20;

    /// <summary>The code as an SVG element; its colours are fixed, because a code in inverse colours is not read by every camera.</summary>
    public static string Svg(string address, string label)
    {
        using var data = Encode(address);
        var modules = data.ModuleMatrix;
        var size = modules.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size;)
            {
                if (!modules[y][x])
                {
                    x++;
                    continue;
                }
                var start = x;
                while (x < size && modules[y][x]) x++;
                path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
            }
        }
        // The matrix holds the quiet zone of four modules on each side that the standard asks for.
        return string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" width="240" height="240" role="img" aria-label="{Escape(label)}" shape-rendering="crispEdges"><rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>""");
    }

    /// <summary>The code as a PNG for documents and posters: black on white, 20 pixels a module.</summary>
    public static byte[] Png(string address)
    {
        using var data = Encode(address);
        using var png = new PngByteQRCode(data);
        return png.GetGraphic(PixelsPerModule);
    }

    private static QRCodeData Encode(string address)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
    }

    private static string Escape(string text) => System.Net.WebUtility.HtmlEncode(text);
}
