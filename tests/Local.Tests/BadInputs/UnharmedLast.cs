using Xunit.Sdk;
using Xunit.v3;

namespace Claudit.BadInputs;

/// <summary>Has the server looked at when all bad inputs have been sent.</summary>
public sealed class UnharmedLast : ITestCaseOrderer
{
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => test.TestMethod?.MethodName == nameof(RefusedRequests.At_last_the_server_is_as_it_was_before))];
}
