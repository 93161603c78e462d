using FsCheck;
using FsCheck.Fluent;
using Survey.Scoring.Moments;

namespace Survey.Tests.Scoring.Moments;

/// <summary>Moments survive writing and reading; what is no moments of the questionnaire is refused.</summary>
public sealed class StudyMomentsFormatTests
{
    private static readonly MomentsStudy[] Studies = MomentsStudy.All;

    [Fact]
    public void What_is_written_is_read_bit_by_bit()
    {
        var property = Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var study = Studies[random.Next(Studies.Length)];
            var moments = Draw(study, random);
            // Moments of removals have negative numbers.
            if (random.Next(3) == 0) moments.Subtract(Draw(study, random));
            using var stream = new MemoryStream();
            moments.Write(stream);
            var length = stream.Length;
            StudyMoments.Empty(study.Questionnaire).Write(stream);

            stream.Position = 0;
            Assert.True(moments.SameAs(StudyMoments.Read(stream, study.Questionnaire)));
            Assert.Equal(length, stream.Position);
            Assert.True(StudyMoments.Empty(study.Questionnaire).SameAs(StudyMoments.Read(stream, study.Questionnaire)));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), property);

        static StudyMoments Draw(MomentsStudy study, Random random) => StudyMoments.Of(
            study.Table(), [.. Enumerable.Range(0, random.Next(100)).Select(_ => random.Next(study.Responses.Length))]);
    }

    [Fact]
    public void Equal_moments_give_equal_bytes_whatever_way_they_were_computed()
    {
        var study = Studies[0];
        var table = study.Table();
        int[] rows = [.. Enumerable.Range(0, table.Count)];

        Assert.Equal(Bytes(StudyMoments.Of(table)), Bytes(StudyMoments.Of(table, [.. rows.Reverse()])));
    }

    [Fact]
    public void One_response_takes_a_few_kilobytes()
    {
        foreach (var study in Studies)
            for (var row = 0; row < 20; row++)
                Assert.InRange(Bytes(StudyMoments.Of(study.Table(), [row])).Length, 50, 4000);
    }

    [Fact]
    public void Damage_is_noticed_wherever_it_is()
    {
        var study = Studies[0];
        var bytes = Bytes(StudyMoments.Of(study.Table()));
        for (var at = 0; at < bytes.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 4;
            Assert.Throws<InvalidDataException>(() => StudyMoments.Read(new MemoryStream(damaged), study.Questionnaire));
            Assert.Throws<InvalidDataException>(() => StudyMoments.Read(new MemoryStream(bytes[..at]), study.Questionnaire));
        }
    }

    [Fact]
    public void A_version_that_asks_the_same_reads_them_and_another_does_not()
    {
        var study = Studies[0];
        var bytes = Bytes(StudyMoments.Of(study.Table()));
        var next = study.Questionnaire with { Version = 7 };

        Assert.True(StudyMoments.Read(new MemoryStream(bytes), next).SameAs(StudyMoments.Of(study.Table())));
        Assert.Throws<InvalidDataException>(() => StudyMoments.Read(new MemoryStream(bytes), next with { Attributes = [] }));
        Assert.Throws<InvalidDataException>(() => StudyMoments.Read(new MemoryStream(bytes), Studies[1].Questionnaire));
    }

    private static byte[] Bytes(StudyMoments moments)
    {
        using var stream = new MemoryStream();
        moments.Write(stream);
        return stream.ToArray();
    }
}
