// The class counts of docs/accuracy.md, in double.
namespace SoftmaxGen.Accuracy.Heads;

[SoftmaxHead(K = 2, ElementType = typeof(double))]
internal sealed partial class Double2;

[SoftmaxHead(K = 3, ElementType = typeof(double))]
internal sealed partial class Double3;

[SoftmaxHead(K = 4, ElementType = typeof(double))]
internal sealed partial class Double4;

[SoftmaxHead(K = 5, ElementType = typeof(double))]
internal sealed partial class Double5;

[SoftmaxHead(K = 8, ElementType = typeof(double))]
internal sealed partial class Double8;

[SoftmaxHead(K = 10, ElementType = typeof(double))]
internal sealed partial class Double10;

[SoftmaxHead(K = 16, ElementType = typeof(double))]
internal sealed partial class Double16;

[SoftmaxHead(K = 20, ElementType = typeof(double))]
internal sealed partial class Double20;

[SoftmaxHead(K = 32, ElementType = typeof(double))]
internal sealed partial class Double32;

[SoftmaxHead(K = 64, ElementType = typeof(double))]
internal sealed partial class Double64;

[SoftmaxHead(K = 100, ElementType = typeof(double))]
internal sealed partial class Double100;

[SoftmaxHead(K = 128, ElementType = typeof(double))]
internal sealed partial class Double128;

[SoftmaxHead(K = 256, ElementType = typeof(double))]
internal sealed partial class Double256;

[SoftmaxHead(K = 1000, ElementType = typeof(double))]
internal sealed partial class Double1000;

[SoftmaxHead(K = 1024, ElementType = typeof(double))]
internal sealed partial class Double1024;

[SoftmaxHead(K = 10000, ElementType = typeof(double))]
internal sealed partial class Double10000;

[SoftmaxHead(K = 32000, ElementType = typeof(double))]
internal sealed partial class Double32000;

[SoftmaxHead(K = 128256, ElementType = typeof(double))]
internal sealed partial class Double128256;
