using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>Many responses to one questionnaire, the input of scoring. Row-major answer vectors; rows in the order of adding.</summary>
public sealed class ResponseTable
{
    /// <summary>An empty table.</summary>
    public ResponseTable(Questionnaire questionnaire)
    {
        Questionnaire = questionnaire;
        Layout = new AnswerLayout(questionnaire);
    }

    /// <summary>What was asked.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Where each answer stands in a vector.</summary>
    public AnswerLayout Layout { get; }

    /// <summary>The number of responses.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a response.</summary>
    /// <exception cref="ArgumentException">An array of the response has not the length that the questionnaire asks for.</exception>
    public void Add(Response response) => throw new NotImplementedException();
}
