namespace SoftmaxGen;

/// <summary>
/// As <see cref="SoftmaxHeadAttribute"/>, for the classes that an enum names: K is the number of its values, which must be
/// 0, 1, 2 and so on. Labels may be values of the enum, and <c>Predict</c> returns one.
/// </summary>
/// <typeparam name="TClasses">The enum. Its members may have weights: <see cref="ClassWeightAttribute"/>.</typeparam>
/// <example>
/// <code>
/// public enum Animal { Cat, Dog, Bird }
///
/// [SoftmaxHead&lt;Animal&gt;]
/// public sealed partial class Animals;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SoftmaxHeadAttribute<TClasses> : Attribute
    where TClasses : struct, Enum
{
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
