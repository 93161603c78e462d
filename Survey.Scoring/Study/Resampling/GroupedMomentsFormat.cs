using Survey.Scoring.Instrument;
using Survey.Scoring.Moments;

namespace Survey.Scoring.Study.Resampling;

/// <summary>The moments of groups as bytes: a <see cref="MomentsFile"/> of the numbers of a <see cref="NumberWriter"/>. Equal moments give equal bytes, and empty groups take none.</summary>
internal static class GroupedMomentsFormat
{
    private const byte FormatVersion = 1;
    private const int MostGroups = 1_000_000;

    /// <summary>Writes moments.</summary>
    public static void Write(GroupedMoments moments, Stream stream)
    {
        var numbers = new NumberWriter();
        numbers.Write(moments.Count);
        numbers.Write(ResamplingPlan.Of(moments.Plan).Size);
        foreach (var (group, blocks) in moments.Moments.Index())
        {
            if (blocks is null) continue;
            numbers.Write(group + 1);
            numbers.Write(moments.Sizes[group]);
            foreach (var block in blocks)
            {
                numbers.Write(block.Count);
                foreach (var sum in block.Sums) numbers.Write(sum);
                foreach (var product in block.Products) numbers.Write(product);
            }
        }

        // After the last group.
        numbers.Write(0);
        MomentsFile.Write(stream, "SGRP"u8, FormatVersion, moments.Plan, numbers.Finish());
    }

    /// <summary>Reads moments of a questionnaire that asks what they were computed for; the stream then stands behind them.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such moments, of another version or of a questionnaire that asks something else, or damaged.</exception>
    public static GroupedMoments Read(Stream stream, Questionnaire questionnaire)
    {
        var plan = StudyPlan.Of(questionnaire);
        var numbers = new NumberReader(MomentsFile.Read(stream, "SGRP"u8, FormatVersion, plan));
        var groups = numbers.ReadLong();
        if (groups is < 2 or > MostGroups) throw MomentsFile.Damaged();
        if (numbers.ReadLong() != ResamplingPlan.Of(plan).Size) throw new InvalidDataException("The moments of groups are of another version of the program.");
        var moments = GroupedMoments.Empty(questionnaire, (int)groups);
        for (long last = 0, group; (group = numbers.ReadLong()) != 0; last = group)
        {
            if (group <= last || group > moments.Count) throw MomentsFile.Damaged();
            moments.Sizes[group - 1] = numbers.ReadLong();
            foreach (var block in moments.MomentsOf((int)group - 1))
            {
                block.Count = numbers.ReadLong();
                numbers.Read(block.Sums);
                numbers.Read(block.Products);
            }
        }

        return numbers.IsAtEnd ? moments : throw MomentsFile.Damaged();
    }
}
