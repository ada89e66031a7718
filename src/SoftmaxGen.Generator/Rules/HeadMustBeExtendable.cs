using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0009: a head can be continued in another file, with code.</summary>
internal static class HeadMustBeExtendable
{
    public const string Id = "SMG0009";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax head cannot be extended by generated code",
        messageFormat: "The softmax head '{0}' cannot be extended by generated code, because '{1}' is {2}",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A file-local type, and all that is nested in it, ends with its file, and a ComImport class has no code of its own.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        if (ContainingTypes.Of(head.Type).Append(head.Type).FirstOrDefault(static type => type.IsFileLocal) is { } local)
        {
            Report(head, local, "file-local: remove its 'file' modifier", problems);
        }

        if (head.Type.IsComImport)
        {
            Report(head, head.Type, "a ComImport class", problems);
        }
    }

    private static void Report(HeadCandidate head, INamedTypeSymbol culprit, string reason, ProblemSink problems)
    {
        SyntaxNode? declaration = culprit.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(head.CancellationToken);
        TypeDeclarationSyntax type = declaration as TypeDeclarationSyntax ?? head.Declaration;
        string name = culprit.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
        problems.Add(Descriptor, type.Identifier.GetLocation(), head.DisplayName, name, reason);
    }
}
