namespace SoftmaxGen;

/// <summary>What the gradient of a batch is the gradient of.</summary>
public enum Reduction
{
    /// <summary>The mean loss: the sum of the losses divided by the number of rows that are not ignored.</summary>
    Mean,

    /// <summary>The sum of the losses.</summary>
    Sum,
}
