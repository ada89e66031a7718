using SoftmaxGen.Accuracy.Contenders;

namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>How far off one contender was.</summary>
/// <param name="Operation">What it computed.</param>
/// <param name="ClassCount">K.</param>
/// <param name="Scale">The standard deviation of the logits.</param>
/// <param name="IsDouble">Whether in double; in float otherwise.</param>
/// <param name="Contender">Who.</param>
/// <param name="Error">How far.</param>
internal sealed record Score(Operation Operation, int ClassCount, double Scale, bool IsDouble, Contender Contender, WorstError Error);
