using System.Collections.Immutable;
using System.Text;
using Survey.Scoring.Instrument;
using Survey.Scoring.Instrument.Exchange;
using Survey.Tests.Reference;
using Survey.Web.Platform.Spreadsheets;
using Survey.Web.Storage;

namespace Survey.Tests.Instrument;

/// <summary>Spreadsheets there and back, and the formats of SurveyJS, LimeSurvey and XLSForm with what they cannot bring along.</summary>
public sealed class QuestionnaireExchangeTests
{
    public static TheoryData<string> Instruments => ShippedInstrumentTests.Instruments;

    [Theory]
    [MemberData(nameof(Instruments))]
    public void A_spreadsheet_of_a_shipped_instrument_reads_back_byte_for_byte(string id)
    {
        var questionnaire = new InstrumentLibrary().Find(id)!.Questionnaire!;

        var reading = QuestionnaireDocument.Read(QuestionnaireDocument.WriteSpreadsheet(questionnaire), "any.xlsx");

        Assert.Empty(reading.Problems);
        Assert.Equal(QuestionnaireFile.Write(questionnaire), QuestionnaireFile.Write(reading.Questionnaire!));
    }

    [Fact]
    public void Everything_that_a_questionnaire_can_hold_survives_a_spreadsheet()
    {
        var file = QuestionnaireFiles.SmallWith("comment/text/en", "\" a_x000D_b\\r\\nc  <&> \"").With("outcomes/0/kind", "\"nps\"").With("scale/labels/2", null);
        var questionnaire = QuestionnaireFiles.Read(file).Questionnaire!;

        Assert.Equal(questionnaire, QuestionnaireDocument.Read(QuestionnaireDocument.WriteSpreadsheet(questionnaire), "x.xlsx").Questionnaire);
    }

    [Fact]
    public void Further_questions_and_conditions_survive_a_spreadsheet_in_the_order_of_their_places()
    {
        var questionnaire = QuestionFiles.Read();
        var sorted = questionnaire with
        {
            Questions = [.. questionnaire.Questions.OrderBy(question => question.Place == Question.Start ? -1 : question.Place == Question.End ? 99
                : questionnaire.Dimensions.ToList().FindIndex(dimension => dimension.Id == question.Place))],
        };

        var reading = QuestionnaireDocument.Read(QuestionnaireDocument.WriteSpreadsheet(questionnaire), "x.xlsx");

        Assert.DoesNotContain(reading.Problems, problem => problem.IsError);
        Assert.Equal(QuestionnaireFile.Write(sorted), QuestionnaireFile.Write(reading.Questionnaire!));
        var survey = QuestionnaireExchange.WriteSheets(questionnaire)[0].Rows;
        var relevant = survey[0].IndexOf("relevant");
        // What programs that collect answers read.
        Assert.Contains("(selected(${kinds}, 'lab') or selected(${kinds}, 'xray')) or not(${P1} <= 2)", survey.Select(row => row[relevant].Replace("((", "(", StringComparison.Ordinal).Replace("))", ")", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_drawn_survives_a_spreadsheet()
    {
        var whole = ReferenceStudy.Responses("servqual").Questionnaire;
        var dimension = whole.Dimensions[0];
        var questionnaire = whole with
        {
            Batteries = whole.Batteries.SetItem(0, whole.Batteries[0] with { Share = 30 }),
            Dimensions = whole.Dimensions.SetItem(0, dimension with { Draw = 2, Items = dimension.Items.SetItem(1, dimension.Items[1] with { IsCommon = true }) }),
        };

        var read = QuestionnaireDocument.Read(QuestionnaireDocument.WriteSpreadsheet(questionnaire), "x.xlsx").Questionnaire!;

        Assert.Equal((30, 2), (read.Batteries[0].Share, read.Dimensions[0].Draw));
        Assert.Equal([1], read.Items.Index().Where(entry => entry.Item.IsCommon).Select(entry => entry.Index));
        Assert.Equal(QuestionnaireFile.Write(questionnaire), QuestionnaireFile.Write(read));
    }

    [Theory]
    [InlineData("kind", "essay", "question-kind-unknown")]
    [InlineData("least", "few", "number-expected")]
    [InlineData("requirement", "always", "requirement-unknown")]
    [InlineData("when", "visits > 2", "object-expected")]
    [InlineData("when", "{ \"all\": [ { \"column\": \"nothing\" } ] }", "condition-column-unknown")]
    public void A_problem_of_a_further_question_names_its_cell(string column, string value, string code)
    {
        var sheets = QuestionnaireExchange.WriteSheets(QuestionFiles.Read());
        var survey = sheets[0];
        var (place, row) = (survey.Rows[0].IndexOf(column), survey.Rows.ToList().FindIndex(own => own[survey.Rows[0].IndexOf("role")] == "question"));
        var reading = QuestionnaireExchange.Read([survey with { Rows = survey.Rows.SetItem(row, survey.Rows[row].SetItem(place, value)) }, .. sheets[1..]], "x");

        Assert.Null(reading.Questionnaire);
        Assert.Contains(reading.Problems, problem => problem.IsError && problem.Code == code && problem.Path.StartsWith(Sheet.Cell("survey", row, place), StringComparison.Ordinal));
    }

    [Fact]
    public void Choices_of_several_rankings_numbers_days_and_texts_become_further_questions_where_they_stood()
    {
        var fromSurveyJs = Read("""
            { "pages": [ { "elements": [
                { "type": "text", "name": "visits", "title": "Visits", "inputType": "number", "min": 0, "max": 99 },
                { "type": "matrix", "name": "care", "columns": [ 1, 2, 3 ], "rows": [ "They listen", "They help" ] },
                { "type": "checkbox", "name": "used", "title": "Used", "choices": [ "on line", { "value": "desk", "text": "At the desk" } ] },
                { "type": "matrix", "name": "rooms", "columns": [ 1, 2, 3 ], "rows": [ "Clean", "Quiet" ] },
                { "type": "ranking", "name": "order", "choices": [ "price", "time" ] }, { "type": "text", "name": "day", "inputType": "date" }, { "type": "text", "name": "who" },
                { "type": "comment", "name": "more" }, { "type": "comment", "name": "evenMore" }, { "type": "text", "name": "colour", "inputType": "color" } ] } ] }
            """);
        Assert.Equal(
            [
                ("visits", QuestionKind.Number, Question.Start), ("used", QuestionKind.Multiple, "care"), ("order", QuestionKind.Ranking, Question.End), ("day", QuestionKind.Date, Question.End),
                ("who", QuestionKind.ShortText, Question.End), ("evenMore", QuestionKind.LongText, Question.End),
            ],
            fromSurveyJs.Questionnaire!.Questions.Select(question => (question.Id, question.Kind, question.Place)));
        Assert.Equal((0, 99), (fromSurveyJs.Questionnaire.Questions[0].Least, fromSurveyJs.Questionnaire.Questions[0].Most));
        Assert.Equal(["on-line", "desk"], fromSurveyJs.Questionnaire.Questions[1].Options.Select(option => option.Id));
        Assert.Contains(fromSurveyJs.Problems, problem => problem is { Path: "$.pages[0].elements[9]", Code: "import-type-unsupported" });

        string[] rows =
        [
            "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tother", "S\t\tlanguage\t\ten", "G\t0\tCare\t\t\t\ten", "Q\tA\tcare\t1\tRate\t\ten\tN", "SQ\t0\tSQ1\t1\tThey listen\t\ten", "SQ\t0\tSQ2\t1\tThey help\t\ten",
            "Q\tM\tused\t1\tUsed\t\ten\tN", "SQ\t0\tline\t1\tOn line\t\ten", "SQ\t0\tdesk\t1\tAt the desk\t\ten", "Q\tR\torder\t1\tOrder\t\ten\tN", "A\t0\tprice\t\tPrice\t\ten", "A\t0\ttime\t\tTime\t\ten",
            "Q\tN\tvisits\t1\tVisits\t\ten\tN", "Q\tD\tday\t1\tDay\t\ten\tN", "Q\tS\twho\t1\tWho\t\ten\tN",
        ];
        Assert.Equal(
            [("used", QuestionKind.Multiple), ("order", QuestionKind.Ranking), ("visits", QuestionKind.Number), ("day", QuestionKind.Date), ("who", QuestionKind.ShortText)],
            Read(string.Join("\n", rows)).Questionnaire!.Questions.Select(question => (question.Id, question.Kind)));

        ImmutableArray<Sheet> sheets =
        [
            new("survey", [["type", "name", "label"], ["select_one agree", "listen", "They listen"], ["select_one agree", "help", "They help"], ["select_one agree", "smile", "They smile"],
                ["select_multiple ways", "used", "Used"], ["rank ways", "order", "Order"], ["integer", "visits", "Visits"], ["date", "day", "Day"], ["text", "who", "Who"]]),
            new("choices", [["list_name", "name", "label"], ["agree", "1", "No"], ["agree", "2", "So-so"], ["agree", "3", "Yes"], ["ways", "line", "On line"], ["ways", "desk", "Desk"]]),
        ];
        Assert.Equal(
            [("used", QuestionKind.Multiple), ("order", QuestionKind.Ranking), ("visits", QuestionKind.Number), ("day", QuestionKind.Date), ("who", QuestionKind.ShortText)],
            QuestionnaireExchange.Read(sheets, "x").Questionnaire!.Questions.Select(question => (question.Id, question.Kind)));
    }

    [Theory]
    [InlineData("survey", "reversed", "maybe", "sheet-item-differs")]
    [InlineData("survey", "battery", "wish", "battery-unknown")]
    [InlineData("survey", "meaning", "two", "sheet-item-differs")]
    [InlineData("survey", "role", "thing", "sheet-role-unknown")]
    [InlineData("survey", "type", "select_one nothing", "sheet-scale-differs")]
    [InlineData("choices", "name", "much", "integer-expected")]
    [InlineData("choices", "unlabelled", "maybe", "sheet-truth-expected")]
    [InlineData("settings", "models", "servqaul", "model-unknown")]
    public void A_problem_of_a_spreadsheet_names_sheet_column_and_row(string sheet, string column, string value, string code)
    {
        var sheets = QuestionnaireExchange.WriteSheets(QuestionnaireFiles.Read(QuestionnaireFiles.Small()).Questionnaire!);
        var changed = sheets.First(own => own.Name == sheet);
        var place = changed.Rows[0].IndexOf(column);
        var row = sheet == "survey" ? changed.Rows.ToList().FindLastIndex(own => own.Contains("item")) : 1;
        var reading = QuestionnaireExchange.Read(
            [.. sheets.Select(own => own == changed ? own with { Rows = own.Rows.SetItem(row, own.Rows[row].SetItem(place, value)) } : own)], "x");

        Assert.Null(reading.Questionnaire);
        Assert.Contains(reading.Problems, problem => problem.IsError && problem.Code == code && problem.Path == Sheet.Cell(sheet, row, place));
    }

    [Fact]
    public void Matrices_ratings_and_choices_of_SurveyJS_become_items_outcomes_and_attributes()
    {
        var reading = Read("""
            { "title": { "default": "Clinic", "fa": "درمانگاه" }, "pages": [ { "name": "p1", "title": { "default": "Care", "fa": "مراقبت" }, "elements": [
                { "type": "matrix", "name": "care-expectation", "columns": [ 1, 2, 3, { "value": 4, "text": "Always" } ], "rows": [ { "value": "e1", "text": "They should listen" }, { "value": "e2", "text": "They should help" } ] },
                { "type": "matrix", "name": "care-perception", "columns": [ 1, 2, 3, 4 ], "rows": [ { "value": "p1", "text": "They <b>listen</b>" }, { "value": "p2", "text": "They help" } ] } ] },
              { "elements": [
                { "type": "rating", "name": "nps", "title": "Would you recommend us?", "rateMin": 0, "rateMax": 10, "visibleIf": "{a} = 1" },
                { "type": "radiogroup", "name": "branch", "title": "Branch", "choices": [ "north", { "value": "south", "text": "South" } ] },
                { "type": "file", "name": "photo" }, { "type": "comment", "name": "more", "title": "More?" } ] } ] }
            """);
        var questionnaire = reading.Questionnaire!;

        Assert.Equal(["expectation", "perception"], questionnaire.Batteries.Select(battery => battery.Id));
        Assert.Equal("Care", questionnaire.Dimensions.Single().Title.In("en"));
        Assert.Equal(["They listen", "They help"], questionnaire.Items.Select(item => item.TextIn("perception").In("en")));
        Assert.Equal("They should listen", questionnaire.Items.First().TextIn("expectation").In("en"));
        Assert.Equal(OutcomeKind.Nps, questionnaire.Outcomes.Single().Kind);
        Assert.Equal(["north", "south"], questionnaire.Attributes.Single().Options.Select(option => option.Id));
        Assert.Equal("More?", questionnaire.Comment!.In("en"));
        Assert.Equal(["servqual", "servperf"], questionnaire.Models);
        Assert.Contains(reading.Problems, problem => problem is { Path: "$.pages[1].elements[0].visibleIf", Code: "import-condition-dropped" });
        Assert.Contains(reading.Problems, problem => problem is { Path: "$.pages[1].elements[2]", Code: "import-type-unsupported" });
    }

    [Fact]
    public void A_dual_scale_array_of_LimeSurvey_becomes_two_batteries_in_both_languages()
    {
        string[] rows =
        [
            "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tother\tdualscale_headerA\tdualscale_headerB",
            "S\t\tlanguage\t\ten", "SL\t\tsurveyls_title\t\tClinic\t\ten", "SL\t\tsurveyls_title\t\tدرمانگاه\t\tfa",
            "G\t0\tCare\t\t\t\ten", "Q\t1\tcare\t1\tRate this\t\ten\tN\tExpected\tExperienced",
            "SQ\t0\tSQ001\t1\t\"<p>They\tlisten</p>\"\t\ten", "SQ\t0\tSQ002\tage > 3\tThey help\t\ten",
            "A\t0\tA1\t\tNo\t\ten", "A\t0\tA2\t\tYes\t\ten", "A\t1\tA1\t\tNo\t\ten", "A\t1\tA2\t\tYes\t\ten",
            "Q\tM\twhy\t1\tWhy?\t\ten\tN",
            "G\t0\tمراقبت\t\t\t\tfa", "Q\t1\tcare\t1\tبسنجید\t\tfa\tN\tانتظار\tتجربه", "SQ\t0\tSQ001\t1\tگوش می‌دهند\t\tfa", "SQ\t0\tSQ002\t1\tکمک می‌کنند\t\tfa",
        ];
        var reading = Read(string.Join("\r\n", rows));
        var questionnaire = reading.Questionnaire!;

        Assert.Equal(["en", "fa"], questionnaire.Languages);
        Assert.Equal(["expectation", "perception"], questionnaire.Batteries.Select(battery => battery.Id));
        Assert.Equal(["They listen", "They help"], questionnaire.Items.Select(item => item.Text.In("en")));
        Assert.Equal("گوش می‌دهند", questionnaire.Items.First().Text.In("fa"));
        Assert.Equal((1, 2), (questionnaire.Scale.From, questionnaire.Scale.To));
        Assert.Contains(reading.Problems, problem => problem is { Path: "D8", Code: "import-condition-dropped" });
        Assert.Contains(reading.Problems, problem => problem is { Path: "B13", Code: "import-type-unsupported" });
    }

    [Fact]
    public void Choices_of_one_numbered_list_in_an_XLSForm_of_others_become_items()
    {
        ImmutableArray<Sheet> sheets =
        [
            new("survey", [["type", "name", "label"], ["begin group", "care", "Care"], ["select_one agree", "listen", "They listen"], ["select_one agree", "help", "They help"],
                ["select_one agree", "smile", "They smile"], ["end group"], ["select_one sex", "sex", "Sex"], ["geopoint", "where", "Where?"]]),
            new("choices", [["list_name", "name", "label"], ["agree", "1", "No"], ["agree", "2", "So-so"], ["agree", "3", "Yes"], ["sex", "f", "Woman"], ["sex", "m", "Man"]]),
        ];
        var reading = QuestionnaireExchange.Read(sheets, "My clinic");

        Assert.Equal(["listen", "help", "smile"], reading.Questionnaire!.Items.Select(item => item.Id));
        Assert.Equal(("my-clinic", "sex"), (reading.Questionnaire.Id, reading.Questionnaire.Attributes.Single().Id));
        Assert.Contains(reading.Problems, problem => problem is { Path: "survey!A8", Code: "import-type-unsupported" });
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello\tworld\n")]
    [InlineData("{ \"pages\": [ 1, { \"elements\": [ 2, { \"type\": \"matrix\", \"rows\": 3 } ] } ] }")]
    [InlineData("class\ttype/scale\tname\ttext\nQ\nA\t\t\nG\n")]
    [InlineData("PK\u0003\u0004 no spreadsheet")]
    public void What_is_none_of_the_formats_or_holds_nothing_to_rate_is_refused_with_a_reason(string content)
    {
        var reading = QuestionnaireDocument.Read(Encoding.UTF8.GetBytes(content), "x");

        Assert.Null(reading.Questionnaire);
        Assert.Contains(reading.Problems, problem => problem.IsError);
        Assert.All(reading.Problems, problem => Assert.NotEqual(problem.Message("en"), problem.Message("fa")));
    }

    private static QuestionnaireReading Read(string text) => QuestionnaireExchange.Read(Encoding.UTF8.GetBytes(text), "clinic");
}
