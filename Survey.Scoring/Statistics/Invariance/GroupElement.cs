namespace Survey.Scoring.Statistics.Invariance;

/// <summary>An element of a group's parameter matrices.</summary>
internal enum ElementKind
{
    /// <summary>λ of an item on its factor.</summary>
    Loading,

    /// <summary>θ of two items, or of one with itself.</summary>
    Residual,

    /// <summary>φ of two factors, or of one with itself.</summary>
    Factor,

    /// <summary>ν of an item.</summary>
    Intercept,

    /// <summary>α of a factor.</summary>
    FactorMean,
}

/// <summary>A free element, and the parameter that it takes its value from; elements with the same parameter are equal.</summary>
/// <param name="Kind">Which matrix.</param>
/// <param name="Row">Item or factor.</param>
/// <param name="Column">Item or factor; the same as the row where the matrix is a vector.</param>
/// <param name="Parameter">Place in the group's parameters: its own first, then those that all groups share.</param>
internal readonly record struct GroupElement(ElementKind Kind, int Row, int Column, int Parameter);
