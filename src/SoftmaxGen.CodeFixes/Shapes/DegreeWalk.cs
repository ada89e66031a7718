using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>
/// Proves that a shift of some exponentials changes nothing that leaves a scope: follows the degree of every number through its
/// statements, and finds the logarithms that need the shift added back. Gives up on everything that it does not know.
/// </summary>
/// <param name="sites">The exponentials that will be shifted.</param>
/// <param name="scope">Where the shift is a constant.</param>
/// <param name="cancellation">Stops.</param>
internal sealed partial class DegreeWalk(ISet<SyntaxNode> sites, TextSpan scope, CancellationToken cancellation)
{
    private readonly HashSet<SyntaxNode> _met = [];
    private readonly HashSet<ISymbol> _aliases = new(SymbolEqualityComparer.Default);
    private readonly HashSet<InvocationExpressionSyntax> _logs = [];
    private readonly Stack<List<Degree>> _returns = new();
    private Dictionary<ISymbol, Degree> _degrees = new(SymbolEqualityComparer.Default);
    private int _loops;
    private bool _hasFailed;

    /// <summary>The logarithms of sums.</summary>
    public IReadOnlyCollection<InvocationExpressionSyntax> Logs => _logs;

    /// <summary>Whether all that leaves the scope is the same with and without the shift.</summary>
    public bool Proves(IEnumerable<IOperation?> body)
    {
        foreach (IOperation? operation in body)
        {
            if (operation is null)
            {
                return false;
            }

            Visit(operation);
            if (_hasFailed)
            {
                return false;
            }
        }

        return _met.IsSupersetOf(sites) && _degrees.All(pair => pair.Value.IsNeutral || (IsInScope(pair.Key) && !_aliases.Contains(pair.Key)));
    }

    private bool IsInScope(ISymbol symbol) =>
        symbol is ILocalSymbol or IParameterSymbol && symbol.DeclaringSyntaxReferences.Any(reference => scope.Contains(reference.Span) || IsScratch(symbol, reference.GetSyntax(cancellation)));

    /// <summary>Whether a local outside is used inside only, as a buffer that every row fills again.</summary>
    private bool IsScratch(ISymbol local, SyntaxNode declaration) =>
        declaration is VariableDeclaratorSyntax && IsSequence(local)
        && declaration.FirstAncestorOrSelf<BlockSyntax>() is { } block
        && !block.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == local.Name && !scope.Contains(name.Span));

    private void Visit(IOperation operation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_hasFailed)
        {
            return;
        }

        switch (operation)
        {
            case IBlockOperation block:
                VisitAll(block.Operations);
                break;
            case IExpressionStatementOperation statement:
                Of(statement.Operation);
                break;
            case IVariableDeclarationGroupOperation group:
                VisitAll(group.Declarations);
                break;
            case IUsingDeclarationOperation declaration:
                Visit(declaration.DeclarationGroup);
                break;
            case IVariableDeclarationOperation declaration:
                VisitAll(declaration.Declarators);
                break;
            case IVariableDeclaratorOperation declarator:
                Declare(declarator);
                break;
            case IReturnOperation { Kind: OperationKind.Return or OperationKind.YieldReturn } result:
                Return(result);
                break;
            case IReturnOperation or IEmptyOperation or IBranchOperation or ILabeledOperation { Operation: null }:
                break;
            case IConditionalOperation { Type: null or { SpecialType: SpecialType.System_Void } } choice:
                Branch(choice);
                break;
            case IForLoopOperation loop:
                VisitAll(loop.Before);
                Loop(loop, () =>
                {
                    Neutral(loop.Condition);
                    Visit(loop.Body);
                    VisitAll(loop.AtLoopBottom);
                });
                break;
            case IForEachLoopOperation loop:
                ForEach(loop);
                break;
            case IWhileLoopOperation loop:
                Loop(loop, () =>
                {
                    Neutral(loop.Condition);
                    Visit(loop.Body);
                });
                break;
            case ILockOperation locked:
                Neutral(locked.LockedValue);
                Visit(locked.Body);
                break;
            case IUsingOperation use:
                Visit(use.Resources);
                Visit(use.Body);
                break;
            case IThrowOperation thrown:
                Neutral(thrown.Exception);
                break;
            default:
                // Fixed and unchecked statements are no operations of their own, but their parts are.
                if (operation.Kind == OperationKind.None && operation.Syntax is FixedStatementSyntax or UnsafeStatementSyntax or CheckedStatementSyntax)
                {
                    VisitAll(operation.ChildOperations);
                }
                else
                {
                    Neutral(operation);
                }

                break;
        }
    }

    private void VisitAll(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            Visit(operation);
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        IOperation? value = declarator.GetVariableInitializer()?.Value;
        _degrees[declarator.Symbol] = value is null ? Degree.Any : Of(value);
        MarkAlias(declarator.Symbol, value);
    }

    private void Return(IReturnOperation result)
    {
        if (result.ReturnedValue is not { } value)
        {
            return;
        }

        Degree degree = Of(value);
        if (_returns.Count > 0)
        {
            _returns.Peek().Add(degree);
        }
        else if (degree.IsScaled)
        {
            _hasFailed = true;
        }
    }

    private void Branch(IConditionalOperation choice)
    {
        Neutral(choice.Condition);
        Dictionary<ISymbol, Degree> before = Copy();
        Visit(choice.WhenTrue);
        Dictionary<ISymbol, Degree> whenTrue = _degrees;
        _degrees = before;
        if (choice.WhenFalse is { } other)
        {
            Visit(other);
        }

        // A branch that leaves says nothing about what follows it.
        if (LoopExit.IsAtEndOf(choice.WhenTrue.Syntax))
        {
            return;
        }

        foreach (KeyValuePair<ISymbol, Degree> pair in whenTrue)
        {
            _degrees[pair.Key] = _degrees.TryGetValue(pair.Key, out Degree known) || !IsDeclaredIn(pair.Key, choice.Syntax) ? Same(known, pair.Value) : pair.Value;
        }
    }

    private void ForEach(IForEachLoopOperation loop)
    {
        Degree degree = Of(loop.Collection);
        Loop(loop, () =>
        {
            if (loop.LoopControlVariable is IVariableDeclaratorOperation variable)
            {
                _degrees[variable.Symbol] = degree;
            }
            else if (degree.IsScaled)
            {
                _hasFailed = true;
            }

            Visit(loop.Body);
        });
    }

    /// <summary>
    /// Once around; and once more for numbers that were 0 before, since they are read as what the first turn made them. An array that
    /// changes its degree in the loop does so element by element, so that a second turn meets elements that are still as before.
    /// </summary>
    private void Loop(ILoopOperation loop, Action turn)
    {
        Dictionary<ISymbol, Degree> before = Copy();
        _loops++;
        turn();
        Dictionary<ISymbol, Degree> after = _degrees;
        bool again = false;
        foreach (KeyValuePair<ISymbol, Degree> pair in after)
        {
            if (IsSequence(pair.Key) || IsDeclaredIn(pair.Key, loop.Syntax))
            {
                continue;
            }

            before.TryGetValue(pair.Key, out Degree start);
            Degree end = Same(start, pair.Value);
            again |= end != start;
            before[pair.Key] = end;
        }

        if (again && !_hasFailed)
        {
            _degrees = before;
            turn();
            _hasFailed |= _degrees.Any(pair => !IsSequence(pair.Key) && !IsDeclaredIn(pair.Key, loop.Syntax) && after.TryGetValue(pair.Key, out Degree known) && !Agrees(known, pair.Value));
        }

        _loops--;
    }

    private Dictionary<ISymbol, Degree> Copy() => new(_degrees, SymbolEqualityComparer.Default);

    private Degree Same(Degree left, Degree right)
    {
        _hasFailed |= !Degree.TryUnify(left, right, out Degree result);
        return result;
    }

    private static bool Agrees(Degree left, Degree right) => Degree.TryUnify(left, right, out _);

    private static bool IsDeclaredIn(ISymbol symbol, SyntaxNode node) =>
        symbol is ILocalSymbol or IParameterSymbol && symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == node.SyntaxTree && node.Span.Contains(reference.Span));

    private static bool IsSequence(ISymbol symbol) => (symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    }) is { } type && IsSequence(type);

    private static bool IsSequence(ITypeSymbol type) => type is IArrayTypeSymbol or IPointerTypeSymbol
        || type.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory"
        || (type.SpecialType != SpecialType.System_String && (type.Name == "IEnumerable" || type.AllInterfaces.Any(static one => one.Name == "IEnumerable")));
}
