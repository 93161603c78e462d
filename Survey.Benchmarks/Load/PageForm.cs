using System.Net;
using System.Text;

namespace Survey.Benchmarks.Load;

/// <summary>The form of a respondent's page, read with a scanner instead of a parser: the driver shares its processors with the server that it measures.</summary>
internal sealed class PageForm
{
    private readonly List<(string Name, List<string> Values)> _choices = [];
    private readonly List<(string Name, string Value)> _fields = [];

    public string Action { get; private set; } = "";

    /// <summary>What the primary button asks for: <c>next</c> or <c>submit</c>; empty when the page has no form.</summary>
    public string Go { get; private set; } = "";

    public bool HasForm => Action.Length > 0 && Go.Length > 0;

    public string Token => _fields.FirstOrDefault(one => one.Name == "token").Value ?? "";

    /// <summary>The groups of radio buttons with their values, as they stand in the page.</summary>
    public IReadOnlyList<(string Name, List<string> Values)> Choices => _choices;

    public static PageForm Read(string html)
    {
        var form = new PageForm();
        for (var at = html.IndexOf("<form", StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            var tag = html.AsSpan(at, html.IndexOf('>', at) - at);
            if (tag.StartsWith("</form", StringComparison.Ordinal)) break;
            if (tag.StartsWith("<form", StringComparison.Ordinal)) form.Action = Attribute(tag, "action");
            else if (tag.StartsWith("<input", StringComparison.Ordinal)) form.Input(tag);
            else if (tag.StartsWith("<textarea", StringComparison.Ordinal)) form._fields.Add((Attribute(tag, "name"), ""));
            else if (tag.StartsWith("<button", StringComparison.Ordinal) && tag.Contains("primary", StringComparison.Ordinal)) form.Go = Attribute(tag, "value");
        }
        return form;
    }

    /// <summary>The body of a post that answers the page: every choice by <paramref name="choose"/>, the points shared as 100.</summary>
    public string Answer(Func<int, int> choose, string comment)
    {
        var body = new StringBuilder(1024);
        foreach (var (name, value) in _fields) Add(name, name == "comment" ? comment : value);
        foreach (var (name, values) in _choices) Add(name, values[choose(values.Count)]);
        var points = _fields.Count(one => one.Name.StartsWith('w'));
        if (points > 0)
        {
            body.Clear();
            foreach (var (name, value) in _fields) Add(name, name == "w0" ? $"{100 - 10 * (points - 1)}" : name.StartsWith('w') ? "10" : value);
        }
        Add("go", Go);
        return body.ToString();

        void Add(string name, string value)
        {
            if (body.Length > 0) body.Append('&');
            body.Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }
    }

    private void Input(ReadOnlySpan<char> tag)
    {
        var name = Attribute(tag, "name");
        var value = Attribute(tag, "value");
        if (!tag.Contains("type=\"radio\"", StringComparison.Ordinal))
        {
            _fields.Add((name, value));
            return;
        }
        if (_choices.Count == 0 || _choices[^1].Name != name) _choices.Add((name, []));
        _choices[^1].Values.Add(value);
    }

    private static string Attribute(ReadOnlySpan<char> tag, string name)
    {
        var at = tag.IndexOf($" {name}=\"", StringComparison.Ordinal);
        if (at < 0) return "";
        var value = tag[(at + name.Length + 3)..];
        return WebUtility.HtmlDecode(value[..value.IndexOf('"')].ToString());
    }
}
