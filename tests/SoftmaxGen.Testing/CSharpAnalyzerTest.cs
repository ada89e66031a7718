using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Testing;

/// <summary>Runs an analyzer over C# and compares its diagnostics with the markup.</summary>
/// <typeparam name="TAnalyzer">The analyzer.</typeparam>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public class CSharpAnalyzerTest<TAnalyzer, TVerifier> : AnalyzerTest<TVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TVerifier : IVerifier, new()
{
    private protected override async Task RunImplAsync(IVerifier verifier, CancellationToken cancellationToken)
    {
        using var workspace = new AdhocWorkspace();
        await VerifyAnalyzerAsync(verifier, workspace, ParsedState.Parse(TestState), [new TAnalyzer()], cancellationToken)
            .ConfigureAwait(false);
    }
}
