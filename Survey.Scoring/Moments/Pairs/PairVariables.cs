using System.Collections.Immutable;

namespace Survey.Scoring.Moments.Pairs;

/// <summary>
/// The variables whose pairs are counted where items or batteries are drawn: the answers of every battery, the item scores of every model that are
/// no answers, and the outcomes. A source is a battery or such a model, a set the items of a dimension in a source.
/// </summary>
internal sealed class PairVariables
{
    private readonly StudyPlan _plan;
    private readonly ImmutableArray<int> _sources;
    private readonly int _batteries;

    /// <summary>The variables of a plan.</summary>
    public PairVariables(StudyPlan plan)
    {
        (_plan, _batteries) = (plan, plan.Questionnaire.Batteries.Length);
        Models = [.. Enumerable.Range(0, plan.Bases.Length).Where(model => plan.AnswerOf(model) is null)];
        _sources = [.. Enumerable.Range(0, plan.Bases.Length).Select(model => plan.AnswerOf(model) ?? _batteries + Models.IndexOf(model))];
    }

    /// <summary>The base models whose item scores are no answers, in the order of their sources, which come after those of the batteries.</summary>
    public ImmutableArray<int> Models { get; }

    /// <summary>The number of batteries and of models that are none.</summary>
    public int Sources => _batteries + Models.Length;

    /// <summary>The number of variables.</summary>
    public int Count => Sources * _plan.ItemCount + _plan.Outcomes.Length;

    /// <summary>The source of a base model's item scores: a battery's where they are its answers.</summary>
    public int SourceOf(int baseModel) => _sources[baseModel];

    /// <summary>An item in a source.</summary>
    public int Item(int source, int item) => source * _plan.ItemCount + item;

    /// <summary>The items of a dimension in a source.</summary>
    public int[] Items(int source, int dimension) =>
        [.. Enumerable.Range(_plan.Dimensions[dimension].Start, _plan.Dimensions[dimension].Length).Select(item => Item(source, item))];

    /// <summary>All items in a source.</summary>
    public int[] Items(int source) => [.. Enumerable.Range(0, _plan.ItemCount).Select(item => Item(source, item))];

    /// <summary>An outcome.</summary>
    public int Outcome(int outcome) => Sources * _plan.ItemCount + outcome;

    /// <summary>The place of a set among the sets.</summary>
    public int Set(int source, int dimension) => source * _plan.Dimensions.Length + dimension;

    /// <summary>The lowest value of a variable, above which its values are counted.</summary>
    public int OffsetOf(int variable)
    {
        var source = variable / Math.Max(1, _plan.ItemCount);
        return source >= Sources ? _plan.ScoreColumns[_plan.Outcomes[variable - Sources * _plan.ItemCount]].Offset
            : source < _batteries ? _plan.Questionnaire.Scale.From
            : _plan.ItemColumns[_plan.ModelItem(Models[source - _batteries], 0)].Offset;
    }
}
