using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Rules;

/// <summary>Takes the complaints of all rules about one head, passes them on and remembers whether one was fatal.</summary>
/// <param name="report">Who wants to hear them, if anybody.</param>
internal sealed class ProblemSink(Action<DeclarationProblem>? report)
{
    public bool AnyError { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
    {
        AnyError |= descriptor.DefaultSeverity == DiagnosticSeverity.Error;
        report?.Invoke(new DeclarationProblem(descriptor, location, arguments));
    }
}
