using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Survey.Web.Features.Respond;

/// <summary>
/// A page rendered once by its Razor components, with marks where people differ, and written many times: copying bytes instead of rendering a hundred
/// radio buttons for each request.
/// </summary>
internal sealed partial class PageTemplate
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly ImmutableArray<Step> _steps;

    private PageTemplate(ImmutableArray<Step> steps) => _steps = steps;

    private enum StepKind
    {
        Text,
        Slot,
        Answer,
        Outcome,
        Option,
        Choice,
        Part,
        EndOfPart,
        Shuffled,
        Piece,
        EndOfShuffled,
    }

    /// <summary>Reads the marks of a rendered page.</summary>
    public static PageTemplate Parse(string html)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var open = new Stack<int>();
        html = Entity().Replace(Indentation().Replace(html, "\n"), Unescaped);
        var from = 0;
        foreach (Match match in Marks.Pattern.Matches(html))
        {
            Text(html[from..match.Index]);
            from = match.Index + match.Length;
            var parts = match.Groups["mark"].Value.Split(':');
            switch (parts[0])
            {
                case "s":
                    steps.Add(new Step(StepKind.Slot, Name: parts[1]));
                    break;
                case "p":
                    open.Push(steps.Count);
                    steps.Add(new Step(StepKind.Part, Name: parts[1]));
                    break;
                case "x":
                    open.Push(steps.Count);
                    steps.Add(new Step(StepKind.Shuffled));
                    break;
                case "y":
                    steps.Add(new Step(StepKind.Piece));
                    break;
                case "z":
                    var first = open.Pop();
                    steps[first] = steps[first] with { A = steps.Count };
                    steps.Add(new Step(StepKind.EndOfShuffled));
                    break;
                case "e":
                    var start = open.Pop();
                    steps[start] = steps[start] with { A = steps.Count };
                    steps.Add(new Step(StepKind.EndOfPart));
                    break;
                default:
                    var kind = parts[0] switch { "a" => StepKind.Answer, "o" => StepKind.Outcome, "q" => StepKind.Choice, _ => StepKind.Option };
                    steps.Add(new Step(kind, Encoding.UTF8.GetBytes(" " + match.Groups["attribute"].Value), A: Number(parts[1]), B: Number(parts[2])));
                    break;
            }
        }
        Text(html[from..]);
        return new PageTemplate(steps.ToImmutable());

        void Text(string text)
        {
            if (text.Length > 0) steps.Add(new Step(StepKind.Text, Encoding.UTF8.GetBytes(text)));
        }

        static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
    }

    /// <summary>Writes the page of one person.</summary>
    public void Write(PageValues values, IBufferWriter<byte> output) => Write(values, output, 0, _steps.Length);

    private void Write(PageValues values, IBufferWriter<byte> output, int from, int to)
    {
        for (var k = from; k < to; k++)
        {
            var step = _steps[k];
            switch (step.Kind)
            {
                case StepKind.Text:
                    output.Write(step.Bytes);
                    break;
                case StepKind.Slot:
                    if (values.Texts.TryGetValue(step.Name!, out var text)) Encoding.UTF8.GetBytes(Encoder.Encode(text), output);
                    break;
                case StepKind.Part:
                    if (!values.Parts.Contains(step.Name!)) k = step.A;
                    break;
                case StepKind.Shuffled:
                    Shuffled(values, output, k + 1, step.A);
                    k = step.A;
                    break;
                case StepKind.Answer when values.Answers[step.A] == step.B:
                case StepKind.Outcome when values.Outcomes[step.A] == step.B:
                case StepKind.Option when values.Options[step.A] == step.B:
                case StepKind.Choice when values.Choices.Contains((step.A, step.B)):
                    output.Write(step.Bytes);
                    break;
            }
        }
    }

    private void Shuffled(PageValues values, IBufferWriter<byte> output, int from, int to)
    {
        var starts = Enumerable.Range(from, to - from).Where(k => _steps[k].Kind == StepKind.Piece).Append(to).ToArray();
        var pieces = values.Order.Count > 0 ? values.Order : [.. Enumerable.Range(0, starts.Length - 1)];
        for (var place = 0; place < pieces.Count; place++)
        {
            var piece = pieces[place];
            values.Texts["position"] = values.Positions.Count > place ? values.Positions[place] : "";
            Write(values, output, starts[piece] + 1, starts[piece + 1]);
        }
    }

    // The renderer writes everything beyond ASCII as a reference, which makes Persian four times as long.
    private static string Unescaped(Match match)
    {
        var code = int.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return code < 0xA0 ? match.Value : char.ConvertFromUtf32(code);
    }

    [GeneratedRegex("&#x([0-9A-Fa-f]+);")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex Indentation();

    private sealed record Step(StepKind Kind, byte[]? Bytes = null, string? Name = null, int A = 0, int B = 0);
}

/// <summary>What is filled into a <see cref="PageTemplate"/>: one person's answers and what is to be said to them.</summary>
internal sealed class PageValues
{
    public ImmutableArray<byte> Answers { get; init; } = [];

    public ImmutableArray<byte> Outcomes { get; init; } = [];

    /// <summary>By attribute, the place of the chosen option; −1 for none.</summary>
    public IReadOnlyList<int> Options { get; init; } = [];

    /// <summary>The further questions' choices: place of the question, and <see cref="QuestionField.Code"/>.</summary>
    public HashSet<(int Question, int Code)> Choices { get; } = [];

    /// <summary>The pieces that somebody sees of those that people see in an order or a choice of their own, in the order of showing; empty for all as they stand.</summary>
    public IReadOnlyList<int> Order { get; set; } = [];

    /// <summary>The numbers that these pieces bear, in the order of showing.</summary>
    public IReadOnlyList<string> Positions { get; set; } = [];

    public Dictionary<string, string> Texts { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Parts { get; } = new(StringComparer.Ordinal);
}
