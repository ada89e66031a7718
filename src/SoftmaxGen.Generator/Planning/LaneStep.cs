using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Planning;

/// <summary>One step of a lane network: registers are numbered, and a step defines a new one.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Target">The register that the step defines.</param>
/// <param name="First">The first source.</param>
/// <param name="Second">The second source; the same as the first for a permutation.</param>
/// <param name="Lanes">The source lane of each lane (permutation), or 1 where the second source is taken (blend).</param>
internal sealed record LaneStep(LaneStepKind Kind, int Target, int First, int Second, EquatableArray<int> Lanes);
