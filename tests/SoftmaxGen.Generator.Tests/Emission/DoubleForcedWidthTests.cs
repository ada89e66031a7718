using Xunit.Abstractions;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Heads of double.</summary>
public sealed class DoubleForcedWidthTests(ForcedWidthHeads<double> heads, ITestOutputHelper output) : ForcedWidthTests<double>(heads, output);
