// The class counts of docs/accuracy.md that are too large for the tests; tests/SoftmaxGen.Heads has the others.
namespace SoftmaxGen.Accuracy.Heads;

[SoftmaxHead(K = 128256)]
internal sealed partial class Single128256;

[SoftmaxHead(K = 32000, ElementType = typeof(double))]
internal sealed partial class Double32000;

[SoftmaxHead(K = 128256, ElementType = typeof(double))]
internal sealed partial class Double128256;
