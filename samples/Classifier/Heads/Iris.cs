using SoftmaxGen;

namespace Classifier.Heads;

/// <summary>Three species of iris: setosa, versicolor, virginica.</summary>
[SoftmaxHead(K = 3)]
public sealed partial class Iris;
