using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Survey.Web.Features.Respond;

/// <summary>The marks that Razor components leave in a template. They carry a random word of this process, so that no text of a survey can contain one.</summary>
internal static class Marks
{
    private static readonly string Word = RandomNumberGenerator.GetHexString(12, lowercase: true);

    /// <summary>A mark, with the attribute whose value it is, if it stands for a whole attribute.</summary>
    public static readonly Regex Pattern = new($@"(?: (?<attribute>checked|selected)=""\{{\{{{Word} (?<mark>[aotq]:[0-9:]+)\}}\}}"")|\{{\{{{Word} (?<mark>[a-z0-9:-]+)\}}\}}", RegexOptions.CultureInvariant);

    /// <summary>A place for a text.</summary>
    public static string Slot(string name) => Mark($"s:{name}");

    /// <summary>Present when the answer with this index has this code.</summary>
    public static string Answer(int index, int code) => Mark($"a:{index}:{code}");

    /// <summary>Present when the outcome has this code.</summary>
    public static string Outcome(int index, int code) => Mark($"o:{index}:{code}");

    /// <summary>Present when the attribute has this option.</summary>
    public static string Option(int attribute, int option) => Mark($"t:{attribute}:{option}");

    /// <summary>Present when the further question has this choice (<see cref="QuestionField.Code"/>).</summary>
    public static string Choice(int question, int code) => Mark($"q:{question}:{code}");

    /// <summary>Before pieces that every person sees in an order or a choice of their own, before each of them, and behind the last.</summary>
    public static string Shuffled => Mark("x");

    public static string Piece => Mark("y");

    public static string ShuffledEnd => Mark("z");

    public static string PartStart(string name) => Mark($"p:{name}");

    public static string PartEnd => Mark("e");

    private static string Mark(string mark) => $"{{{{{Word} {mark}}}}}";
}
