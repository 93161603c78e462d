using Survey.Web.Platform;

namespace Survey.Web;

/// <summary>How the web application is started.</summary>
internal sealed record ServeOptions
{
    public required DatabaseOptions Database { get; init; }

    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Reverse proxies (addresses or networks) whose X-Forwarded headers are believed; none unless named.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Whether to create the sample study when it is not there yet.</summary>
    public bool WithSample { get; init; }

    /// <summary>Where the set-up link and the sample's addresses are printed: standard output, never the log.</summary>
    public TextWriter Announcements { get; init; } = Console.Out;

    /// <summary>The clock; tests set their own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
