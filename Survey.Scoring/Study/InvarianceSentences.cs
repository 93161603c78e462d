using System.Collections.Immutable;

namespace Survey.Scoring.Study;

/// <summary>A step of measurement invariance that does not hold, in words: which items break it, and which might be freed.</summary>
internal static class InvarianceSentences
{
    private const string Topic = "Invariance";

    // More names than this are no longer read.
    private const int MostNames = 6;

    /// <summary>The sentences; none where the step holds.</summary>
    public static ImmutableArray<ResultSentence> Of(InvarianceStepResult step)
    {
        var sentences = ImmutableArray.CreateBuilder<ResultSentence>();
        var isOfLoadings = step.Level == "metric";
        var tested = SentenceArgument.Count(step.Items.Length);
        InvarianceItemTest[] breaking = [.. step.Items.Where(item => item.IsSignificant).OrderByDescending(item => item.ChiSquare.Value)];
        if (breaking.Length > MostNames)
            Add(isOfLoadings ? "loadings-items-more" : "intercepts-items-more", Items([.. breaking.Take(MostNames).Select(item => item.Id)]), tested, SentenceArgument.Count(breaking.Length - MostNames));
        else if (breaking.Length > 0)
            Add(isOfLoadings ? "loadings-items" : "intercepts-items", Items([.. breaking.Select(item => item.Id)]), tested);
        else if (!step.Items.IsEmpty)
            Add(isOfLoadings ? "loadings-none" : "intercepts-none", tested);
        if (step.Partial is { } partial)
        {
            var loss = SentenceArgument.WithPlaces(Math.Max(-partial.Change.Cfi.Value, 0), 4);
            if (partial.Verdict != InvarianceStepResult.Holds) Add("free-not-enough", Items(isOfLoadings ? partial.Loadings : partial.Intercepts), loss);
            else if (isOfLoadings) Add("free-loadings", Items(partial.Loadings), loss);
            else if (partial.Loadings.IsEmpty) Add("free-intercepts", Items(partial.Intercepts), loss);
            else Add("free-both", Items(partial.Loadings), Items(partial.Intercepts), loss);
        }

        return sentences.DrainToImmutable();

        void Add(string code, params ImmutableArray<SentenceArgument> arguments) => sentences.Add(new ResultSentence(Topic, code, arguments));
    }

    private static SentenceArgument Items(ImmutableArray<string> ids) =>
        SentenceArgument.Word(Topic, ids.Length == 1 ? "one-item" : "several-items").With(SentenceArgument.Ids(ids));
}
