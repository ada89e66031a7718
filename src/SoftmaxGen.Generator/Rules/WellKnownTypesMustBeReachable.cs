using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0011: the names in generated code mean what they mean to SoftmaxGen.</summary>
internal static class WellKnownTypesMustBeReachable
{
    public const string Id = "SMG0011";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Type that a softmax head needs is hidden or missing",
        messageFormat: "The code generated for the softmax head '{0}' needs '{1}', but {2}",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code spells types of the framework and of SoftmaxGen by their full names, which must mean those types and no others.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        foreach (string scope in WellKnownTypes.Namespaces)
        {
            if (Visible(scope, head.Compilation).FirstOrDefault() is { } hiding)
            {
                Report(head, scope, $"that is a type in '{hiding.ContainingAssembly.Name}': rename it", problems);
                return;
            }
        }

        IEnumerable<(string Name, bool IsOurs)> needed = WellKnownTypes.Ours.Select(static name => (name, true))
            .Concat(WellKnownTypes.Framework.Select(static name => (name, false)));
        foreach ((string name, bool isOurs) in needed)
        {
            if (Objection(name, isOurs ? head.Runtime : null, head.Compilation) is { } objection)
            {
                Report(head, name, objection, problems);
                return;
            }
        }
    }

    /// <summary>What is wrong with the meaning of a name, or null. A framework without it is too old, which is SMG0007.</summary>
    /// <param name="name">The metadata name.</param>
    /// <param name="owner">The assembly it must come from; null if any will do, but this project.</param>
    /// <param name="compilation">The project.</param>
    private static string? Objection(string name, IAssemblySymbol? owner, Compilation compilation)
    {
        INamedTypeSymbol[] visible = [.. Visible(name, compilation)];
        if (visible.FirstOrDefault(type => IsIn(type, compilation.Assembly)) is { } source)
        {
            return IsIn(source, owner) ? null : "this project declares a type of that name: rename it";
        }

        return visible.Length switch
        {
            0 when owner is not null && !IsGlobal(owner, compilation) => $"'{owner.Name}' is referenced with an extern alias only: add the alias 'global'",
            0 when owner is not null => $"'{owner.Name}' does not have it: reference the SoftmaxGen package, in the version of its generator",
            > 1 => $"both '{visible[0].ContainingAssembly.Name}' and '{visible[1].ContainingAssembly.Name}' have it: remove one reference",
            _ when owner is not null && !IsIn(visible[0], owner) => $"'{visible[0].ContainingAssembly.Name}' has one of its own: remove that reference",
            _ => null,
        };
    }

    /// <summary>
    /// What <c>global::</c> and a name can mean. The merged namespaces of the compilation leave out what has an extern alias only,
    /// and are many times faster than GetTypesByMetadataName, which asks every reference.
    /// </summary>
    private static IEnumerable<INamedTypeSymbol> Visible(string name, Compilation compilation)
    {
        string[] path = name.Split('.');
        INamespaceSymbol? scope = compilation.GlobalNamespace;
        for (int i = 0; i < path.Length - 1 && scope is not null; i++)
        {
            scope = scope.GetMembers(path[i]).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        string[] last = path[path.Length - 1].Split('`');
        int arity = last.Length == 1 ? 0 : last[1][0] - '0';
        return scope?.GetTypeMembers(last[0], arity).Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) ?? [];
    }

    private static bool IsIn(ISymbol symbol, IAssemblySymbol? assembly) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, assembly);

    /// <summary>Whether names that start with <c>global::</c> reach the assembly.</summary>
    private static bool IsGlobal(IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly) is not { Properties.Aliases: { IsDefaultOrEmpty: false } aliases }
        || aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    private static void Report(HeadCandidate head, string name, string objection, ProblemSink problems) =>
        problems.Add(Descriptor, head.Attribute.GetLocation(), head.DisplayName, name, objection);
}
