namespace Survey.Scoring.Instrument;

/// <summary>The measurement models as far as a questionnaire file must know them.</summary>
internal static class KnownModels
{
    private static readonly KnownModel[] Models =
    [
        new("servqual", ["expectation", "perception"], IsWeighted: false),
        new("servperf", ["perception"], IsWeighted: false),
        new("adequacy", ["minimum", "perception"], IsWeighted: false),
        new("superiority", ["desired", "perception"], IsWeighted: false),
        new("evaluated-performance", ["perception", "ideal"], IsWeighted: false),
        new("normed-quality", ["expectation", "perception", "ideal"], IsWeighted: false),
        new("weighted-servqual", ["expectation", "perception"], IsWeighted: true),
        new("weighted-servperf", ["perception"], IsWeighted: true),
    ];

    public static KnownModel? Find(string code) => Models.FirstOrDefault(model => model.Code == code);
}

internal sealed record KnownModel(string Code, string[] Batteries, bool IsWeighted);
