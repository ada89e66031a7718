using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>What stands in the parentheses of the attribute.</summary>
/// <param name="K">The number of classes.</param>
/// <param name="Element">The element type.</param>
/// <param name="Ignore">The ignore label.</param>
internal sealed record HeadArguments(NamedArgument K, NamedArgument Element, NamedArgument Ignore)
{
    /// <summary>What <c>SoftmaxHeadAttribute.IgnoreLabel</c> is when it is not written.</summary>
    private const int DefaultIgnoreLabel = -100;

    /// <summary>Null if K is missing or not a number.</summary>
    public int? ClassCount => K.Number;

    /// <summary>Null if it is written and not a supported type.</summary>
    public ElementType? ElementType => !Element.IsWritten
        ? Declarations.ElementType.Single
        : Element.Type?.SpecialType switch
        {
            SpecialType.System_Single => Declarations.ElementType.Single,
            SpecialType.System_Double => Declarations.ElementType.Double,
            _ => null,
        };

    public int? IgnoreLabel => Ignore.IsWritten ? Ignore.Number : DefaultIgnoreLabel;

    /// <summary>Null if an argument is missing or wrong.</summary>
    public HeadOptions? Options =>
        ClassCount is >= 1 and var classCount && ElementType is { } elementType && IgnoreLabel is { } ignoreLabel
            ? new HeadOptions(classCount, elementType, ignoreLabel)
            : null;

    public static HeadArguments Read(AttributeData attribute, AttributeSyntax syntax) => new(
        NamedArgument.Read("K", attribute, syntax),
        NamedArgument.Read("ElementType", attribute, syntax),
        NamedArgument.Read("IgnoreLabel", attribute, syntax));
}
