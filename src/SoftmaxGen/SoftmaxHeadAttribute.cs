namespace SoftmaxGen;

/// <summary>
/// Asks the source generator to fill a <c>partial</c> class or struct with softmax, log-softmax, cross-entropy and
/// gradient code, unrolled and vectorised for exactly <see cref="K"/> classes.
/// </summary>
/// <remarks>
/// <para>
/// The type may be a class, a struct, a record or a static class, nested in other partial types, generic, in any
/// namespace and of any accessibility. Everything given here is a constant of the generated code: it costs nothing at
/// run time.
/// </para>
/// <para>A declaration that cannot work is reported on its own line (SMG0001 to SMG0011).</para>
/// </remarks>
/// <example>
/// <code>
/// [SoftmaxHead(K = 3)]
/// public sealed partial class Iris;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SoftmaxHeadAttribute : Attribute
{
    /// <summary>The number of classes: how many logits one row has. Required; 1 or more.</summary>
    public int K { get; set; }

    /// <summary>The type of logits, probabilities and gradients: <see cref="float"/> (the default) or <see cref="double"/>.</summary>
    public Type ElementType { get; set; } = typeof(float);

    /// <summary>
    /// The label of a row that takes no part: its loss is 0, its gradient is 0 whatever its logits are, and it does not
    /// count in the mean. −100 by default, as in PyTorch; a value in [0, K) makes that class the ignored one.
    /// </summary>
    public int IgnoreLabel { get; set; } = -100;
}
