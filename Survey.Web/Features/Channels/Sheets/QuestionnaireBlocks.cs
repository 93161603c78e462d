using System.Collections.Immutable;
using System.Globalization;
using Survey.Scoring.Instrument;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports.Pdf.Print;
using Survey.Web.Storage;
using static Survey.Web.Reports.Pdf.Print.Markup;

namespace Survey.Web.Features.Channels.Sheets;

/// <summary>The questions of a version as they stand on paper: circles to mark, the batteries of an item side by side.</summary>
internal sealed class QuestionnaireBlocks
{
    /// <summary>As many circles find place beside a text; more stand below it.</summary>
    private const int MostBeside = 24;

    private const int CommentLines = 5;

    private readonly Questionnaire _questionnaire;
    private readonly SurveySettings _settings;
    private readonly Language _language;
    private readonly Texts<ChannelsText> _texts;
    private readonly List<SheetBlock> _blocks = [];

    private QuestionnaireBlocks(SurveyVersion version, Language language)
    {
        (_questionnaire, _settings, _language) = (version.Questionnaire, version.Settings, language);
        _texts = new Texts<ChannelsText>(language);
    }

    /// <summary>The blocks of a version in a language, in the order of asking.</summary>
    public static IReadOnlyList<SheetBlock> InOrder(SurveyVersion version, Language language)
    {
        var made = new QuestionnaireBlocks(version, language);
        made.Introduction();
        made.Attributes();
        made.Questions(Question.Start);
        var number = 0;
        foreach (var dimension in version.Questionnaire.Dimensions)
        {
            number = made.Dimension(dimension, number);
            made.Questions(dimension.Id);
        }
        made.Importance();
        made.Outcomes();
        made.Questions(Question.End);
        made.Comment();
        made.Add(Of($"""<p class="thanks">{made._texts["PaperThanks"]}</p>"""));
        return made._blocks;
    }

    private void Introduction()
    {
        var scale = _questionnaire.Scale;
        Add(Of($"""
            <h1>{In(_questionnaire.Title)}</h1>
            {Join(Paragraphs(_settings.Welcome is { } welcome ? In(welcome) : _texts["PaperWelcome"]))}
            <p class="how">{_texts["PaperHow"]} <span class="o done"></span></p>
            {(scale.Labels.Count == 0 ? None : Of($"""<p class="legend">{Join(scale.Labels.Select(label => Of($"""<span><b>{Point(label.Key)}</b> {In(label.Value)}</span> """)))}{(AllowsNone ? Of($"""<span><b>{_texts["PaperNone"]}</b> {NotApplicable}</span>""") : None)}</p>"""))}
            """));
    }

    private void Attributes()
    {
        foreach (var attribute in _questionnaire.Attributes)
            Add(Of($"""<div class="question"><p class="asked">{In(attribute.Text)}</p>{(attribute.Options.Length > 0 ? Options(attribute.Options, "o") : Line)}</div>"""));
    }

    private int Dimension(Dimension dimension, int number)
    {
        var isBeside = _questionnaire.Batteries.Length * (_questionnaire.Scale.Points + (AllowsNone ? 1 : 0)) <= MostBeside;
        var instructions = _questionnaire.Batteries.Where(battery => battery.Instruction is not null)
            .Select(battery => Of($"""<p class="note"><b>{In(battery.Title)}:</b> {In(battery.Instruction!)}</p>"""));
        Add(Of($"""<h2>{In(dimension.Title)}</h2>{(dimension.Description is null ? None : Of($"""<p class="note">{In(dimension.Description)}</p>"""))}{(number == 0 ? Join(instructions) : None)}"""), leadsOn: true);
        var head = -1;
        if (isBeside)
        {
            head = _blocks.Count;
            Add(Row("row head", None, battery => Of($"""<span class="battery">{In(battery.Title)}</span><span class="strip none">{Strip(_questionnaire.Scale, AllowsNone)}</span>""")), leadsOn: true);
        }
        foreach (var item in dimension.Items)
        {
            var text = Of($"""<span class="number">{_language.Integer(++number)}</span><span>{Wording(item)}</span>""");
            Add(isBeside
                ? Row("row", text, _ => Of($"""<span class="strip">{Strip(_questionnaire.Scale, AllowsNone)}</span>"""))
                : Of($"""<div class="stack"><p class="text">{text}</p>{Join(_questionnaire.Batteries.Select(battery => Of($"""<div class="line"><span>{In(battery.Title)}</span><span class="strip">{Strip(_questionnaire.Scale, AllowsNone)}</span></div>""")))}</div>"""),
                head: head);
        }
        return number;
    }

    /// <summary>What is expected, the item, what was received; with one battery or more than two, the item first.</summary>
    private Markup Row(string kind, Markup text, Func<Battery, Markup> cell)
    {
        var batteries = _questionnaire.Batteries;
        var middle = Of($"""<span class="text">{text}</span>""");
        var cells = batteries.Select(battery => Of($"""<span class="cell">{cell(battery)}</span>""")).ToList();
        var inner = batteries.Length == 2 ? Of($"{cells[0]}{middle}{cells[1]}") : Of($"{middle}{Join(cells)}");
        return Of($"""<div class="{kind}">{inner}</div>""");
    }

    private Markup Wording(Item item) => item.Texts.ContainsKey("")
        ? Of($"{In(item.Text)}")
        : Join(_questionnaire.Batteries.Select(battery => Of($"""<span class="own"><b>{In(battery.Title)}:</b> {In(item.TextIn(battery.Id))}</span> """)));

    private void Importance()
    {
        if (_questionnaire.Importance is not { } importance) return;
        Add(Of($"""<h2>{_texts["PaperImportance"]}</h2><p class="note">{In(importance.Instruction)}</p>"""), leadsOn: true);
        Add(Of($"""
            <div class="points">{Join(_questionnaire.Dimensions.Select(dimension => Of($"""<div class="line"><span>{In(dimension.Title)}</span><span class="box"></span></div>""")))}
            <div class="line sum"><span>{_texts["PaperSum"]}</span><span class="box">{_language.Integer(importance.Total)}</span></div></div>
            """));
    }

    private void Outcomes()
    {
        if (_questionnaire.Outcomes.Length == 0) return;
        Add(Of($"<h2>{_texts["PaperOverall"]}</h2>"), leadsOn: true);
        foreach (var outcome in _questionnaire.Outcomes)
        {
            var scale = outcome.Scale;
            var ends = scale.Labels.Count == 0 ? None : Of($"""<p class="legend">{Join(scale.Labels.Select(label => Of($"""<span><b>{Point(label.Key)}</b> {In(label.Value)}</span> """)))}</p>""");
            Add(Of($"""<div class="question"><p class="asked">{In(outcome.Text)}</p><span class="strip">{Strip(scale, false)}</span>{ends}</div>"""));
        }
    }

    private void Questions(string place)
    {
        foreach (var question in _questionnaire.Questions.Where(question => question.Place == place))
        {
            var hint = question.Hint is null ? None : Of($"""<p class="note">{In(question.Hint)}</p>""");
            var some = question.When is null ? None : Of($"""<p class="note">{_texts["PaperIfItApplies"]}</p>""");
            Add(Of($"""<div class="question"><p class="asked">{In(question.Text)}</p>{hint}{some}{Answer(question)}</div>"""));
        }
    }

    private Markup Answer(Question question) => question.Kind switch
    {
        QuestionKind.Single => Options(question.Options, "o"),
        QuestionKind.Multiple => Of($"""<p class="note">{_texts["PaperSeveral"]}</p>{Options(question.Options, "o square")}"""),
        QuestionKind.Ranking => Of($"""<p class="note">{_texts["PaperRanking"]}</p>{Options(question.Options, "box small")}"""),
        QuestionKind.Nps => Of($"""<span class="strip">{Join(Enumerable.Range(0, QuestionAnswer.Recommendation + 1).Select(point => Of($"""<span class="o">{Point(point)}</span>""")))}</span>"""),
        QuestionKind.LongText => Join(Enumerable.Repeat(Line, CommentLines)),
        _ => Line,
    };

    private void Comment()
    {
        if (_questionnaire.Comment is { } comment) Add(Of($"""<div class="question"><p class="asked">{In(comment)}</p>{Join(Enumerable.Repeat(Line, CommentLines))}</div>"""));
    }

    /// <summary>Options with their numbers, by which they are entered.</summary>
    private Markup Options(ImmutableArray<AttributeOption> options, string mark) => Of($"""
        <div class="options">{Join(options.Select((option, k) => Of($"""<span><span class="{mark}">{(mark == "box small" ? "" : _language.Integer(k + 1))}</span> {In(option.Text)}</span>""")))}</div>
        """);

    private Markup Strip(RatingScale scale, bool allowsNone) => Of(
        $"""{Join(Enumerable.Range(scale.From, scale.Points).Select(point => Of($"""<span class="o">{Point(point)}</span>""")))}{(allowsNone ? Of($"""<span class="o na">{_texts["PaperNone"]}</span>""") : None)}""");

    private static Markup Line { get; } = Of($"""<span class="write"></span>""");

    private bool AllowsNone => _questionnaire.AllowsNotApplicable;

    private string NotApplicable => _questionnaire.NotApplicableText is { } own ? In(own) : _texts["PaperNotApplicable"];

    private string Point(int point) => point < 0 ? _language.Decimal(point, 0) : _language.Digits(point.ToString(CultureInfo.InvariantCulture));

    private string In(LocalizedText text) => PipedText.Plain(text.In(_language.Tag), _questionnaire, _language.Tag);

    private static IEnumerable<Markup> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(paragraph => Of($"<p>{paragraph}</p>"));

    private void Add(Markup html, bool leadsOn = false, int head = -1) => _blocks.Add(new(html) { LeadsOn = leadsOn, Head = head });
}
