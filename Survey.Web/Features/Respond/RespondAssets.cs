using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Survey.Web.Platform.Colours;

namespace Survey.Web.Features.Respond;

/// <summary>The style sheet and the module of the respondent's pages, at addresses that change with their content, so that a browser asks for each once.</summary>
internal static partial class RespondAssets
{
    private const string JavaScript = "text/javascript; charset=utf-8";

    /// <summary>The parts of the module, each after those that it imports: one request gets them all.</summary>
    private static readonly string[] Parts = ["words", "points", "form", "conditions", "drawing", "blank", "waiting", "work", "send", "keep", "needed", "guest", "receipt", "keys", "main"];

    /// <summary>The part that only pages of guests need; on all others its name stands for nothing.</summary>
    private const string GuestPart = "guest";

    private static readonly string Code = string.Concat(Parts.Select(part => part == GuestPart ? "const $guest = {};\n" : Joined(part)));
    private static readonly string GuestCode = string.Concat(Parts.Select(Joined));

    /// <summary>More colours than a server meets; when they are reached, making them starts afresh.</summary>
    private const int MostColours = 200;

    private static readonly ConcurrentDictionary<string, Asset> Coloured = new(StringComparer.Ordinal);
    private static readonly Asset Css = new(Encoding.UTF8.GetBytes(Text("respond.css")), "text/css; charset=utf-8");

    /// <summary>The module for pages on which nothing is stored.</summary>
    private static readonly Asset Module = ModuleWith("");

    public static string Style { get; } = $"/respond/{Css.Hash}/respond.css";

    public static string Script { get; } = $"/respond/{Module.Hash}/respond.js";

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Style, http => Css.SendAsync(http));
        routes.MapGet($"/respond/{{build}}/{{colour:regex(^[0-9a-f]{{{{6}}}}$)}}.css", (HttpContext http, string build, string colour) => ColouredOf(colour).SendAsync(http, isForGood: build == Css.Hash));
        routes.MapGet(Script, http => Module.SendAsync(http));
    }

    /// <summary>The address of a survey's style sheet: everybody's, or with the survey's colour in it. One file in either case.</summary>
    public static string StyleOf(RespondView view) => AccentColour.Read(view.Survey.Settings.Accent) is { } accent ? $"/respond/{Css.Hash}/{accent.Chosen.Hex[1..]}.css" : Style;

    /// <summary>The bytes of a survey's style sheet, compressed.</summary>
    public static int WeightOfStyle(RespondView view) => AccentColour.Read(view.Survey.Settings.Accent) is { } accent ? ColouredOf(accent.Chosen.Hex[1..]).Weight : Css.Weight;

    private static Asset ColouredOf(string colour)
    {
        if (Coloured.Count >= MostColours) Coloured.Clear();
        return Coloured.GetOrAdd(colour, static hex => new(Encoding.UTF8.GetBytes(Text("respond.css") + AccentColour.Read(hex)!.Css()), "text/css; charset=utf-8"));
    }

    /// <summary>The module, told about a survey in JSON; with nothing it keeps and sends nothing.</summary>
    public static Asset ModuleWith(string json, bool isGuest = false) => new(Encoding.UTF8.GetBytes($"{(isGuest ? GuestCode : Code)}$main.run({json});\n"), JavaScript);

    /// <summary>A part as an object of what it exports, without comments and indentation.</summary>
    private static string Joined(string part)
    {
        var text = Text($"{part}.js");
        var exported = string.Join(", ", Export().Matches(text).Select(match => match.Groups["name"].Value));
        text = Export().Replace(Import().Replace(NotSent().Replace(text, ""), "const $1 = $$$2;"), "${kind} ${name}");
        return $"const ${part} = (() => {{\n{text}return {{ {exported} }};\n}})();\n";
    }

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^([ \t]*//.*\n|[ \t]+|\r?\n)", RegexOptions.Multiline)]
    private static partial Regex NotSent();

    [GeneratedRegex(@"^import (\{.*\}) from ""\./(\w+)\.js"";", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"^export (?<kind>const|function|async function) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Export();
}
