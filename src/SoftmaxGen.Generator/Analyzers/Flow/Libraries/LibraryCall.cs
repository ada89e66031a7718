using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>A call of a method that may be a library's, with its arguments evaluated.</summary>
/// <param name="Operation">The call; null if a method group stands for it.</param>
/// <param name="Method">The method.</param>
/// <param name="Receiver">The object it is called on.</param>
/// <param name="Arguments">The arguments, in the order of the parameters.</param>
/// <param name="Site">Where.</param>
internal sealed record LibraryCall(
    IInvocationOperation? Operation, IMethodSymbol Method, FlowValue? Receiver, ImmutableArray<FlowValue> Arguments, Site Site)
{
    /// <summary>Receiver and arguments: what the function computes with.</summary>
    public ImmutableArray<FlowValue> Operands { get; } = Receiver is null || IsInterface(Method.ContainingType) ? Arguments : Arguments.Insert(0, Receiver);

    public FlowValue? Argument(string parameter)
    {
        foreach (IParameterSymbol candidate in Method.Parameters)
        {
            if (candidate.Name == parameter)
            {
                return Arguments[candidate.Ordinal];
            }
        }

        return null;
    }

    /// <summary>The expression passed for a parameter; null if it is left out.</summary>
    public IOperation? Expression(int ordinal) =>
        Operation?.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    // tf.exp(x), tf.nn.softmax(x): the object is only where the functions are.
    private static bool IsInterface(INamedTypeSymbol type) =>
        type.Name is "VectorBuilder" or "MatrixBuilder"
        || (LibraryTable.LibraryOf(type) == "TensorFlow.NET" && type.Name is not ("Tensor" or "Tensors" or "EagerTensor" or "ResourceVariable" or "BaseResourceVariable" or "NDArray"));
}
