using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Softmax and losses of libraries, as functions.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue Softmax(FlowValue input, Site site, string library, SyntaxNode? made = null)
    {
        NoteSecondSoftmax(input, site);
        if (library is "TensorPrimitives" or "System.Numerics.Tensors" && input.Upper < UpperBound.Shifted)
        {
            facts.SawHere(FactKind.TensorPrimitivesSoftmax, site, []);
        }

        NoteCancelledEpsilon(input, site);
        return Arithmetic.Probabilities(input, made ?? site.Syntax, site, library);
    }

    private FlowValue LogSoftmax(FlowValue input, Site site, string library, SyntaxNode? made = null)
    {
        NoteSecondSoftmax(input, site);
        NoteCancelledEpsilon(input, site);
        facts.SawSite();
        return FlowValue.Derived(input, FlowValue.Unknown) with
        {
            IsData = true,
            IsElement = true,
            Upper = UpperBound.NonPositive,
            LogSoftmax = new(made ?? site.Syntax, site.Frame.Depth, library),
        };
    }

    private void NoteSecondSoftmax(FlowValue input, Site site)
    {
        // Its own result, from the iteration before, is no second softmax.
        if (input.Softmax is { } inner && inner.Syntax != site.Syntax && inner.Syntax != site.Frame.RootSite)
        {
            facts.SawUse(FactKind.SoftmaxOfSoftmax, site, inner);
        }
    }

    private static void NoteCancelledEpsilon(FlowValue input, Site site)
    {
        if (input.AddedEpsilon is { } addition)
        {
            site.Facts.SawHere(FactKind.CancelledEpsilon, new(addition, site.Element, site.Frame, site.Facts), [site.Syntax]);
        }
    }

    private FlowValue Loss(LibraryFunction function, LibraryCall call, Site site)
    {
        FlowValue input = Flatten(call.Argument("logits") ?? call.Argument("input") ?? call.Operands[0]);
        FlowValue? target = call.Argument("labels") ?? call.Argument("target");
        return Loss(function.Operation == LibraryOperation.CrossEntropy, input, target is null ? null : Flatten(target), site);
    }

    private FlowValue Loss(bool isCrossEntropy, FlowValue input, FlowValue? target, Site site)
    {
        if (input.Softmax is { } softmax)
        {
            facts.SawUse(isCrossEntropy ? FactKind.SoftmaxBeforeCrossEntropy : FactKind.LikelihoodOfProbabilities, site, softmax);
        }

        if (isCrossEntropy && target?.OneHot is { } oneHot)
        {
            facts.SawHere(FactKind.OneHotInLoss, site, [oneHot]);
        }

        return FlowValue.Data;
    }
}
