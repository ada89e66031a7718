using static SoftmaxGen.Generator.Analyzers.Flow.Libraries.LibraryOperation;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>Functions of whole tensors, vectors and spans, under the names that libraries give them.</summary>
internal static class TensorFunctions
{
    private static readonly (LibraryOperation Operation, string Names)[] Groups =
    [
        (Exp, "exp Exp PointwiseExp expm1"),
        (Log, "log Log log2 Log2 log10 Log10 PointwiseLog PointwiseLog10"),
        (LogOnePlus, "log1p LogP1"),
        (Power, "pow Pow power"),
        (Magnitude, "square sqrt Sqrt abs Abs PointwiseAbs PointwiseSqrt"),
        (Add, "add Add"),
        (Subtract, "sub subtract Subtract subtract_"),
        (Multiply, "mul multiply Multiply PointwiseMultiply"),
        (Divide, "div divide true_divide Divide PointwiseDivide"),
        (Negate, "neg negative Negate"),
        (Larger, "maximum PointwiseMaximum"),
        (Smaller, "minimum PointwiseMinimum"),
        (Clamp, "clamp clip clip_by_value clamp_min clamp_max Clamp"),
        (Squash, "sigmoid Sigmoid tanh Tanh PointwiseTanh sin cos"),
        (Sum, "sum Sum reduce_sum RowSums ColumnSums SumMagnitudes nansum cumsum Norm norm L1Norm L2Norm SumOfSquares"),
        (Mean, "mean reduce_mean Average"),
        (Maximum, "max amax reduce_max Max Maximum MaxNumber"),
        (Minimum, "min amin reduce_min Min Minimum"),
        (Normalise, "Normalize NormalizeColumns NormalizeRows"),
        (Softmax, "softmax Softmax SoftMax"),
        (LogSoftmax, "log_softmax LogSoftmax"),
        (LogSumExp, "logsumexp reduce_logsumexp"),
        (CrossEntropy, "cross_entropy binary_cross_entropy_with_logits softmax_cross_entropy_with_logits"),
        (CrossEntropy, "softmax_cross_entropy_with_logits_v2 sparse_softmax_cross_entropy_with_logits"),
        (CrossEntropy, "sigmoid_cross_entropy_with_logits"),
        (Likelihood, "nll_loss kl_div"),
        (OneHot, "one_hot"),
        (Map, "Map MapIndexed map"),
        (Identity, "squeeze unsqueeze expand_dims view reshape Reshape transpose Transpose permute to to_type cast detach clone"),
        (Identity, "Clone contiguous cpu cuda alias flatten gather select index_select index narrow expand item dropout identity"),
        (Identity, "ToDouble ToSingle numpy ToArray AsArray AsEnumerable AsTensor GetTensorDataAsSpan Row Column ToColumnMatrix"),
        (Identity, "ToRowMatrix SubVector SubMatrix Enumerate EnumerateRows EnumerateColumns DropTensor ConvertToSingle"),
        (Identity, "ConvertToHalf ConvertChecked squeeze_ MoveToOuterDisposeScope data OfEnumerable OfArray OfVector OfMatrix"),
        (Identity, "DenseOfArray DenseOfEnumerable DenseOfVector DenseOfMatrix DenseOfRowArrays DenseOfColumnArrays masked_fill"),
        (Fresh, "multinomial matmul argmax ArgMax"),
        (MultiplyAdd, "MultiplyAdd FusedMultiplyAdd"),
        (Copy, "CopyTo"),
    ];

    public static IReadOnlyDictionary<string, LibraryOperation> Functions { get; } = Groups
        .SelectMany(static group => group.Names.Split(' ').Select(name => (group.Operation, Name: name)))
        .ToDictionary(static function => function.Name, static function => function.Operation);
}
