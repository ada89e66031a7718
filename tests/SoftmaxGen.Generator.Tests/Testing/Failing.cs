using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Testing;

/// <summary>Runs a test that has to fail.</summary>
internal static class Failing
{
    /// <summary>Its message.</summary>
    public static async Task<string> MessageOfAsync(AnalyzerTest<DefaultVerifier> test) =>
        (await Assert.ThrowsAsync<VerifierException>(() => test.RunAsync())).Message;
}
