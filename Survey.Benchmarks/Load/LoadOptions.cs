using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Survey.Benchmarks.Load;

/// <summary>What the load driver is asked to do. It plays against the machine that it runs on and nowhere else.</summary>
internal sealed record LoadOptions
{
    public const string Usage =
        "load [--url http://127.0.0.1:5080] [--database CONNECTION] [--survey SLUG] [--respondents 1,16,64,256] [--seconds 20] [--responses N]; without --url a server is started on the database";

    private const string Sample = "sample-bank";
    private const int MostRespondents = 1024;
    private const int MostSeconds = 600;

    public required Uri Url { get; init; }

    public required string Survey { get; init; }

    /// <summary>How many answer at the same time.</summary>
    public int Respondents { get; init; } = 64;

    /// <summary>The numbers of respondents that are played one after the other.</summary>
    public ImmutableArray<int> Levels { get; init; } = [64];

    /// <summary>The database of the server, with which everything that was acknowledged is compared in the end; null: nothing is compared.</summary>
    public string? Database { get; init; }

    /// <summary>Whether the driver starts the server.</summary>
    public bool StartsServer { get; init; }

    public int Seconds { get; init; } = 20;

    /// <summary>Stops after this many completed responses; 0: only after the time.</summary>
    public int Responses { get; init; }

    /// <summary>Whether a request that gets no answer, or that the server cannot serve just now, is sent again until it is answered.</summary>
    public bool SendsAgain { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They cannot be understood, or name another machine.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var k = 0; k + 1 < arguments.Count; k += 2) values[arguments[k]] = arguments[k + 1];
        var startsServer = !values.ContainsKey("--url") && values.ContainsKey("--database");
        var options = new LoadOptions
        {
            Url = Uri.TryCreate(values.GetValueOrDefault("--url", "http://127.0.0.1:5080"), UriKind.Absolute, out var url) ? url : throw new ArgumentException("--url is no address."),
            Survey = values.GetValueOrDefault("--survey") ?? (startsServer ? Sample : throw new ArgumentException("--survey is missing.")),
            Levels = [.. values.GetValueOrDefault("--respondents", "64").Split(',').Select(text => Read("--respondents", text, MostRespondents))],
            Database = values.GetValueOrDefault("--database"),
            StartsServer = startsServer,
            Seconds = Number("--seconds", 20, MostSeconds),
            Responses = Number("--responses", 0, 1_000_000),
        };
        var isLoopback = options.Url.IsLoopback || (IPAddress.TryParse(options.Url.Host, out var address) && IPAddress.IsLoopback(address));
        return isLoopback ? options : throw new ArgumentException("The load driver plays against this machine only.");

        int Number(string name, int otherwise, int most) => values.TryGetValue(name, out var text) ? Read(name, text, most) : otherwise;
    }

    private static int Read(string name, string text, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
        : throw new ArgumentException($"{name} is a number up to {most}.");
}
