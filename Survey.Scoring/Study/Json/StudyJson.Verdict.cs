namespace Survey.Scoring.Study.Json;

internal sealed partial class StudyJson
{
    private void Verdict(VerdictResult? verdict)
    {
        if (verdict is null) return;
        json.Object("verdict", () =>
        {
            json.Texts("models", verdict.Models);
            json.Object("recommendation", () => Statement(verdict.Recommendation));
            json.List("outcomes", verdict.Outcomes, outcome =>
            {
                json.Text("outcome", outcome.Outcome);
                json.Whole("n", outcome.N);
                if (outcome.Winner is { } winner) json.Text("winner", winner);
                json.Texts("leaders", outcome.Leaders);
                json.List("statements", outcome.Statements, Statement);
            });
            json.List("grounds", verdict.Grounds, Statement);
        });
    }

    private void Statement(VerdictStatement statement)
    {
        json.Text("code", VerdictTexts.CodeOf(statement.Code));
        json.Text("en", VerdictTexts.PlainTextOf(statement, "en"));
        json.Text("fa", VerdictTexts.PlainTextOf(statement, "fa"));
    }
}
