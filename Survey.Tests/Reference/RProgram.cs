using System.Diagnostics;

namespace Survey.Tests.Reference;

/// <summary>R as installed on this machine, with the packages that expected.R loads.</summary>
internal static class RProgram
{
    private static readonly Lazy<string?> WhatIsMissing = new(() =>
    {
        var packages = Run(["-e", "cat(all(sapply(c('lavaan', 'jsonlite'), requireNamespace, quietly = TRUE)))"]);
        return packages is null ? "Rscript" : packages.Value.Output.Contains("TRUE", StringComparison.Ordinal) ? null : "the R packages lavaan and jsonlite";
    });

    /// <summary>What is not installed; null when all is.</summary>
    public static string? Missing => WhatIsMissing.Value;

    /// <summary>Runs expected.R on the study NAME of a folder and writes NAME.expected.json.</summary>
    public static void Expected(string folder, string name)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Reference", "expected.R");
        string File(string ending) => Path.Combine(folder, name + ending);
        var run = Run([script, File(".csv"), File(".spec.json"), File(".expected.json")])!.Value;
        Assert.True(run.ExitCode == 0, run.Output);
    }

    private static (int ExitCode, string Output)? Run(string[] arguments)
    {
        var start = new ProcessStartInfo("Rscript", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // In another locale read.csv stops at the first Persian character.
        start.Environment["LC_ALL"] = "C.UTF-8";
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
