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
/// <para>A declaration that cannot work is reported on its own line (SMG0001 to SMG0013).</para>
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

    /// <summary>
    /// w, one weight per class, which every loss is multiplied with: K numbers. None by default. Options given at run time
    /// take its place, as they do for all of the following.
    /// </summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>ε, from 0 (the default) to 1: this part of each label's mass is spread evenly over all classes.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>λ, 0 (the default) or more: λ · logsumexp(z)² is added to each row's loss.</summary>
    public double ZLoss { get; set; }

    /// <summary>
    /// T, above 0: logits are divided by it first, by the losses as by <c>Softmax</c>, <c>LogSoftmax</c>, <c>LogSumExp</c> and
    /// the probability of <c>Predict</c>. 1 by default.
    /// </summary>
    public double Temperature { get; set; } = 1;

    /// <summary>c, above 0: after the temperature, logits become c · tanh(z / c), wherever the temperature counts. None (0) by default.</summary>
    public double SoftCap { get; set; }

    /// <summary>What is generated beyond the operations that every head has: everything by default.</summary>
    public HeadOperations Operations { get; set; } = HeadOperations.All;
}
