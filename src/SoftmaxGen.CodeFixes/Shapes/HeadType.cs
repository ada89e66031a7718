using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The head to call for a number of classes: one that the compilation has, or one to declare.</summary>
/// <param name="Name">How to say its name at the place of the call.</param>
/// <param name="Declaration">The edit that declares it; null if it exists.</param>
internal sealed record HeadType(string Name, TextChange? Declaration)
{
    private const string Attribute = "SoftmaxGen.SoftmaxHeadAttribute";

    public static HeadType? For(int classCount, bool isDouble, int position, SourceFile file, ImmutableHashSet<string> taken)
    {
        Compilation compilation = file.Model.Compilation;
        if (compilation.GetTypeByMetadataName(Attribute) is not { } attribute
            || file.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }
            || file.Root is not CompilationUnitSyntax { Members: [.., var last] })
        {
            return null;
        }

        if (HeadsIn(compilation.Assembly.GlobalNamespace).FirstOrDefault(type => file.Model.IsAccessible(position, type) && Fits(type, attribute, classCount, isDouble)) is { } known)
        {
            return new(known.ToMinimalDisplayString(file.Model, position), null);
        }

        string name = (isDouble ? "SoftmaxDouble" : "Softmax") + classCount.ToString(CultureInfo.InvariantCulture);
        if (taken.Contains(name))
        {
            return new(name, null);
        }

        if (compilation.ContainsSymbolsWithName(name) || file.Model.LookupSymbols(position, name: name).Length > 0)
        {
            return null;
        }

        string type = isDouble ? ", ElementType = typeof(double)" : "";
        string text = $"{file.NewLine}{file.NewLine}[SoftmaxGen.SoftmaxHead(K = {classCount.ToString(CultureInfo.InvariantCulture)}{type})]{file.NewLine}internal static partial class {name};";
        int end = (last is FileScopedNamespaceDeclarationSyntax { Members: [.., var member] } ? member : last).Span.End;
        return new(name, new TextChange(new(file.Text.Lines.GetLineFromPosition(end).End, 0), text));
    }

    private static IEnumerable<INamedTypeSymbol> HeadsIn(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => HeadsIn(member).Concat(member is INamedTypeSymbol { Arity: 0 } type ? [type] : []));

    // Other arguments may change what softmax is: a temperature, a soft cap.
    private static bool Fits(INamedTypeSymbol type, INamedTypeSymbol attribute, int classCount, bool isDouble) =>
        type.GetAttributes().FirstOrDefault(data => SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute)) is { ConstructorArguments.IsEmpty: true } head
        && head.NamedArguments.All(static argument => argument.Key is "K" or "ElementType")
        && head.NamedArguments.Any(argument => argument.Key == "K" && argument.Value.Value is int count && count == classCount)
        && head.NamedArguments.Any(static argument => argument.Key == "ElementType" && argument.Value.Value is ITypeSymbol { SpecialType: SpecialType.System_Double }) == isDouble;
}
