using Survey.Scoring.Responses;

namespace Survey.Tests.Responses;

public sealed class ResponseIdsTests
{
    private static readonly string[] Some = ["r1", "", "شناسه", "a b", "\uD800", "é", new('x', 5000), "🙂"];

    [Fact]
    public void Ids_come_back_as_they_were_added()
    {
        var ids = new ResponseIds(1);
        foreach (var id in Some) ids.Add(id);

        Assert.Equal(Some, Enumerable.Range(0, ids.Count).Select(place => ids[place]));
        Assert.Equal(Some.Select(id => id.Length), Enumerable.Range(0, ids.Count).Select(ids.LengthOf));
        Assert.Equal(Some, Enumerable.Range(0, ids.Count).Select(place =>
        {
            var characters = new char[ids.LengthOf(place)];
            Assert.Equal(characters.Length, ids.CopyTo(place, characters));
            return new string(characters);
        }));
    }

    [Fact]
    public void Neighbouring_ids_are_added_to_others()
    {
        var from = new ResponseIds(8);
        foreach (var id in Some) from.Add(id);
        var to = new ResponseIds(2);
        to.Add("first");
        to.Add(from, 2, 3);
        to.Add(from, 0, 0);
        to.Truncate(3);
        to.Add(from, 7, 1);
        to.Add("ß"u8);

        Assert.Equal(["first", "شناسه", "a b", "🙂", "ß"], Enumerable.Range(0, to.Count).Select(place => to[place]));
    }
}
