using System.Globalization;

namespace Survey.Benchmarks.Faults;

/// <summary>What is killed.</summary>
internal enum FaultTarget
{
    /// <summary>The web application, by SIGKILL.</summary>
    Server,

    /// <summary>PostgreSQL, by SIGKILL or an immediate shutdown by turns of the draw.</summary>
    Database,
}

/// <summary>What the faults command is asked to do.</summary>
internal sealed record FaultOptions
{
    public const string Usage = "faults [--kills 50] [--database sqlite|postgresql] [--target server|database] [--seed 1] [--respondents 16]";

    private const int MostKills = 10_000;

    /// <summary>How often.</summary>
    public int Kills { get; init; } = 50;

    /// <summary>What moments, and which way of killing, are drawn from.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many answer at the same time.</summary>
    public int Respondents { get; init; } = 16;

    public FaultTarget Target { get; init; }

    /// <summary>Whether a PostgreSQL server of its own is started; otherwise an SQLite file is used.</summary>
    public bool OnPostgres { get; init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">They cannot be understood.</exception>
    public static FaultOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 != 0) throw new ArgumentException($"{arguments[^1]} has no value.");
        var options = new FaultOptions();
        for (var k = 0; k < arguments.Count; k += 2)
        {
            var (name, value) = (arguments[k], arguments[k + 1]);
            options = (name, value) switch
            {
                ("--kills", _) => options with { Kills = Number(name, value, MostKills) },
                ("--seed", _) => options with { Seed = Number(name, value, int.MaxValue) },
                ("--respondents", _) => options with { Respondents = Number(name, value, 256) },
                ("--database", "sqlite") => options with { OnPostgres = false },
                ("--database", "postgresql") => options with { OnPostgres = true },
                ("--target", "server") => options with { Target = FaultTarget.Server },
                ("--target", "database") => options with { Target = FaultTarget.Database },
                _ => throw new ArgumentException($"{name} {value} is not understood."),
            };
        }
        if (options is { Target: FaultTarget.Database, OnPostgres: false }) throw new ArgumentException("SQLite is part of the server: kill that, or say --database postgresql.");
        return options;
    }

    private static int Number(string name, string value, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number
            : throw new ArgumentException($"{name} is a number from 1 to {most}.");
}
