namespace SoftmaxGen.Tests.Replay;

/// <summary>How many rows a member of a head accepts.</summary>
internal enum CallRows
{
    /// <summary>Any number.</summary>
    Any,

    /// <summary>One, as a span.</summary>
    One,

    /// <summary>One, as the fixed-size <c>Row</c>.</summary>
    FixedSize,
}
