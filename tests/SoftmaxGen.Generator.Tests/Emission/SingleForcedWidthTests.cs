using Xunit.Abstractions;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Heads of float.</summary>
public sealed class SingleForcedWidthTests(ForcedWidthHeads<float> heads, ITestOutputHelper output) : ForcedWidthTests<float>(heads, output);
