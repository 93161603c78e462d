using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Survey.Tests.Support;

/// <summary>Runs a theory once per database engine; the rows of PostgreSQL are skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow("sqlite"), new TheoryDataRow("postgresql") { Skip = PostgresCluster.MissingReason }]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
