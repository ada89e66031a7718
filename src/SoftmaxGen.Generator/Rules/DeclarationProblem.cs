using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Rules;

/// <summary>One complaint of the parser, on the user's own line.</summary>
/// <param name="Descriptor">The rule.</param>
/// <param name="Location">The line that must change.</param>
/// <param name="Arguments">What the message names.</param>
internal readonly record struct DeclarationProblem(DiagnosticDescriptor Descriptor, Location Location, params object[] Arguments)
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location, Arguments);
}
