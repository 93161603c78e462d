namespace Survey.Scoring.Responses.Reading;

/// <summary>What cells showed that the reader assumes something by.</summary>
/// <param name="OtherDigits">Persian or Arabic digits came.</param>
/// <param name="DecimalZeros">Whole numbers were written with decimals (<c>5.0</c>).</param>
/// <param name="OptionsByLabel">Options were given by their label or in another spelling.</param>
internal readonly record struct CsvSeen(bool OtherDigits, bool DecimalZeros, bool OptionsByLabel)
{
    /// <summary>What either showed.</summary>
    public static CsvSeen operator |(CsvSeen left, CsvSeen right) =>
        new(left.OtherDigits | right.OtherDigits, left.DecimalZeros | right.DecimalZeros, left.OptionsByLabel | right.OptionsByLabel);
}
