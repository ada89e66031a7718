using SoftmaxGen;

namespace Classifier.Heads;

/// <summary>Handwritten digits, 0 to 9.</summary>
[SoftmaxHead(K = 10)]
public sealed partial class Digits;
