using System.Globalization;
using System.Text.RegularExpressions;
using Survey.Benchmarks.Load;

namespace Survey.Benchmarks.Bytes;

/// <summary>Answers a survey once per way of compression and prints what goes over the wire for each page, against the limits that a slow line sets.</summary>
internal static partial class BytesBenchmark
{
    private const int MostOfFirst = 30 * 1024;
    private const int MostOfFurther = 10 * 1024;
    private const int MostRequests = 3;

    /// <summary>Exit status 0 when every page keeps its limit, 1 when one does not, 2 for wrong usage.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        LoadOptions options;
        try
        {
            options = LoadOptions.Parse(arguments);
        }
        catch (ArgumentException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message}\nbytes --url http://127.0.0.1:5080 --survey SLUG");
            return 2;
        }
        var isWithin = true;
        foreach (var encoding in new[] { "br", "gzip" })
        {
            Console.WriteLine($"Accept-Encoding: {encoding}. Bytes received, heads included; each post with its answer and the page after it.");
            Console.WriteLine($"{"page",-24}{"requests",10}{"bytes",10}{"limit",10}");
            isWithin &= await AnswerAsync(options, encoding);
            Console.WriteLine();
        }
        return isWithin ? 0 : 1;
    }

    private static async Task<bool> AnswerAsync(LoadOptions options, string encoding)
    {
        var wire = new Wire(options.Url, encoding);
        var random = new Random(1);
        var address = $"/s/{options.Survey}";
        var html = await wire.GetAsync(address);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await PartsAsync(wire, html, kept);
        var isWithin = Print(address, wire, MostOfFirst, MostRequests);
        for (var step = 0; step < 100 && PageForm.Read(html) is { HasForm: true } form; step++)
        {
            wire.Forget();
            address = await wire.PostAsync(form.Action, form.Answer(random.Next, ""));
            html = await wire.GetAsync(address);
            await PartsAsync(wire, html, kept);
            isWithin &= Print(address, wire, MostOfFurther, MostRequests);
        }
        return isWithin;
    }

    /// <summary>What a page is made of, as far as the browser has not kept it from an earlier page.</summary>
    private static async Task PartsAsync(Wire wire, string html, HashSet<string> kept)
    {
        foreach (var address in Part().Matches(html).Select(part => part.Groups["address"].Value).Where(kept.Add)) await wire.GetAsync(address);
    }

    private static bool Print(string page, Wire wire, int limit, int requests)
    {
        var isWithin = wire.Bytes <= limit && wire.Requests <= requests;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page.Split('?')[0],-24}{wire.Requests,10}{wire.Bytes,10}{limit,10}{(isWithin ? "" : "  over the limit")}"));
        return isWithin;
    }

    // Style sheets, modules and pictures of the page; what stands in it as data is no request.
    [GeneratedRegex("""<(?:link rel="stylesheet" href|script type="module" src|img [^>]*src)="(?<address>/[^"]+)""")]
    private static partial Regex Part();
}
