using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Survey.Scoring.Instrument;

/// <summary>Every measurement model of this library, found once by reflection.</summary>
public static class MeasurementModels
{
    private static readonly FrozenDictionary<string, MeasurementModel> ByCode = typeof(MeasurementModel).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(MeasurementModel)))
        .Select(type => (MeasurementModel)Activator.CreateInstance(type)!)
        .ToFrozenDictionary(model => model.Code, StringComparer.Ordinal);

    /// <summary>All models, in the order of their codes.</summary>
    public static ImmutableArray<MeasurementModel> All { get; } = [.. ByCode.Values.OrderBy(model => model.Code, StringComparer.Ordinal)];

    /// <summary>The model of a code, or null when there is none.</summary>
    public static MeasurementModel? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The model of a code.</summary>
    /// <exception cref="ArgumentException">There is no such model.</exception>
    public static MeasurementModel Get(string code) => Find(code) ?? throw new ArgumentException($"There is no measurement model '{code}'.", nameof(code));

    /// <summary>The codes of the models without weights whose batteries are all asked, those with the most batteries first.</summary>
    public static ImmutableArray<string> PossibleFor(IReadOnlyCollection<string> batteries) =>
    [
        .. All.Where(model => !model.IsWeighted && model.Batteries.All(batteries.Contains))
            .OrderBy(model => -model.Batteries.Length).Select(model => model.Code),
    ];

    /// <summary>The gap model of a questionnaire: the first of its models with which gaps can be shown; null when there is none.</summary>
    public static MeasurementModel? GapModelOf(Questionnaire questionnaire) =>
        questionnaire.Models.Select(Get).FirstOrDefault(model => model.CanBeGapModel);
}
