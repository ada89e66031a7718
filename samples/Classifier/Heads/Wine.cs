using SoftmaxGen;

namespace Classifier.Heads;

/// <summary>Three cultivars of wine.</summary>
[SoftmaxHead(K = 3)]
public sealed partial class Wine;
