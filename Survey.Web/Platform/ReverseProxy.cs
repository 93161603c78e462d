using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Survey.Web.Platform;

/// <summary>Believes the X-Forwarded headers of the reverse proxies that the operator names, and of nobody else.</summary>
internal static class ReverseProxy
{
    public static void UseReverseProxies(this IApplicationBuilder application, IReadOnlyList<string> proxies)
    {
        if (proxies.Count == 0) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) options.KnownProxies.Add(address);
            else options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }

        application.UseForwardedHeaders(options);
    }

    /// <summary>Whether the text names a proxy: an address, or a network such as 10.0.0.0/8.</summary>
    public static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || System.Net.IPNetwork.TryParse(text, out _);
}
