namespace SoftmaxGen.Tests.Replay;

/// <summary>What a member of a head writes to a span.</summary>
internal enum CallOutput
{
    /// <summary>Nothing: it only returns.</summary>
    Nothing,

    /// <summary>[N].</summary>
    ValuePerRow,

    /// <summary>[N, K]; may be the logits.</summary>
    ValuePerClass,

    /// <summary>[K, K].</summary>
    ValuePerPair,

    /// <summary>[N] of int.</summary>
    ClassPerRow,
}
