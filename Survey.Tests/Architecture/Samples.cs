#pragma warning disable CA1812, CA1822, CA5394, IDE0130 // small violations for the tests of the rules

namespace Survey.Tests.Architecture.Samples.Features.Right
{
    internal sealed class RightPart
    {
        public static int Count() => 1;

        public override string ToString() => "right";
    }
}

namespace Survey.Tests.Architecture.Samples.Features.Left
{
    internal sealed class LeftLocal
    {
        public string Text()
        {
            var part = new Right.RightPart();
            return part + part.ToString();
        }
    }

    internal sealed class LeftGeneric
    {
        public int Count() => Enumerable.Empty<Right.RightPart>().Count();
    }

    internal sealed class LeftCall
    {
        public int Count() => Right.RightPart.Count();
    }

    internal sealed class LeftInnocent
    {
        public int Count() => new LeftCall().Count();
    }

    internal sealed class LeftClock
    {
        public int Chance() => DateTime.UtcNow.Day + new Random().Next() + new Random(1).Next();
    }

    internal sealed class LeftPackage
    {
        public object Parser() => new AngleSharp.Html.Parser.HtmlParser();
    }
}
