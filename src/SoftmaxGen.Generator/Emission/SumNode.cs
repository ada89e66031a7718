namespace SoftmaxGen.Generator.Emission;

/// <summary>Two variables that hold a partial sum.</summary>
/// <param name="High">The rounded sum, or the powers.</param>
/// <param name="Low">What it lost, or the tails.</param>
internal sealed record SumNode(string High, string Low);
