namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What a layer or a loss does to its input.</summary>
internal enum LayerKind
{
    /// <summary>Something that makes new logits: a linear layer, an activation.</summary>
    Other,

    /// <summary>Nothing that matters: dropout, flatten.</summary>
    Identity,

    Softmax,

    LogSoftmax,

    /// <summary>One layer after the other.</summary>
    Sequence,

    /// <summary>A loss that applies softmax itself.</summary>
    CrossEntropy,

    /// <summary>A loss that wants log-probabilities.</summary>
    Likelihood,

    /// <summary>A loss that wants probabilities, or whose input does not matter.</summary>
    OtherLoss,
}
