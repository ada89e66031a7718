using static SoftmaxGen.Generator.Analyzers.Flow.Libraries.LibraryOperation;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>Functions of whole tensors, vectors and spans, under the names that libraries give them.</summary>
internal static class TensorFunctions
{
    public static IReadOnlyDictionary<string, LibraryOperation> Functions { get; } = new Dictionary<string, LibraryOperation>
    {
        ["exp"] = Exp, ["Exp"] = Exp, ["PointwiseExp"] = Exp, ["expm1"] = Exp,
        ["log"] = Log, ["Log"] = Log, ["log2"] = Log, ["Log2"] = Log, ["log10"] = Log, ["Log10"] = Log, ["PointwiseLog"] = Log, ["PointwiseLog10"] = Log,
        ["log1p"] = LogOnePlus, ["LogP1"] = LogOnePlus,
        ["pow"] = Power, ["Pow"] = Power, ["power"] = Power,
        ["square"] = Magnitude, ["sqrt"] = Magnitude, ["Sqrt"] = Magnitude, ["abs"] = Magnitude, ["Abs"] = Magnitude, ["PointwiseAbs"] = Magnitude, ["PointwiseSqrt"] = Magnitude,
        ["add"] = Add, ["Add"] = Add,
        ["sub"] = Subtract, ["subtract"] = Subtract, ["Subtract"] = Subtract, ["subtract_"] = Subtract,
        ["mul"] = Multiply, ["multiply"] = Multiply, ["Multiply"] = Multiply, ["PointwiseMultiply"] = Multiply,
        ["div"] = Divide, ["divide"] = Divide, ["true_divide"] = Divide, ["Divide"] = Divide, ["PointwiseDivide"] = Divide,
        ["neg"] = Negate, ["negative"] = Negate, ["Negate"] = Negate,
        ["maximum"] = Larger, ["PointwiseMaximum"] = Larger, ["minimum"] = Smaller, ["PointwiseMinimum"] = Smaller,
        ["clamp"] = Clamp, ["clip"] = Clamp, ["clip_by_value"] = Clamp, ["clamp_min"] = Clamp, ["clamp_max"] = Clamp, ["Clamp"] = Clamp,
        ["sigmoid"] = Squash, ["Sigmoid"] = Squash, ["tanh"] = Squash, ["Tanh"] = Squash, ["PointwiseTanh"] = Squash, ["sin"] = Squash, ["cos"] = Squash,
        ["sum"] = Sum, ["Sum"] = Sum, ["reduce_sum"] = Sum, ["RowSums"] = Sum, ["ColumnSums"] = Sum, ["SumMagnitudes"] = Sum, ["nansum"] = Sum, ["cumsum"] = Sum,
        ["mean"] = Mean, ["reduce_mean"] = Mean, ["Average"] = Mean,
        ["max"] = Maximum, ["amax"] = Maximum, ["reduce_max"] = Maximum, ["Max"] = Maximum, ["Maximum"] = Maximum, ["MaxNumber"] = Maximum,
        ["min"] = Minimum, ["amin"] = Minimum, ["reduce_min"] = Minimum, ["Min"] = Minimum, ["Minimum"] = Minimum,
        ["Normalize"] = Normalise, ["NormalizeColumns"] = Normalise, ["NormalizeRows"] = Normalise,
        ["softmax"] = Softmax, ["Softmax"] = Softmax, ["SoftMax"] = Softmax,
        ["log_softmax"] = LogSoftmax, ["LogSoftmax"] = LogSoftmax,
        ["logsumexp"] = LogSumExp, ["reduce_logsumexp"] = LogSumExp,
        ["cross_entropy"] = CrossEntropy,
        ["binary_cross_entropy_with_logits"] = CrossEntropy,
        ["softmax_cross_entropy_with_logits"] = CrossEntropy,
        ["softmax_cross_entropy_with_logits_v2"] = CrossEntropy,
        ["sparse_softmax_cross_entropy_with_logits"] = CrossEntropy,
        ["sigmoid_cross_entropy_with_logits"] = CrossEntropy,
        ["nll_loss"] = Likelihood, ["kl_div"] = Likelihood,
        ["one_hot"] = OneHot,
        ["Map"] = Map, ["MapIndexed"] = Map, ["map"] = Map,
        ["squeeze"] = Identity, ["unsqueeze"] = Identity, ["expand_dims"] = Identity, ["view"] = Identity, ["reshape"] = Identity, ["Reshape"] = Identity,
        ["transpose"] = Identity, ["Transpose"] = Identity, ["permute"] = Identity, ["to"] = Identity, ["to_type"] = Identity, ["cast"] = Identity, ["detach"] = Identity,
        ["clone"] = Identity, ["Clone"] = Identity, ["contiguous"] = Identity, ["cpu"] = Identity, ["cuda"] = Identity, ["alias"] = Identity, ["flatten"] = Identity,
        ["gather"] = Identity, ["select"] = Identity, ["index_select"] = Identity, ["index"] = Identity, ["narrow"] = Identity, ["expand"] = Identity, ["item"] = Identity,
        ["dropout"] = Identity, ["identity"] = Identity, ["ToDouble"] = Identity, ["ToSingle"] = Identity, ["numpy"] = Identity, ["ToArray"] = Identity, ["AsArray"] = Identity,
        ["AsEnumerable"] = Identity, ["AsTensor"] = Identity, ["GetTensorDataAsSpan"] = Identity, ["Row"] = Identity, ["Column"] = Identity, ["ToColumnMatrix"] = Identity, ["ToRowMatrix"] = Identity,
        ["SubVector"] = Identity, ["SubMatrix"] = Identity, ["Enumerate"] = Identity, ["EnumerateRows"] = Identity, ["EnumerateColumns"] = Identity, ["DropTensor"] = Identity,
        ["ConvertToSingle"] = Identity, ["ConvertToHalf"] = Identity, ["ConvertChecked"] = Identity, ["squeeze_"] = Identity, ["MoveToOuterDisposeScope"] = Identity, ["data"] = Identity,
        ["Norm"] = Sum, ["norm"] = Sum, ["L1Norm"] = Sum, ["L2Norm"] = Sum, ["SumOfSquares"] = Sum,
        ["OfEnumerable"] = Identity, ["OfArray"] = Identity, ["OfVector"] = Identity, ["OfMatrix"] = Identity, ["DenseOfArray"] = Identity, ["DenseOfEnumerable"] = Identity,
        ["DenseOfVector"] = Identity, ["DenseOfMatrix"] = Identity, ["DenseOfRowArrays"] = Identity, ["DenseOfColumnArrays"] = Identity,
        ["multinomial"] = Fresh, ["matmul"] = Fresh, ["argmax"] = Fresh, ["ArgMax"] = Fresh,
        ["masked_fill"] = Identity,
        ["MultiplyAdd"] = MultiplyAdd, ["FusedMultiplyAdd"] = MultiplyAdd,
        ["CopyTo"] = Copy,
    };
}
