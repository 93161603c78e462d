using Survey.Scoring.Instrument;

namespace Survey.Scoring.Moments;

/// <summary>The moments of a study as bytes: a <see cref="MomentsFile"/> of the numbers of a <see cref="NumberWriter"/>. Equal moments give equal bytes.</summary>
/// <remarks>Blocks that count no respondents cost next to nothing, and one response takes a few kilobytes at most.</remarks>
internal static class StudyMomentsFormat
{
    private const byte FormatVersion = 2;

    /// <summary>Writes moments.</summary>
    public static void Write(StudyMoments moments, Stream stream)
    {
        var numbers = new NumberWriter();
        numbers.Write(moments.Responses);
        numbers.Write(moments.DataHash);
        foreach (var counts in moments.AnswerCounts.Concat(moments.OutcomeCounts))
            foreach (var count in counts.Counts) numbers.Write(count);
        foreach (var block in moments.Blocks)
        {
            numbers.Write(block.Count);
            foreach (var sum in block.Sums) numbers.Write(sum);
            foreach (var product in block.Products) numbers.Write(product);
        }

        foreach (var groups in moments.Groups)
        {
            numbers.Write(groups.Count);
            foreach (var (value, group) in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                numbers.Write(value);
                numbers.Write(group.Responses);
                foreach (var count in group.Counts) numbers.Write(count);
                foreach (var sum in group.Sums) numbers.Write(sum);
                foreach (var square in group.Squares) numbers.Write(square);
                foreach (var number in group.Pairs?.Numbers ?? []) numbers.Write(number);
            }
        }

        foreach (var number in moments.Pairs?.Numbers ?? []) numbers.Write(number);

        MomentsFile.Write(stream, "SMOM"u8, FormatVersion, moments.Plan, numbers.Finish());
    }

    /// <summary>Reads moments of a questionnaire that asks what they were computed for; the stream then stands behind them.</summary>
    /// <exception cref="InvalidDataException">The bytes are no moments, of another version or of a questionnaire that asks something else, or damaged.</exception>
    public static StudyMoments Read(Stream stream, Questionnaire questionnaire)
    {
        var moments = StudyMoments.Empty(questionnaire);
        var numbers = new NumberReader(MomentsFile.Read(stream, "SMOM"u8, FormatVersion, moments.Plan));
        Read(moments, ref numbers);
        return numbers.IsAtEnd ? moments : throw MomentsFile.Damaged();
    }

    private static void Read(StudyMoments moments, ref NumberReader numbers)
    {
        moments.Responses = numbers.ReadLong();
        moments.DataHash = numbers.ReadHash();
        foreach (var counts in moments.AnswerCounts) numbers.Read(counts.Counts);
        foreach (var counts in moments.OutcomeCounts) numbers.Read(counts.Counts);
        foreach (var block in moments.Blocks)
        {
            block.Count = numbers.ReadLong();
            numbers.Read(block.Sums);
            numbers.Read(block.Products);
        }

        foreach (var groups in moments.Groups)
        {
            for (var left = numbers.ReadLong(); left > 0; left--)
            {
                var value = numbers.ReadString();
                var group = GroupMoments.Of(moments.Plan);
                group.Responses = numbers.ReadLong();
                numbers.Read(group.Counts);
                numbers.Read(group.Sums);
                numbers.Read(group.Squares);
                numbers.Read(group.Pairs?.Numbers ?? []);
                if (!groups.TryAdd(value, group)) throw MomentsFile.Damaged();
            }
        }

        numbers.Read(moments.Pairs?.Numbers ?? []);
    }
}
