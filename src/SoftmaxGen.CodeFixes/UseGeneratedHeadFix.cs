using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Calls a generated head where the number of classes is a constant in sight (SMG1001, SMG1007), and declares it if there is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseGeneratedHeadFix))]
[Shared]
public sealed class UseGeneratedHeadFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [UnstableExpSum.Id, TensorPrimitivesSoftmax.Id];

    private protected override bool AddsTypes => true;

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Use a generated head", nameof(UseGeneratedHeadFix), static finding => OfStatements(finding) ?? OfCall(finding))];

    private static Repair? OfStatements(Finding finding)
    {
        SourceFile file = finding.File;
        if (Shift.Find(finding) is not { } shift || SoftmaxStatements.In(shift) is not { } softmax || HasComments(softmax))
        {
            return null;
        }

        int? count = softmax.Bound is { } bound ? ConstantLength.Constant(bound, file)
            : ConstantLength.Of(softmax.Data, file) ?? (softmax.Result is { } result ? LengthOf(result, shift, file) : null);
        if (count is not { } classes || ElementOf(softmax.Data, file) is not { } element || ResultElementOf(softmax, shift, file) != element
            || HeadType.For(classes, element == "double", softmax.Last.SpanStart, file, finding.TakenNames) is not { } head)
        {
            return null;
        }

        var changes = new List<TextChange>();
        changes.AddRange(softmax.Removed.Select(statement => new TextChange(WholeLine(statement, file), "")));
        if (softmax.Result is { } destination)
        {
            string call = $"{head.Name}.Softmax({Row(softmax.Data, classes, softmax.Bound is not null, shift, file)}, {Row(destination, classes, true, shift, file)});";
            changes.Add(new(softmax.Last.Span, call));
        }
        else
        {
            string indentation = file.NewLine + file.IndentationAt(softmax.Last.SpanStart);
            string name = softmax.Last is LocalDeclarationStatementSyntax { Declaration.Variables: [var local] }
                ? local.Identifier.ValueText
                : FreshName.For("probabilities", softmax.Last, finding.TakenNames);
            string made = $"{element}[] {name} = new {element}[{classes.ToString(CultureInfo.InvariantCulture)}];{indentation}{head.Name}.Softmax({softmax.Data}, {name});";
            changes.Add(new(softmax.Last.Span, softmax.Last is ReturnStatementSyntax ? $"{made}{indentation}return {name};" : made));
        }

        return With(head, changes, [.. shift.Sites.Select(static site => site.Syntax.Span)]);
    }

    private static Repair? OfCall(Finding finding)
    {
        SourceFile file = finding.File;
        return TensorPrimitivesCall.At(finding.Call, file) is { Syntax.Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SoftMax" } callee } call
            && call.Element is "float" or "double"
            && ConstantLength.Of(call.Source, file) is { } classes
            && HeadType.For(classes, call.Element == "double", call.Syntax.SpanStart, file, finding.TakenNames) is { } head
                ? With(head, [new(callee.Span, head.Name + ".Softmax")], [finding.Place])
                : null;
    }

    private static Repair With(HeadType head, IEnumerable<TextChange> changes, ImmutableArray<TextSpan> repaired) => new(
        [.. (head.Declaration is { } declaration ? changes.Append(declaration) : changes).OrderBy(static change => change.Span.Start)],
        repaired,
        head.Declaration is null ? [] : [head.Name])
    {
        NeedsGenerator = true,
    };

    /// <summary>Exactly one row: a head takes more elements for more rows.</summary>
    private static string Row(ExpressionSyntax data, int classes, bool mayBeLonger, Shift shift, SourceFile file)
    {
        if (!mayBeLonger || LengthOf(data, shift, file) == classes)
        {
            return data.ToString();
        }

        string count = classes.ToString(CultureInfo.InvariantCulture);
        return TypeOf(data, shift, file) is IArrayTypeSymbol ? $"{data}.AsSpan(0, {count})" : $"{data}.Slice(0, {count})";
    }

    private static int? LengthOf(ExpressionSyntax data, Shift shift, SourceFile file) => InTree(data, shift) is { } node ? ConstantLength.Of(node, file) ?? ConstantLength.OfLength(node, file) : null;

    private static ITypeSymbol? TypeOf(ExpressionSyntax data, Shift shift, SourceFile file) => InTree(data, shift) is { } node ? file.Model.GetTypeInfo(node, file.Cancellation).Type : null;

    /// <summary>The same expression as the file has it.</summary>
    private static ExpressionSyntax? InTree(ExpressionSyntax data, Shift shift) =>
        shift.Scope.Node.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(node => node.ToString() == data.ToString());

    private static string? ResultElementOf(SoftmaxStatements softmax, Shift shift, SourceFile file) =>
        (softmax.Result is { } result ? InTree(result, shift)
            : softmax.Last is ReturnStatementSyntax { Expression: { } returned } ? returned
            : softmax.Last is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: { } value }] } ? value
            : null) is { } made
            ? ElementOf(made, file)
            : null;

    private static string? ElementOf(ExpressionSyntax data, SourceFile file) => (file.Model.GetTypeInfo(data, file.Cancellation).Type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" } span => span.TypeArguments[0],
        _ => null,
    })?.SpecialType switch
    {
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        _ => null,
    };

    // What is said about a statement that goes would be lost.
    private static bool HasComments(SoftmaxStatements softmax) => softmax.Removed.Append(softmax.Last)
        .Any(static statement => statement.DescendantTrivia().Any(static trivia => !string.IsNullOrWhiteSpace(trivia.ToString())));

    private static TextSpan WholeLine(StatementSyntax statement, SourceFile file)
    {
        TextLine first = file.Text.Lines.GetLineFromPosition(statement.SpanStart);
        TextLine last = file.Text.Lines.GetLineFromPosition(statement.Span.End);
        bool isAlone = file.IsFirstInLine(statement.SpanStart) && string.IsNullOrWhiteSpace(file.Text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)));
        return isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak) : statement.FullSpan;
    }
}
