using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The call of a tensor library's softmax.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Name">The word "softmax".</param>
/// <param name="Input">What it is taken of.</param>
/// <param name="Method">The function.</param>
internal sealed record SoftmaxCall(InvocationExpressionSyntax Syntax, SimpleNameSyntax Name, ExpressionSyntax Input, IMethodSymbol Method)
{
    public static SoftmaxCall? At(InvocationExpressionSyntax? call, SourceFile file)
    {
        SimpleNameSyntax? name = call?.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        if (call is null || name?.Identifier.ValueText is not ("softmax" or "log_softmax") || file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        bool isOfTensor = !method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, method.ReturnType);
        ExpressionSyntax? input = isOfTensor
            ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
            : (call.ArgumentList.Arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText is "input" or "logits" or "x")
                ?? call.ArgumentList.Arguments.FirstOrDefault(static argument => argument.NameColon is null))?.Expression;
        return input is null ? null : new(call, name, input, method);
    }

    /// <summary>The edit that makes a log-softmax of it.</summary>
    public TextChange AsLogSoftmax()
    {
        // TorchSharp has no torch.log_softmax: its home is nn.functional.
        bool isOfTorch = Method.ContainingType is { Name: "torch", ContainingNamespace.Name: "TorchSharp" };
        return new(Name.Span, (isOfTorch ? "nn.functional." : "") + "log_softmax");
    }

    public string LogSoftmaxText()
    {
        TextChange change = AsLogSoftmax();
        string text = Syntax.ToString();
        int start = change.Span.Start - Syntax.SpanStart;
        return text.Substring(0, start) + change.NewText + text.Substring(start + change.Span.Length);
    }

}
