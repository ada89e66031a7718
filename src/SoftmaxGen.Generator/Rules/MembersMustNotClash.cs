using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0005: nothing of the user's has the place of a generated member.</summary>
internal static class MembersMustNotClash
{
    public const string Id = "SMG0005";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Name is taken by a generated member of a softmax head",
        messageFormat: "'{0}' clashes with the member '{1}' that is generated into the softmax head '{2}': rename it",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A type cannot have two members of the same name, or two methods of the same name and parameters.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        // Arguments that are wrong are reported elsewhere; until they are right, judge what every head gets.
        HeadOptions options = head.Arguments.Options
            ?? new HeadOptions(head.Arguments.ClassCount ?? int.MaxValue, head.Arguments.ElementType ?? ElementType.Single, IgnoreLabel: 0);
        EmittedMember[] emitted = EmittedMembers.Of(options, head.Arguments.Classes is { } classes ? MemberClash.Spell(classes) : null, TensorSupport.IsIn(head.Compilation)).ToArray();

        CheckMembers(head, emitted, problems);
        CheckNames(head, emitted, problems);
        CheckBaseClasses(head, emitted, problems);
        CheckNamesOfSurroundings(head, emitted, problems);
        CheckCopies(head, problems);
        CheckExplicitClassCount(head, problems);
    }

    private static void CheckMembers(HeadCandidate head, EmittedMember[] emitted, ProblemSink problems)
    {
        foreach (ISymbol member in head.Type.GetMembers())
        {
            if (emitted.FirstOrDefault(e => MemberClash.Between(e, member, head)) is { } clash && IsWrittenByUser(member, head))
            {
                Report(head, member, member.Locations.FirstOrDefault(), clash.ToString(), problems);
            }
        }
    }

    private static void CheckNames(HeadCandidate head, EmittedMember[] emitted, ProblemSink problems)
    {
        foreach (ITypeParameterSymbol parameter in head.Type.TypeParameters)
        {
            if (emitted.FirstOrDefault(e => e.Name == parameter.Name) is { } clash)
            {
                Report(head, parameter, parameter.Locations.FirstOrDefault(), clash.Name, problems);
            }
        }

        // A member cannot be called like its type (CS0542).
        if (emitted.FirstOrDefault(e => e.Name == head.Type.Name) is { } own)
        {
            Report(head, head.Type, location: null, own.Name, problems);
        }
    }

    /// <summary>
    /// The explicit implementation of the interface spells the head's full name inside the head: what is nearer there must not
    /// have the name of a containing type's parameter.
    /// </summary>
    private static void CheckNamesOfSurroundings(HeadCandidate head, EmittedMember[] emitted, ProblemSink problems)
    {
        if (!head.ImplementsInterface)
        {
            return;
        }

        INamedTypeSymbol[] shells = [.. ContainingTypes.Of(head.Type), head.Type];
        for (int i = 0; i < shells.Length - 1; i++)
        {
            foreach (ITypeParameterSymbol parameter in shells[i].TypeParameters)
            {
                if (emitted.Any(e => e.Kind == EmittedMemberKind.Type && e.Name == parameter.Name))
                {
                    Report(head, parameter, parameter.Locations.FirstOrDefault(), parameter.Name, problems);
                }
                else if (shells.Skip(i + 1).Select(shell => Shadow.Of(parameter, shell)).FirstOrDefault(static s => s is not null) is { } shadow)
                {
                    Report(head, shadow, shadow.Locations.FirstOrDefault(), $"ISoftmaxHeadCore<{head.DisplayName}>.{EmittedMembers.ClassCountName}", problems);
                }
            }
        }
    }

    /// <summary>The generated file, copied into the project: the generator takes it for its own, and writes it once more.</summary>
    private static void CheckCopies(HeadCandidate head, ProblemSink problems)
    {
        SyntaxReference[] own = [.. head.Type.DeclaringSyntaxReferences.Where(head.IsGenerated)];
        foreach (SyntaxReference copy in own.Take(own.Length - 1))
        {
            Report(head, head.Type, ((TypeDeclarationSyntax)copy.GetSyntax(head.CancellationToken)).Identifier.GetLocation(), EmittedMembers.ClassCountName, problems);
        }
    }

    /// <summary>A generated member may hide an inherited one, but not an abstract one (CS0533).</summary>
    private static void CheckBaseClasses(HeadCandidate head, EmittedMember[] emitted, ProblemSink problems)
    {
        foreach (EmittedMember member in emitted)
        {
            for (INamedTypeSymbol? type = head.Type.BaseType; type is not null; type = type.BaseType)
            {
                ISymbol[] hidden = type.GetMembers(member.Name)
                    .Where(m => m.DeclaredAccessibility != Accessibility.Private && MemberClash.Between(member, m, head))
                    .ToArray();
                if (hidden.FirstOrDefault(static m => m.IsAbstract && m is not ITypeSymbol) is { } inherited)
                {
                    Report(head, inherited, location: null, member.ToString(), problems);
                }

                if (hidden.Length > 0)
                {
                    break;
                }
            }
        }
    }

    /// <summary>A constant cannot implement an interface's property, so the generated head does that explicitly: twice is CS8646.</summary>
    private static void CheckExplicitClassCount(HeadCandidate head, ProblemSink problems)
    {
        foreach (IPropertySymbol property in head.Type.GetMembers().OfType<IPropertySymbol>())
        {
            bool isClassCount = property.ExplicitInterfaceImplementations.Any(
                static p => p is { Name: EmittedMembers.ClassCountName, ContainingType: { Name: "ISoftmaxHeadCore", ContainingNamespace.Name: "SoftmaxGen" } });
            if (isClassCount && head.ImplementsInterface && IsWrittenByUser(property, head))
            {
                Report(head, property, property.Locations.FirstOrDefault(), EmittedMembers.ClassCountName, problems);
            }
        }
    }

    // The analyzer sees what the generator has added; the generator does not. Both must come to the same verdict.
    private static bool IsWrittenByUser(ISymbol member, HeadCandidate head) =>
        member.DeclaringSyntaxReferences.Any(part => !head.IsGenerated(part));

    private static void Report(HeadCandidate head, ISymbol symbol, Location? location, string clash, ProblemSink problems) => problems.Add(
        Descriptor,
        location is { IsInSource: true } ? location : head.Declaration.Identifier.GetLocation(),
        symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat),
        clash,
        head.DisplayName);
}
