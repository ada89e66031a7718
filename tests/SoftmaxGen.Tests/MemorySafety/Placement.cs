namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Where a span lies between two forbidden pages.</summary>
internal enum Placement
{
    /// <summary>Its last element is the last one before the forbidden page.</summary>
    BeforeGuard,

    /// <summary>Its first element is the first one after the forbidden page.</summary>
    AfterGuard,

    /// <summary>In the middle of canaries, at an odd element of its page.</summary>
    AmongCanaries,
}
