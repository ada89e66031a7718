using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.Generator.Analyzers.Flow;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Analyzers;

/// <summary>
/// What a file looks like from afar. Words only decide what is looked at; symbols decide what is found. Kept as long as the tree
/// is, so that an edit costs the edited file.
/// </summary>
internal sealed class FileWords
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileWords> Known = new();

    private static readonly string[] Logarithms = ["Log", "log", "Log2", "Log10", "PointwiseLog", "LogP1", "log_", "log2", "log10"];

    private static readonly string[] Others =
    [
        "Exp", "exp", "exp_", "ExpM1", "PointwiseExp", "Pow",
        "Softmax", "SoftMax", "softmax", "log_softmax", "LogSoftmax", "Softmax2d",
        "CrossEntropyLoss", "cross_entropy", "NLLLoss", "nll_loss", "KLDivLoss", "kl_div", "from_logits",
        "softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_logits_v2", "sparse_softmax_cross_entropy_with_logits",
        "CrossEntropy", "CrossEntropyWithGradient", "LogSumExp", "Predict", "SoftLabelCrossEntropy", "SoftmaxBackward", "MaskedSoftmax",
        "OuterProduct",
    ];

    // Parts of the names that people give to derivatives of a softmax, which may have none of the words.
    private static readonly string[] Derivatives = ["oftmax", "oftMax", "acobian", "erivat", "radient", "ackward"];

    // The members of heads, but for names that other code has as well.
    private static readonly IEnumerable<string> Members = OperationMembers.All.Select(static member => member.Name).Where(static name => name is not ("Entropy" or "Evaluate" or "TopK"));

    private static readonly HashSet<string> Keywords = [.. Logarithms, .. Others, .. Members];

    private static readonly HashSet<string> Exponentials = [.. Others];

    private FileWords(ImmutableArray<BodyWords> bodies, bool isUnread)
    {
        Bodies = bodies;
        IsUnread = isUnread;
    }

    /// <summary>The bodies of the file; none if it has no keyword.</summary>
    public ImmutableArray<BodyWords> Bodies { get; }

    /// <summary>Whether the file has no keyword, so that nobody has read its bodies.</summary>
    public bool IsUnread { get; }

    public static FileWords Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(tree, out FileWords words))
        {
            FileWords read = MayMatter(tree.GetText(cancellation))
                ? new([.. Read(tree, cancellation)], isUnread: false)
                : new([], isUnread: true);
            words = Known.GetValue(tree, _ => read);
        }

        return words;
    }

    public static IEnumerable<BodyWords> Read(SyntaxTree tree, CancellationToken cancellation)
    {
        SyntaxNode root = tree.GetRoot(cancellation);
        if (root is CompilationUnitSyntax unit && unit.Members.OfType<GlobalStatementSyntax>().Any())
        {
            yield return WordsOf(unit, "", unit.Members.OfType<GlobalStatementSyntax>());
        }

        foreach (SyntaxNode declaration in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            foreach (SyntaxNode body in MemberBodies.Of(declaration))
            {
                yield return WordsOf(body, NameOf(declaration, body), [body]);
            }
        }
    }

    private static bool MayMatter(SourceText text) => TextSearch.ContainsWord(text, Keywords) || TextSearch.ContainsPart(text, Derivatives);

    private static BodyWords WordsOf(SyntaxNode body, string name, IEnumerable<SyntaxNode> parts)
    {
        var names = new HashSet<string>();
        bool hasKeyword = false;
        bool hasExp = false;
        foreach (SyntaxToken token in parts.SelectMany(static part => part.DescendantTokens()))
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken))
            {
                // i == j ? … : …
                hasKeyword |= token.IsKind(SyntaxKind.EqualsEqualsToken) && token.GetPreviousToken().IsKind(SyntaxKind.IdentifierToken) && token.GetNextToken().IsKind(SyntaxKind.IdentifierToken);
                continue;
            }

            names.Add(token.ValueText);

            // Log.Information(…) is a logger.
            if (Keywords.Contains(token.ValueText) && !token.GetNextToken().IsKind(SyntaxKind.DotToken))
            {
                hasKeyword = true;
                hasExp |= Exponentials.Contains(token.ValueText);
            }
        }

        return new(body, name, hasKeyword, hasExp, names, hasExp ? WrittenIn(parts) : []);
    }

    private static HashSet<string> WrittenIn(IEnumerable<SyntaxNode> parts)
    {
        HashSet<string> written = [];
        HashSet<string> declared = [];
        foreach (SyntaxNode node in parts.SelectMany(static part => part.DescendantNodes()))
        {
            switch (node)
            {
                case VariableDeclaratorSyntax variable:
                    declared.Add(variable.Identifier.ValueText);
                    break;

                case SingleVariableDesignationSyntax variable:
                    declared.Add(variable.Identifier.ValueText);
                    break;

                case ParameterSyntax parameter:
                    declared.Add(parameter.Identifier.ValueText);
                    break;

                case AssignmentExpressionSyntax assignment when TargetOf(assignment.Left) is { } target:
                    written.Add(target);
                    break;

                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "Push", Expression: var list } } when TargetOf(list) is { } target:
                    written.Add(target);
                    break;
            }
        }

        written.ExceptWith(declared);
        return written;
    }

    private static string? TargetOf(ExpressionSyntax left) => left switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        ElementAccessExpressionSyntax element => TargetOf(element.Expression),
        _ => null,
    };

    private static string NameOf(SyntaxNode declaration, SyntaxNode body) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        BaseFieldDeclarationSyntax when body.Parent is VariableDeclaratorSyntax field => field.Identifier.ValueText,
        _ => "",
    };
}
