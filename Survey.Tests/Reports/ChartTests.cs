using System.Collections.Immutable;
using Survey.Scoring.Study;
using Survey.Tests.Reference;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;
using Survey.Web.Reports.Charts;
using Survey.Web.Reports.Parts;

namespace Survey.Tests.Reports;

public sealed class ChartTests
{
    private static readonly StudyResult Servqual = ReportBuilderTests.Evaluate("servqual");

    public static TheoryData<int, string> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, string>();
            foreach (var rows in new[] { 1, 2, 3, 5, 8, 12, 100 })
                foreach (var language in Language.All) sizes.Add(rows, language.Tag);
            return sizes;
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Labels_of_a_gap_chart_neither_overlap_nor_leave_the_chart(int rows, string language)
    {
        foreach (var chart in Charts(rows, language)) AssertReadable(chart);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Shapes_stay_inside_the_chart(int rows, string language)
    {
        foreach (var chart in Charts(rows, language))
            Assert.All(chart.Shapes, shape =>
            {
                var (left, top, right, bottom) = Bounds(shape);
                Assert.True(left >= -0.01 && top >= -0.01 && right <= chart.Width + 0.01 && bottom <= chart.Height + 0.01, shape.ToString());
            });
    }

    [Theory]
    [InlineData("servqual")]
    [InlineData("zone-of-tolerance")]
    [InlineData("normed-quality")]
    [InlineData("awkward")]
    public void Every_chart_of_a_report_is_readable_on_paper_and_on_a_phone(string study)
    {
        foreach (var language in Language.All)
        {
            var document = ReportBuilder.Build(ReportBuilderTests.Evaluate(study), ReferenceStudy.Responses(study).Questionnaire, language, ReportSubjects.Bank);
            foreach (var figure in document.Blocks.OfType<ReportBlock.Figure>())
            {
                AssertReadable(figure.Chart);
                AssertReadable(figure.Narrow!);
                // A page of A4 has about 1.4 times its width in height; caption and heading need their part.
                Assert.True(figure.Chart.Height < 1.3 * figure.Chart.Width, figure.Caption);
            }
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(12, false)]
    [InlineData(MapChart.MostPoints, true)]
    public void Labels_of_a_map_neither_overlap_nor_leave_the_chart(int count, bool isAlike)
    {
        var random = new Random(3);
        var points = Enumerable.Range(1, count).Select(number => new MapPoint(
            $"{number}", "Responsiveness of the staff in all branches " + number, isAlike ? 5.02 : 4 + (2 * random.NextDouble()), isAlike ? 20 : 40 * random.NextDouble(), number % 3 == 0));
        var map = new PointMap(
            new MapAxis("Performance", new ChartScale(4, 6, 0.5), tick => Language.English.Decimal(tick, 1)), new MapAxis("Importance", new ChartScale(0, 40, 10), tick => Language.English.Decimal(tick, 0)),
            [.. points], [new MapLine(5, 0, 5, 40, ChartRole.Axis, false, "Middle of the scale")], new MapCorners("Concentrate here", "Keep up the good work", "Low priority", "Possible overkill"));

        foreach (var width in (double[])[RowChart.Wide, RowChart.Narrow])
        {
            var chart = MapChart.Draw(map, isRightToLeft: false, width);
            AssertReadable(chart);
            Assert.Equal(count, chart.Shapes.OfType<ChartShape.Mark>().Count());
            Assert.All(points, point => Assert.Contains(chart.Labels, label => label.Text == point.Number));
            Assert.Equal(chart.Shapes.OfType<ChartShape.Mark>().Select(mark => chart.Width - mark.X), MapChart.Draw(map, isRightToLeft: true, width).Shapes.OfType<ChartShape.Mark>().Select(mark => mark.X));
        }
    }

    [Fact]
    public void A_right_to_left_chart_mirrors_the_left_to_right_one()
    {
        var values = ImmutableArray.Create("1.00", "2.00");
        var panel = new ChartPanel("Axis", new ChartScale(0, 4, 1), tick => Language.English.Decimal(tick, 0), null,
            [new PanelRow { Marks = [new PanelMark(1, ChartMark.Circle, ChartRole.Perception)] }, new PanelRow { Marks = [new PanelMark(3, ChartMark.Circle, ChartRole.Perception)] }],
            [], values);
        var left = RowChart.Draw(["First", "Second"], [panel], isRightToLeft: false, RowChart.Wide);
        var right = RowChart.Draw(["First", "Second"], [panel], isRightToLeft: true, RowChart.Wide);
        Assert.Equal(left.Shapes.OfType<ChartShape.Mark>().Select(mark => left.Width - mark.X), right.Shapes.OfType<ChartShape.Mark>().Select(mark => mark.X));
        Assert.Equal(ChartAnchor.Left, left.Labels.Single(label => label.Text == "First").Anchor);
        Assert.Equal(ChartAnchor.Right, right.Labels.Single(label => label.Text == "First").Anchor);
        Assert.True(right.Labels.Single(label => label.Text == "First").X > right.Width / 2);
    }

    [Theory]
    [InlineData(-1.37, -0.2)]
    [InlineData(0, 31.4)]
    [InlineData(-0.003, 0.011)]
    [InlineData(2, 2)]
    public void A_scale_holds_its_values_between_round_limits(double low, double high)
    {
        var scale = ChartScale.Covering([low, high], 7);
        Assert.True(scale.Minimum <= low + 1e-9 && scale.Maximum >= high - 1e-9);
        Assert.InRange(scale.Ticks.Count(), 2, 10);
        var texts = scale.Ticks.Select(tick => Language.English.Decimal(tick, scale.Places)).ToArray();
        Assert.Equal(texts.Distinct(), texts);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(1, 9)]
    [InlineData(0, 10)]
    [InlineData(1, 5)]
    [InlineData(0, 100)]
    [InlineData(1, 2)]
    public void A_rating_axis_runs_from_end_to_end_in_whole_points(int from, int to)
    {
        var scale = ChartScale.OfRating(from, to, 7);
        Assert.Equal(from, scale.Ticks.First());
        Assert.Equal(to, scale.Ticks.Last());
        Assert.All(scale.Ticks, tick => Assert.Equal(Math.Round(tick), tick));
    }

    [Theory]
    [InlineData("The staff of this organisation give prompt, courteous and complete answers to whatever I ask them about")]
    [InlineData("کارکنان این سازمان به هر پرسشی که از آنان دارم پاسخی سریع، مؤدبانه و کامل می‌دهند")]
    [InlineData("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft")]
    public void Text_is_broken_into_lines_that_fit_and_nothing_is_lost(string text)
    {
        var lines = TextMeasure.Lines(text, 11, 120);
        Assert.All(lines, line => Assert.True(TextMeasure.Width(line, 11) <= 120));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    }

    private static IEnumerable<Chart> Charts(int rows, string tag)
    {
        var language = Language.Of(tag);
        var report = new ReportContext(Servqual, ReferenceStudy.Responses("servqual").Questionnaire, language, ReportSubjects.Bank);
        var name = tag == "fa" ? "کارکنان به پرسش‌های من پاسخی سریع و کامل می‌دهند" : "Staff give prompt and complete answers to my questions";
        var figure = GapFigure.Of(report, "", [.. Enumerable.Range(0, rows).Select(row => (string.Concat(Enumerable.Repeat(name + " ", 1 + (row % 3))).Trim(), Servqual.Items[row % Servqual.Items.Length].Gap))]);
        return [figure.Chart, figure.Narrow!];
    }

    private static void AssertReadable(Chart chart)
    {
        var boxes = chart.Labels.Select(label =>
        {
            var width = TextMeasure.Width(label.Text, label.Size);
            var left = label.Anchor switch { ChartAnchor.Left => label.X, ChartAnchor.Right => label.X - width, _ => label.X - (width / 2) };
            return (label.Text, Left: left, Right: left + width, Top: label.Y - (label.Size / 2), Bottom: label.Y + (label.Size / 2));
        }).ToArray();
        Assert.All(boxes, box => Assert.True(box.Left >= -0.01 && box.Right <= chart.Width + 0.01 && box.Top >= 0 && box.Bottom <= chart.Height, box.ToString()));
        for (var first = 0; first < boxes.Length; first++)
            for (var second = first + 1; second < boxes.Length; second++)
            {
                var (a, b) = (boxes[first], boxes[second]);
                Assert.False(a.Left < b.Right - 0.01 && b.Left < a.Right - 0.01 && a.Top < b.Bottom - 0.01 && b.Top < a.Bottom - 0.01, $"{a} and {b}");
            }
    }

    private static (double Left, double Top, double Right, double Bottom) Bounds(ChartShape shape) => shape switch
    {
        ChartShape.Line line => (Math.Min(line.X1, line.X2), Math.Min(line.Y1, line.Y2), Math.Max(line.X1, line.X2), Math.Max(line.Y1, line.Y2)),
        ChartShape.Bar bar => (bar.X, bar.Y, bar.X + bar.Width, bar.Y + bar.Height),
        ChartShape.Mark mark => (mark.X - mark.Radius, mark.Y - mark.Radius, mark.X + mark.Radius, mark.Y + mark.Radius),
        _ => throw new InvalidOperationException(),
    };
}
