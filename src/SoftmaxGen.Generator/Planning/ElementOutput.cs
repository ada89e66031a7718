namespace SoftmaxGen.Generator.Planning;

/// <summary>What a kernel writes for each class of a row.</summary>
internal enum ElementOutput
{
    None,
    Probability,
    LogProbability,
    Gradient,
}
