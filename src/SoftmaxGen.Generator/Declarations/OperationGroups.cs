namespace SoftmaxGen.Generator.Declarations;

/// <summary>Groups of members that a head may do without: the values of <c>SoftmaxGen.HeadOperations</c>.</summary>
[Flags]
internal enum OperationGroups
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Losses with options.</summary>
    Losses = 1,

    /// <summary>Derivatives.</summary>
    Derivatives = 2,

    /// <summary>Temperatures and soft caps.</summary>
    Temperature = 4,

    /// <summary>Batches whose class axis is not the last.</summary>
    InnerAxis = 8,

    /// <summary>Masked classes.</summary>
    Masks = 16,

    /// <summary>Formats of 16 bits.</summary>
    Storage = 32,

    /// <summary>Top-k and evaluation.</summary>
    Evaluation = 64,

    /// <summary>All of them.</summary>
    All = Losses | Derivatives | Temperature | InnerAxis | Masks | Storage | Evaluation,
}
