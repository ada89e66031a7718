using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>What stands in the parentheses of the attribute.</summary>
/// <param name="K">The number of classes.</param>
/// <param name="Element">The element type.</param>
/// <param name="Ignore">The ignore label.</param>
/// <param name="Weights">The class weights.</param>
/// <param name="Smoothing">The label smoothing.</param>
/// <param name="ZLoss">The factor of the z-loss.</param>
/// <param name="Temperature">The temperature.</param>
/// <param name="SoftCap">The cap.</param>
/// <param name="Operations">The groups of operations.</param>
/// <param name="Classes">The enum whose values are the classes, if the attribute names one.</param>
internal sealed record HeadArguments(
    NamedArgument K,
    NamedArgument Element,
    NamedArgument Ignore,
    NamedArgument Weights,
    NamedArgument Smoothing,
    NamedArgument ZLoss,
    NamedArgument Temperature,
    NamedArgument SoftCap,
    NamedArgument Operations,
    INamedTypeSymbol? Classes)
{
    /// <summary>What <c>SoftmaxHeadAttribute.IgnoreLabel</c> is when it is not written.</summary>
    private const int DefaultIgnoreLabel = -100;

    /// <summary>Null if K is missing or not a number.</summary>
    public int? ClassCount => Classes is { } classes ? EnumClasses.Values(classes).Length : K.Number;

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
            && Constants is { } constants && Groups is { } groups
            ? new HeadOptions(classCount, elementType, ignoreLabel) { Constants = constants, Operations = groups }
            : null;

    /// <summary>Null if it is written and no constant. Bits without a meaning are left out.</summary>
    private OperationGroups? Groups => !Operations.IsWritten
        ? OperationGroups.All
        : Operations.Value is { Kind: TypedConstantKind.Enum, Value: int groups } ? (OperationGroups)groups & OperationGroups.All : null;

    /// <summary>The class weights of the attribute or, without any, those of the enum's members; null if they are no numbers.</summary>
    private double[]? WeightsOfClasses => Weights.IsWritten || Classes is null ? Weights.Reals : EnumClasses.Weights(Classes);

    /// <summary>Null if one is not a constant.</summary>
    public LossConstants? Constants =>
        WeightsOfClasses is { } weights && Smoothing.Real(0) is { } smoothing && ZLoss.Real(0) is { } zLoss && Temperature.Real(1) is { } temperature && SoftCap.Real(0) is { } softCap
            ? new LossConstants(weights.ToEquatableArray(), smoothing, zLoss, temperature, softCap)
            : null;

    public static HeadArguments Read(AttributeData attribute, AttributeSyntax syntax) => new(
        NamedArgument.Read("K", attribute, syntax),
        NamedArgument.Read("ElementType", attribute, syntax),
        NamedArgument.Read("IgnoreLabel", attribute, syntax),
        NamedArgument.Read("ClassWeights", attribute, syntax),
        NamedArgument.Read("LabelSmoothing", attribute, syntax),
        NamedArgument.Read("ZLoss", attribute, syntax),
        NamedArgument.Read("Temperature", attribute, syntax),
        NamedArgument.Read("SoftCap", attribute, syntax),
        NamedArgument.Read("Operations", attribute, syntax),
        EnumClasses.Of(attribute));
}
