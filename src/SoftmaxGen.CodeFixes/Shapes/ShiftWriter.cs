using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Writes the maximum and subtracts it.</summary>
internal sealed class ShiftWriter(Finding finding, Shift shift)
{
    private readonly SourceFile _file = finding.File;
    private readonly List<TextChange> _changes = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _names = [];

    public Repair? Write()
    {
        string max = Fresh("max");
        Dictionary<RowTerm, string>? sources = NameSources();
        if (sources is null || !TryDeclare(max, sources))
        {
            return null;
        }

        foreach (ExpCall site in shift.Sites)
        {
            Subtract(site, max);
        }

        _changes.AddRange(AddedBack(shift.Logs, max));
        return Insertion.Before(_file, shift.Scope, shift.Anchor, _lines) is { } insertions
            ? new(
                [.. insertions.Concat(_changes).OrderBy(static change => change.Span.Start)],
                [.. shift.Sites.Select(static site => site.Syntax.Span)],
                [.. _names])
            : null;
    }

    /// <summary>What the logarithm of a shifted sum lacks.</summary>
    public static IEnumerable<TextChange> AddedBack(IEnumerable<InvocationExpressionSyntax> logs, string max)
    {
        foreach (InvocationExpressionSyntax log in logs)
        {
            bool isAlone = log.Parent is EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax
                or AssignmentExpressionSyntax or LambdaExpressionSyntax;
            yield return new(new(log.SpanStart, 0), isAlone ? $"{max} + " : $"({max} + ");
            if (!isAlone)
            {
                yield return new(new(log.Span.End, 0), ")");
            }
        }
    }

    private string Fresh(string wanted)
    {
        string name = FreshName.For(wanted, shift.Anchor, finding.TakenNames.Union(_names));
        _names.Add(name);
        return name;
    }

    /// <summary>What to call the collections. One that is computed while it is enumerated becomes an array first.</summary>
    private Dictionary<RowTerm, string>? NameSources()
    {
        var sources = new Dictionary<RowTerm, string>();
        foreach (RowTerm term in shift.Terms)
        {
            if (term.Source is not { } source)
            {
                continue;
            }

            ExpressionSyntax data = RowReader.Stripped(source);
            bool isCall = data.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax);
            if (!isCall && IsStored(_file.Model.GetTypeInfo(data, _file.Cancellation).Type))
            {
                sources.Add(term, (IsEnumerable(_file.Model.GetTypeInfo(data, _file.Cancellation).Type) || term.Kind != RowKind.Query ? data : source).ToString());
                continue;
            }

            if (ElementOf(_file.Model.GetTypeInfo(data, _file.Cancellation).Type) is not { } element)
            {
                return null;
            }

            List<ExpressionSyntax> uses =
            [
                .. shift.Scope.Parts.Where(part => part.SpanStart >= shift.Anchor.SpanStart).SelectMany(static part => part.DescendantNodesAndSelf()).OfType<ExpressionSyntax>()
                    .Where(node => SyntaxFactory.AreEquivalent(node, data) && node.Parent is not (NameColonSyntax or NameEqualsSyntax) && !(node.Parent is MemberAccessExpressionSyntax member && member.Name == node)),
            ];
            bool isWritten = uses.Any(static use => use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use);
            if (isWritten || (isCall && uses.Count > 1))
            {
                return null;
            }

            string name = Fresh("values");
            _lines.Add($"{element.ToMinimalDisplayString(_file.Model, shift.Anchor.SpanStart)}[] {name} = {data}.ToArray();");
            _changes.AddRange(uses.Select(use => new TextChange(use.Span, name)));
            sources.Add(term, name);
        }

        return sources;
    }

    private bool TryDeclare(string max, Dictionary<RowTerm, string> sources)
    {
        ITypeSymbol type = shift.Terms.Select(static term => term.Type).OrderBy(static type => type.SpecialType == SpecialType.System_Double ? 0 : 1).First();
        string typeName = type.ToMinimalDisplayString(_file.Model, shift.Anchor.SpanStart);
        string? mathMax = shift.Sites.Select(static site => site.Syntax is InvocationExpressionSyntax call ? call.Expression : site.Syntax)
            .OfType<MemberAccessExpressionSyntax>().Where(_ => NumberFunctions.HasMax(shift.Sites[0].Method)).Select(static callee => callee.Expression + ".Max").FirstOrDefault();

        if (shift.Terms is [{ Kind: RowKind.Query } query])
        {
            string data = sources[query];
            string row = query.Text.Length == 0 || query.Text == query.Variable ? data : $"{data}.Select({query.Variable} => {query.Text})";
            _lines.Add($"{typeName} {max} = {row}.DefaultIfEmpty().Max();");
        }
        else if (shift.Terms.All(static term => term.Kind == RowKind.Single) && mathMax is not null)
        {
            _lines.Add($"{typeName} {max} = {shift.Terms.Skip(1).Aggregate(shift.Terms[0].Text, (known, term) => $"{mathMax}({known}, {term.Text})")};");
        }
        else
        {
            _lines.Add($"{typeName} {max} = {typeName}.NegativeInfinity;");
            foreach (RowTerm term in shift.Terms)
            {
                if (Header(term, sources) is not { } header)
                {
                    return false;
                }

                string update = mathMax is null ? $"if ({Operand(term.Text)} > {max}) {max} = {term.Text};" : $"{max} = {mathMax}({max}, {term.Text});";
                string guarded = term.Guard is null ? update : $"if ({term.Guard}) {update}";
                _lines.AddRange(header.Length == 0 ? [guarded] : [header, "{", Insertion.Step + guarded, "}"]);
            }
        }

        // Without an element, and with one that is infinite, the logarithm is what it was.
        if (shift.Logs.Count > 0)
        {
            _lines.Add(mathMax is null && typeName is not ("float" or "double") ? $"if ({typeName}.IsInfinity({max})) {max} = {typeName}.Zero;" : $"if ({typeName}.IsInfinity({max})) {max} = 0;");
        }

        return true;
    }

    private static string? Header(RowTerm term, Dictionary<RowTerm, string> sources)
    {
        switch (term.Kind)
        {
            case RowKind.Single:
                return "";
            case RowKind.Query:
                return term.Text.Length == 0 ? null : $"foreach (var {term.Variable} in {sources[term]})";
            case RowKind.ForEach when term.Loop is ForEachStatementSyntax loop:
                return $"foreach ({loop.Type} {loop.Identifier} in {sources[term]})";
            case RowKind.For when term.Loop is ForStatementSyntax loop:
                return OneLine(loop.ToString().Substring(0, loop.CloseParenToken.Span.End - loop.SpanStart));
            default:
                return null;
        }
    }

    private void Subtract(ExpCall site, string max)
    {
        if (site.Argument is not { } argument)
        {
            string variable = Fresh("x");
            _changes.Add(new(site.Syntax.Span, $"{variable} => {site.Syntax}({variable} - {max})"));
            return;
        }

        bool isLoose = argument is ConditionalExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax
            || (argument is BinaryExpressionSyntax binary && !binary.IsKind(SyntaxKind.AddExpression) && !binary.IsKind(SyntaxKind.SubtractExpression)
                && !binary.IsKind(SyntaxKind.MultiplyExpression) && !binary.IsKind(SyntaxKind.DivideExpression) && !binary.IsKind(SyntaxKind.ModuloExpression));
        if (isLoose)
        {
            _changes.Add(new(new(argument.SpanStart, 0), "("));
        }

        _changes.Add(new(new(argument.Span.End, 0), (isLoose ? ")" : "") + " - " + max));
    }

    private static string OneLine(string text) => string.Join(" ", text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Trim()));

    private static string Operand(string text) => text.Contains('?') ? $"({text})" : text;

    private static bool IsEnumerable(ITypeSymbol? type) => type is IArrayTypeSymbol || (type is not null && type.AllInterfaces.Any(static one => one.Name == "IEnumerable"));

    /// <summary>Whether the elements lie somewhere, so that a second look at them costs little and finds the same.</summary>
    private static bool IsStored(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol or IPointerTypeSymbol => true,
        _ => type.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" || IsStoredCollection(type) || type.AllInterfaces.Any(IsStoredCollection),
    };

    private static bool IsStoredCollection(ITypeSymbol type) => type.Name is "ICollection" or "IReadOnlyCollection";

    private static ITypeSymbol? ElementOf(ITypeSymbol? type) => type is null ? null
        : new[] { type }.Concat(type.AllInterfaces).OfType<INamedTypeSymbol>().FirstOrDefault(static one => one.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0]
            ?? (type as IArrayTypeSymbol)?.ElementType;
}
