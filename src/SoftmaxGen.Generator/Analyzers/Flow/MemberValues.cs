using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What a field or property holds when a method begins: whatever any member of its type leaves in it.</summary>
internal sealed class MemberValues(FlowEngine engine)
{
    private const int MostWriters = 12;

    // Writers read members as well, whose writers read members: the second step is the last.
    private const int DeepestLevel = 2;

    private readonly ConcurrentDictionary<(ISymbol, int), ImmutableArray<(SyntaxNode Writer, FlowValue Value)>> _values = new();

    /// <summary>The value of <paramref name="member"/> when <paramref name="reader"/> begins; null if nothing is known.</summary>
    public FlowValue? ValueOf(ISymbol member, SyntaxNode? reader, int level, CancellationToken cancellation)
    {
        if (level > DeepestLevel || member.DeclaringSyntaxReferences.Length == 0)
        {
            return null;
        }

        // What the reader itself leaves behind is not what it finds the first time.
        ImmutableArray<(SyntaxNode Writer, FlowValue Value)> written = _values.GetOrAdd((member, level), _ => [.. Collect(member, level, cancellation)]);
        FlowValue[] values = [.. written.Where(one => one.Writer != reader).Select(static one => one.Value)];
        if (values.Length == 0)
        {
            return null;
        }

        // Where one member shifts and another fills, the order cannot be known: silence. A constant is only a beginning.
        bool isShifted = values.Any(static value => value.Upper >= UpperBound.Shifted && !value.IsConstant);
        return values.Aggregate(static (left, right) => left.Join(right)) with
        {
            IsRaw = true,
            Parameters = [],
            Constant = null,
            Upper = isShifted ? UpperBound.Shifted : UpperBound.None,
            Lower = LowerBound.None,
        };
    }

    private IEnumerable<(SyntaxNode Writer, FlowValue Value)> Collect(ISymbol member, int level, CancellationToken cancellation)
    {
        foreach (SyntaxNode writer in WritersOf(member, cancellation).Take(MostWriters))
        {
            if (engine.Bodies.OperationOf(writer, cancellation) is not { } body)
            {
                continue;
            }

            var interpreter = new BodyInterpreter(engine, new FactLog(), cancellation, level);
            interpreter.Run(body);
            if (interpreter.State[new(member.IsStatic ? null : interpreter.This, member)] is { } value)
            {
                yield return (writer, interpreter.Flatten(value));
            }
        }
    }

    private static IEnumerable<SyntaxNode> WritersOf(ISymbol member, CancellationToken cancellation)
    {
        foreach (SyntaxReference reference in member.ContainingType.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is not TypeDeclarationSyntax type)
            {
                continue;
            }

            foreach (MemberDeclarationSyntax declaration in type.Members)
            {
                foreach (SyntaxNode body in MemberBodies.Of(declaration))
                {
                    if (declaration is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax ? Declares(body, member) : Mentions(body, member.Name))
                    {
                        yield return body;
                    }
                }
            }
        }
    }

    private static bool Declares(SyntaxNode body, ISymbol member) => body.Parent switch
    {
        VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText == member.Name,
        PropertyDeclarationSyntax property => property.Identifier.ValueText == member.Name,
        _ => false,
    };

    private static bool Mentions(SyntaxNode body, string name) =>
        body.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);
}
