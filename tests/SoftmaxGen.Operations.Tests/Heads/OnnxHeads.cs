namespace SoftmaxGen.Tests.Heads;

/// <summary>A class count that only the ONNX node tests have.</summary>
[SoftmaxHead(K = 12)]
internal sealed partial class Single12;

[SoftmaxHead(K = 12, ElementType = typeof(double))]
internal sealed partial class Double12;
