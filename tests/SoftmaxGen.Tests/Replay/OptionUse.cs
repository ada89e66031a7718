namespace SoftmaxGen.Tests.Replay;

/// <summary>Which options an operation of a head accepts.</summary>
internal enum OptionUse
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>Sample weights.</summary>
    SampleWeights,

    /// <summary>Weights per class, too.</summary>
    Weights,

    /// <summary>Smoothing, z-loss, temperature and soft cap, too.</summary>
    All,
}
