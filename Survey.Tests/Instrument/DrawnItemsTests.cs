using Survey.Scoring.Instrument;
using Survey.Tests.Respond;

namespace Survey.Tests.Instrument;

public sealed class DrawnItemsTests
{
    private const int Respondents = 8_000;

    private static readonly Questionnaire Lite = LiteStudy.With(RespondStudy.Read("servqual"), expectationShare: 30);

    private static readonly DrawnItems[] Drawn =
        [.. Enumerable.Range(0, Respondents).Select(number => DrawnItems.Of(Lite, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number))[..16])))];

    [Fact]
    public void Everybody_is_shown_the_common_items_and_so_many_of_the_others_as_the_dimension_draws()
    {
        foreach (var drawn in Drawn)
            for (var d = 0; d < Lite.Dimensions.Length; d++)
            {
                Assert.Equal(Lite.Dimensions[d].ShownItems, drawn.ByDimension[d].Length);
                Assert.Equal(drawn.ByDimension[d].Order(), drawn.ByDimension[d]);
                Assert.Subset(drawn.ByDimension[d].ToHashSet(), Enumerable.Range(0, Lite.Dimensions[d].Items.Length).Where(item => Lite.Dimensions[d].Items[item].IsCommon).ToHashSet());
            }
    }

    [Fact]
    public void Any_two_items_are_drawn_together_as_often_as_chance_has_it_within_and_across_dimensions()
    {
        var items = Lite.Items.Count();
        var chance = Lite.Dimensions.SelectMany(dimension => dimension.Items.Select(item => item.IsCommon ? 1.0 : (double)dimension.Draw!.Value / (dimension.Items.Length - dimension.CommonItems))).ToArray();
        var dimensionOf = Lite.Dimensions.SelectMany((dimension, d) => dimension.Items.Select(_ => d)).ToArray();
        for (var left = 0; left < items; left++)
            for (var right = left; right < items; right++)
            {
                var together = Drawn.Count(drawn => drawn.Answer(items + left) && drawn.Answer(items + right));
                var own = Lite.Dimensions[dimensionOf[left]];
                var others = own.Items.Length - own.CommonItems;
                var expected = left == right ? chance[left]
                    : dimensionOf[left] != dimensionOf[right] || chance[left] == 1 || chance[right] == 1 ? chance[left] * chance[right]
                    : (double)own.Draw!.Value * (own.Draw.Value - 1) / (others * (others - 1));
                // Six standard deviations of a binomial count.
                Assert.InRange(together, (Respondents * expected) - (6 * Math.Sqrt(Respondents * expected * (1 - expected))), (Respondents * expected) + (6 * Math.Sqrt(Respondents * expected * (1 - expected))));
            }
    }

    [Fact]
    public void A_battery_with_a_share_is_asked_of_that_part_whatever_items_they_are_shown()
    {
        var asked = Drawn.Where(drawn => drawn.Battery(0)).ToArray();
        Assert.InRange(asked.Length, 2_400 - 250, 2_400 + 250);
        Assert.All(Drawn, drawn => Assert.True(drawn.Battery(1)));
        var among = asked.Count(drawn => drawn.ByDimension[0].Contains(3)) / (double)asked.Length;
        Assert.InRange(among - (Drawn.Count(drawn => drawn.ByDimension[0].Contains(3)) / (double)Respondents), -0.06, 0.06);
    }

    [Fact]
    public void The_draw_follows_from_the_id_alone_and_without_draws_everything_is_shown()
    {
        Assert.Equal(DrawnItems.Of(Lite, "a").ByDimension.Select(items => string.Join(' ', items)), DrawnItems.Of(Lite, "a").ByDimension.Select(items => string.Join(' ', items)));
        Assert.True(Drawn.Take(20).Select(drawn => string.Join(' ', drawn.ByDimension[1])).Distinct().Count() > 3);
        var whole = DrawnItems.Of(RespondStudy.Read("servqual"), "a");
        Assert.All(Enumerable.Range(0, 44), place => Assert.True(whole.Answer(place)));
        Assert.All(Enumerable.Range(0, 44), place => Assert.True(DrawnItems.All(Lite).Answer(place)));
    }
}
