using System.Globalization;
using Survey.Scoring.Instrument;

namespace Survey.Scoring.Responses;

/// <summary>
/// How often each answer to a further question was given. Counts only, so that adding tallies is adding responses, in any order and any split.
/// </summary>
/// <remarks>Not for several threads at once.</remarks>
public sealed class QuestionTally
{
    private readonly Dictionary<string, int> _places;
    private readonly long[] _options;
    private readonly long[,] _ranks;
    private readonly SortedDictionary<decimal, long> _values = [];

    /// <summary>No answer yet.</summary>
    public QuestionTally(Question question)
    {
        Question = question;
        _places = question.Options.Select((option, place) => (option.Id, place)).ToDictionary(option => option.Id, option => option.place, StringComparer.Ordinal);
        _options = new long[question.Kind == QuestionKind.Nps ? QuestionAnswer.Recommendation + 1 : question.Options.Length];
        _ranks = question.Kind == QuestionKind.Ranking ? new long[_options.Length, _options.Length] : new long[0, 0];
    }

    /// <summary>What was asked.</summary>
    public Question Question { get; }

    /// <summary>How many people answered.</summary>
    public long Count { get; private set; }

    /// <summary>How many answers the question as it stands does not know, such as an option of an earlier version; not among <see cref="Count"/>.</summary>
    public long Unknown { get; private set; }

    /// <summary>By option in file order, how many chose it, or gave it a place; of a recommendation by point, 0 … 10; empty for the other kinds.</summary>
    public ReadOnlySpan<long> Options => _options;

    /// <summary>Numbers, and days as <see cref="DateOnly.DayNumber"/>, with how often each was given, in rising order; empty for the other kinds.</summary>
    public IReadOnlyCollection<KeyValuePair<decimal, long>> Values => _values;

    /// <summary>How many put an option of a ranking at a place.</summary>
    /// <param name="option">The option's place in the file.</param>
    /// <param name="rank">From 0.</param>
    public long AtRank(int option, int rank) => _ranks[option, rank];

    /// <summary>Adds an answer as <see cref="QuestionAnswer"/> writes it; nothing where there is none.</summary>
    public void Add(string? text)
    {
        var fault = QuestionAnswer.Read(Question, text, out var answer);
        if (fault is not null) Unknown++;
        if (answer is null) return;
        Count++;
        switch (Question.Kind)
        {
            case QuestionKind.Single or QuestionKind.Multiple:
                foreach (var option in QuestionAnswer.Chosen(answer)) _options[_places[option]]++;
                break;
            case QuestionKind.Ranking:
                var chosen = QuestionAnswer.Chosen(answer);
                for (var rank = 0; rank < chosen.Length; rank++)
                {
                    _options[_places[chosen[rank]]]++;
                    _ranks[_places[chosen[rank]], rank]++;
                }
                break;
            case QuestionKind.Nps:
                _options[int.Parse(answer, CultureInfo.InvariantCulture)]++;
                break;
            case QuestionKind.Number:
                AddValue(decimal.Parse(answer, CultureInfo.InvariantCulture), 1);
                break;
            case QuestionKind.Date:
                AddValue(DateOnly.ParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber, 1);
                break;
            case QuestionKind.ShortText or QuestionKind.LongText:
                break;
            default:
                throw new InvalidOperationException($"{Question.Kind} is not counted.");
        }
    }

    /// <summary>Adds what another tally of the same question holds.</summary>
    /// <exception cref="ArgumentException">It is of another question.</exception>
    public void Add(QuestionTally other)
    {
        if (!Question.Equals(other.Question)) throw new ArgumentException("The tallies are of different questions.", nameof(other));
        Count += other.Count;
        Unknown += other.Unknown;
        for (var option = 0; option < _options.Length; option++) _options[option] += other._options[option];
        for (var option = 0; option < _ranks.GetLength(0); option++)
            for (var rank = 0; rank < _ranks.GetLength(1); rank++) _ranks[option, rank] += other._ranks[option, rank];
        foreach (var (value, count) in other._values) AddValue(value, count);
    }

    private void AddValue(decimal value, long count) => _values[value] = _values.GetValueOrDefault(value) + count;
}
