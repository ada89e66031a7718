using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Tests.TestSupport;

/// <summary>The heads that tests/SoftmaxGen.Tests compares with true values, read from their declarations.</summary>
internal static class NumericHeads
{
    /// <summary>Every declared K of an element type.</summary>
    public static IReadOnlySet<int> ClassCounts(ElementType element) => All.Value[element].ToHashSet();

    private static readonly Lazy<ILookup<ElementType, int>> All = new(static () => Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "tests", "SoftmaxGen.Heads"), "*Heads.cs")
        .Select(static file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)))
        .SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>())
        .Where(static attribute => attribute.Name.ToString() == "SoftmaxHead")
        .ToLookup(ElementOf, static attribute => int.Parse(Argument(attribute, "K")!, CultureInfo.InvariantCulture)));

    private static ElementType ElementOf(AttributeSyntax attribute) =>
        Argument(attribute, "ElementType") == "typeof(double)" ? ElementType.Double : ElementType.Single;

    private static string? Argument(AttributeSyntax attribute, string name) => attribute.ArgumentList?.Arguments
        .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.Text == name)?.Expression.ToString();
}
