using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>One <c>Name = value</c> of an attribute, which may be absent or broken.</summary>
/// <param name="Expression">The value as written, or null if the argument is absent.</param>
/// <param name="Value">The value as bound; of kind Error, which is also the default, if it is not a legal constant.</param>
internal readonly record struct NamedArgument(ExpressionSyntax? Expression, TypedConstant Value)
{
    public bool IsWritten => Expression is not null;

    /// <summary>Whether the compiler itself reports an error here, so that we need not.</summary>
    public bool IsRejectedByCompiler => IsWritten && (Value.Kind == TypedConstantKind.Error || Type?.TypeKind == TypeKind.Error);

    public int? Number => Value is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : null;

    /// <summary>The number, or what holds when it is not written; null if it is no number.</summary>
    public double? Real(double whenAbsent) => !IsWritten ? whenAbsent : Value is { Kind: TypedConstantKind.Primitive, Value: double real } ? real : null;

    /// <summary>The numbers; none when they are not written, null if they are no numbers.</summary>
    public double[]? Reals => !IsWritten || Value.IsNull
        ? []
        : Value is { Kind: TypedConstantKind.Array, Values: var values } && values.All(static value => value.Value is double)
            ? [.. values.Select(static value => (double)value.Value!)]
            : null;

    public ITypeSymbol? Type => Value is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } ? type : null;

    public static NamedArgument Read(string name, AttributeData attribute, AttributeSyntax syntax) => new(
        syntax.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name)?.Expression,
        attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value);
}
