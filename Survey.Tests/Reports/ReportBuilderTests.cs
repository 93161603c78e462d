using System.Text.RegularExpressions;
using Survey.Scoring.Moments;
using Survey.Scoring.Study;
using Survey.Scoring.Study.Resampling;
using Survey.Tests.Reference;
using Survey.Web.Platform.Localization;
using Survey.Web.Reports;

namespace Survey.Tests.Reports;

public sealed partial class ReportBuilderTests
{
    public static TheoryData<string, string> Studies
    {
        get
        {
            var studies = new TheoryData<string, string>();
            foreach (var study in ReferenceStudy.Names)
                foreach (var language in Language.All) studies.Add(study, language.Tag);
            return studies;
        }
    }

    [Theory, MemberData(nameof(Studies))]
    public void A_report_of_every_reference_study_says_everything_in_words_and_numbers(string study, string language)
    {
        var document = Build(study, language);
        foreach (var text in ReportTexts.All(document))
        {
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(Placeholder(), text);
        }
        Assert.All(document.Blocks.OfType<ReportBlock.Figure>(), figure => Assert.NotEmpty(figure.AlternativeText));
    }

    [Theory, MemberData(nameof(Studies))]
    public void What_is_shown_while_the_responses_are_still_read_is_in_words_too(string study, string language)
    {
        var table = ReferenceStudy.Responses(study);
        var result = Study.Evaluate(StudyMoments.Of(table), GroupedMoments.Of(table), new StudyOptions { Resamples = 20 });
        foreach (var text in ReportTexts.All(ReportBuilder.Build(result, table.Questionnaire, Language.Of(language), ReportSubjects.Bank)))
        {
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotMatch(Placeholder(), text);
        }
    }

    [Theory, MemberData(nameof(Studies))]
    public void Every_row_of_a_table_has_a_cell_for_each_column_or_is_a_heading(string study, string language)
    {
        foreach (var table in Build(study, language).Blocks.OfType<ReportBlock.Table>())
            Assert.All(table.Rows, row => Assert.True(row.Cells.Length == table.Columns.Length || (row.IsGroup && row.Cells.Length == 1), table.Caption));
    }

    [Theory, MemberData(nameof(Studies))]
    public void Every_dash_of_a_table_names_a_footnote_that_the_table_has(string study, string language)
    {
        foreach (var table in Build(study, language).Blocks.OfType<ReportBlock.Table>())
            foreach (var mark in table.Rows.SelectMany(row => row.Cells).Select(cell => Footnote().Match(cell.Text)).Where(match => match.Success))
                Assert.Contains(table.Footnotes, footnote => footnote.StartsWith(mark.Groups[1].Value + " ", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Studies))]
    public void Anchors_of_headings_are_unique(string study, string language)
    {
        var anchors = Build(study, language).Blocks.OfType<ReportBlock.Heading>().Select(heading => heading.Anchor).ToArray();
        Assert.Equal(anchors.Distinct(), anchors);
    }

    [Theory, MemberData(nameof(Studies))]
    public void Sentences_and_charts_come_first_and_long_tables_in_the_appendix_that_they_name(string study, string language)
    {
        var blocks = Build(study, language).Blocks;
        var start = blocks.IndexOf(blocks.OfType<ReportBlock.Heading>().Single(heading => heading.Anchor == "appendix"));
        Assert.True(blocks[start] is ReportBlock.Heading { StartsPage: true });
        Assert.Empty(blocks.OfType<ReportBlock.Details>());
        Assert.All(blocks.OfType<ReportBlock.Figure>(), figure => Assert.Null(figure.Data));
        Assert.All(blocks.Take(start).OfType<ReportBlock.Table>(), table => Assert.InRange(table.Rows.Length, 1, 20));
        Assert.Empty(blocks.Skip(start).OfType<ReportBlock.Figure>());

        var texts = new Texts<ReportText>(Language.Of(language));
        var named = blocks.Take(start).OfType<ReportBlock.Paragraph>().Select(paragraph => paragraph.Text).Intersect(Enumerable.Range(1, 30).Select(number => texts["Appendix.See", number])).Count();
        Assert.Equal(blocks.OfType<ReportBlock.Heading>().Count(heading => heading.Anchor.StartsWith("appendix-", StringComparison.Ordinal)), named);
        Assert.NotEqual(0, named);
    }

    [Fact]
    public void A_Persian_report_has_no_Latin_digit_in_a_figure()
    {
        foreach (var study in ReferenceStudy.Names)
        {
            // The reference instruments are English only, and values of attributes stand as they were written: both are taken out.
            var questionnaire = ReferenceStudy.Responses(study).Questionnaire;
            var values = Evaluate(study).Segments.SelectMany(segment => segment.Groups).Select(group => group.Value);
            var wordings = questionnaire.Items.Select(item => item.Text.In("fa")).Append(questionnaire.Title.In("fa")).Concat(values).OrderByDescending(wording => wording.Length).ToArray();
            foreach (var text in ReportTexts.Figures(Build(study, "fa")))
                Assert.DoesNotMatch(LatinDigit(), wordings.Aggregate(text, (rest, wording) => rest.Replace(wording, "", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_gap_table_shows_the_gap_of_the_result_with_its_interval()
    {
        var result = Evaluate("servqual");
        var table = Build("servqual", "en").Blocks.OfType<ReportBlock.Table>().First();
        Assert.Equal(result.Dimensions.Length, table.Rows.Length);
        foreach (var (row, dimension) in table.Rows.Zip(result.Dimensions))
        {
            Assert.Equal(Language.English.Difference(dimension.Gap!.Mean.Value), row.Cells[4].Text);
            Assert.Equal(Language.English.Range(dimension.Gap.CiLow.Value, dimension.Gap.CiHigh.Value), row.Cells[5].Text);
            Assert.Equal(dimension.Gap.IsSignificant, row.Cells[4].IsStrong);
        }
    }

    [Fact]
    public void The_record_identifies_program_questionnaire_and_data()
    {
        var result = Evaluate("servqual");
        var texts = ReportTexts.All(Build("servqual", "en"));
        Assert.Contains(result.DataHash, texts);
        Assert.Contains(result.Questionnaire.Sha256, texts);
        Assert.Contains(result.Engine, texts);
    }

    [Fact]
    public void A_filter_and_unfinished_responses_are_said()
    {
        var result = Evaluate("servqual");
        var document = ReportBuilder.Build(result, ReferenceStudy.Responses("servqual").Questionnaire, Language.English,
            ReportSubjects.Bank with { Filter = "Branch: North", IncludesPartial = true, Versions = [1, 2] });
        Assert.Equal(3, document.Blocks.OfType<ReportBlock.Note>().Count(note => note.Text.Contains("Branch: North", StringComparison.Ordinal)
            || note.Text.Contains("Unfinished", StringComparison.Ordinal) || note.Text.Contains("versions 1 and 2", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa")]
    public void A_study_without_responses_says_so_and_shows_no_figure(string language)
    {
        var table = new Survey.Scoring.Responses.ResponseTable(ReferenceStudy.Responses("servqual").Questionnaire);
        var document = ReportBuilder.Build(Study.Evaluate(table), table.Questionnaire, Language.Of(language), ReportSubjects.Bank with { Counts = null });
        Assert.Empty(document.Blocks.OfType<ReportBlock.Figure>());
        Assert.Single(document.Blocks.OfType<ReportBlock.Findings>().Single().Sentences);
    }

    [Theory]
    [InlineData("servqual", 1)]
    [InlineData("servqual", 2)]
    [InlineData("servqual", 7)]
    [InlineData("zone-of-tolerance", 1)]
    [InlineData("normed-quality", 3)]
    [InlineData("awkward", 1)]
    public void A_handful_of_respondents_makes_a_report_in_both_languages(string study, int respondents)
    {
        var all = ReferenceStudy.Responses(study);
        var few = new Survey.Scoring.Responses.ResponseTable(all.Questionnaire);
        for (var row = 0; row < respondents; row++) few.Add(all.GetResponse(row));
        var result = Study.Evaluate(few);
        foreach (var language in Language.All)
            foreach (var text in ReportTexts.All(ReportBuilder.Build(result, all.Questionnaire, language, ReportSubjects.Bank)))
                Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
    }

    internal static StudyResult Evaluate(string study) => Study.Evaluate(ReferenceStudy.Responses(study), new StudyOptions { MinimumGroup = 5 });

    private static ReportDocument Build(string study, string language) =>
        ReportBuilder.Build(Evaluate(study), ReferenceStudy.Responses(study).Questionnaire, Language.Of(language), ReportSubjects.Bank);

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^—\u00A0(\[[^\]]+\])$")]
    private static partial Regex Footnote();

    [GeneratedRegex("[0-9]")]
    private static partial Regex LatinDigit();
}
