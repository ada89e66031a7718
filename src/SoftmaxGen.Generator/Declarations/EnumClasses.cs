using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>The enum whose values are the classes of a head.</summary>
/// <param name="FullName">Its name, <c>global::</c> and all.</param>
/// <param name="UnderlyingType">The keyword of its underlying type.</param>
internal sealed record EnumClasses(string FullName, string UnderlyingType)
{
    /// <summary>The enum as a type argument of the attribute; null if there is none.</summary>
    public static INamedTypeSymbol? Of(AttributeData attribute) =>
        attribute.AttributeClass is { Arity: 1 } applied && applied.TypeArguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Enum } classes ? classes : null;

    /// <summary>The distinct values of an enum, in order.</summary>
    public static decimal[] Values(INamedTypeSymbol classes) =>
        [.. Constants(classes).Select(static field => Convert.ToDecimal(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)).Distinct().OrderBy(static value => value)];

    /// <summary>The weights of the classes; empty if no member has one.</summary>
    public static double[] Weights(INamedTypeSymbol classes)
    {
        Dictionary<decimal, double> weights = [];
        foreach (IFieldSymbol field in Constants(classes))
        {
            AttributeData? weight = field.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass is
            {
                Name: "ClassWeightAttribute", ContainingNamespace: { Name: "SoftmaxGen", ContainingNamespace.IsGlobalNamespace: true },
            });
            if (weight?.ConstructorArguments.FirstOrDefault().Value is double value)
            {
                weights[Convert.ToDecimal(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)] = value;
            }
        }

        return weights.Count == 0 ? [] : [.. Values(classes).Select(value => weights.TryGetValue(value, out double weight) ? weight : 1)];
    }

    private static IEnumerable<IFieldSymbol> Constants(INamedTypeSymbol classes) =>
        classes.GetMembers().OfType<IFieldSymbol>().Where(static field => field.ConstantValue is not null);
}
