using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What a delegate calls.</summary>
/// <param name="Lambda">An anonymous function.</param>
/// <param name="Method">Or a method, through its group.</param>
/// <param name="Receiver">The object of that method.</param>
/// <param name="Syntax">Where the group stands: a finding in such a call has no other place.</param>
/// <param name="Home">The call in which it was written.</param>
internal sealed record FunctionTarget(IAnonymousFunctionOperation? Lambda, IMethodSymbol? Method, FlowValue? Receiver, SyntaxNode Syntax, Frame Home);
