namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What the engine can find out; rules decide what is worth saying.</summary>
internal enum FactKind
{
    /// <summary>Exponentials that can overflow were added up, and something is divided by the sum or its logarithm is taken.</summary>
    UnstableExpSum,

    /// <summary>Logarithm of the probabilities of a softmax.</summary>
    LogOfSoftmax,

    /// <summary>The negated logarithm of what may be 0.</summary>
    NegatedLog,

    /// <summary>Probabilities reach a loss that applies softmax itself.</summary>
    SoftmaxBeforeCrossEntropy,

    /// <summary>Probabilities reach another softmax.</summary>
    SoftmaxOfSoftmax,

    /// <summary>Probabilities reach a loss that wants their logarithms.</summary>
    LikelihoodOfProbabilities,

    /// <summary>The softmax of TensorPrimitives on what was not shifted.</summary>
    TensorPrimitivesSoftmax,

    /// <summary>The matrix of a softmax's derivatives, element by element.</summary>
    NaiveJacobian,

    /// <summary>A one-hot vector multiplied by logarithms, or passed to a loss that knows labels.</summary>
    OneHotInLoss,

    /// <summary>A constant too small to change what it is added to.</summary>
    LostEpsilon,

    /// <summary>A constant added to all logits of a softmax.</summary>
    CancelledEpsilon,

    /// <summary>A buffer of constant length that does not fit a head.</summary>
    BufferLength,

    /// <summary>Numbers of one kind where a head expects another.</summary>
    WrongKindForHead,
}
