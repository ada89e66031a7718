using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>One application of the attribute while the rules judge it.</summary>
internal sealed class HeadCandidate
{
    // 1023 bytes less what surrounds it: "SoftmaxGen.ISoftmaxHeadCore<" and ",System.Double>.get_ClassCount".
    private const int LongestImplementingName = 900;

    private HeadCandidate(
        INamedTypeSymbol type, IAssemblySymbol runtime, AttributeData applied, AttributeSyntax attribute, TypeDeclarationSyntax declaration, HeadArguments arguments, Compilation compilation, CancellationToken ct)
    {
        Type = type;
        Runtime = runtime;
        Attribute = attribute;
        Declaration = declaration;
        Arguments = arguments;
        Compilation = compilation;
        CancellationToken = ct;
        HintName = Declarations.HintName.Of(type);
        HasEnum = applied.AttributeClass is { Arity: 1 };
    }

    /// <summary>Whether the attribute is the one that takes the classes from an enum.</summary>
    public bool HasEnum { get; }

    public INamedTypeSymbol Type { get; }

    /// <summary>The assembly that the attribute comes from: SoftmaxGen.</summary>
    public IAssemblySymbol Runtime { get; }

    public AttributeSyntax Attribute { get; }

    /// <summary>The part of the type that carries the attribute.</summary>
    public TypeDeclarationSyntax Declaration { get; }

    public HeadArguments Arguments { get; }

    public Compilation Compilation { get; }

    public CancellationToken CancellationToken { get; }

    public string HintName { get; }

    /// <summary>
    /// Static classes implement no interface (CS0714), and a ref struct cannot be the interface's <c>TSelf</c> (CS9244). The
    /// compiler crashes on an interface of the type of top-level statements, and refuses (CS7013) the metadata names of explicit
    /// implementations, which have the type's full name in them, from 1024 bytes on.
    /// </summary>
    public bool ImplementsInterface => !Type.IsStatic && !Type.IsRefLikeType && !HasTopLevelStatements && !HasVeryLongName;

    private bool HasTopLevelStatements => Type.DeclaringSyntaxReferences.Any(part => part.GetSyntax(CancellationToken) is CompilationUnitSyntax);

    private bool HasVeryLongName => Encoding.UTF8.GetByteCount(Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)) > LongestImplementingName;

    /// <summary>The name for messages, containing types included.</summary>
    public string DisplayName => Type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    /// <summary>Whether this stands in the file that is generated for the head.</summary>
    public bool IsGenerated(SyntaxReference part) => part.SyntaxTree.FilePath.EndsWith(HintName, StringComparison.Ordinal);

    /// <summary>
    /// Null if the attribute is not written on a type declaration of this compilation, or if it is a namesake of ours: one that
    /// the project itself declares, without the rest of SoftmaxGen.
    /// </summary>
    public static HeadCandidate? Create(INamedTypeSymbol type, AttributeData attribute, Compilation compilation, CancellationToken ct) =>
        attribute.AttributeClass is { ContainingAssembly: { } runtime }
        && (!SymbolEqualityComparer.Default.Equals(runtime, compilation.Assembly) || runtime.GetTypeByMetadataName(WellKnownTypes.Interface) is not null)
        && attribute.ApplicationSyntaxReference?.GetSyntax(ct) is AttributeSyntax { Parent.Parent: TypeDeclarationSyntax declaration } syntax
            ? new HeadCandidate(type, runtime, attribute, syntax, declaration, HeadArguments.Read(attribute, syntax), compilation, ct)
            : null;
}
