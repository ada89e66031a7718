namespace SoftmaxGen.Generator.Planning;

/// <summary>How the kernels of one width walk over a batch.</summary>
internal enum Strategy
{
    /// <summary>As many rows at a time as a vector has lanes, one vector per class; nothing is reduced across lanes.</summary>
    RowsAcross,

    /// <summary>
    /// As many rows at a time as a vector has lanes, each walked over on its own; what is reduced across lanes is reduced for
    /// all rows together.
    /// </summary>
    RowsTogether,

    /// <summary>One row at a time, unrolled, its exponentials kept in registers.</summary>
    RowInRegisters,

    /// <summary>One row at a time, in loops over chunks of classes; code size does not depend on K.</summary>
    BlockedLoop,

    /// <summary>One element at a time, for processors without vectors.</summary>
    ScalarLoop,
}
