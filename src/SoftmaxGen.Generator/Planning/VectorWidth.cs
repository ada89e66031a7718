namespace SoftmaxGen.Generator.Planning;

/// <summary>The vector widths that code is emitted for; the value is the width in bits.</summary>
internal enum VectorWidth
{
    /// <summary>No vectors.</summary>
    Scalar = 0,

    /// <summary>128 bits: SSE and NEON.</summary>
    Bits128 = 128,

    /// <summary>256 bits: AVX2.</summary>
    Bits256 = 256,

    /// <summary>512 bits: AVX-512.</summary>
    Bits512 = 512,
}
