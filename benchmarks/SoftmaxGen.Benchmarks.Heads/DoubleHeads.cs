// The class counts of every run, in double.
namespace SoftmaxGen.Benchmarks.Heads;

[SoftmaxHead(K = 2, ElementType = typeof(double))]
internal partial struct Double2;

[SoftmaxHead(K = 3, ElementType = typeof(double))]
internal partial struct Double3;

[SoftmaxHead(K = 4, ElementType = typeof(double))]
internal partial struct Double4;

[SoftmaxHead(K = 5, ElementType = typeof(double))]
internal partial struct Double5;

[SoftmaxHead(K = 8, ElementType = typeof(double))]
internal partial struct Double8;

[SoftmaxHead(K = 10, ElementType = typeof(double))]
internal partial struct Double10;

[SoftmaxHead(K = 16, ElementType = typeof(double))]
internal partial struct Double16;

[SoftmaxHead(K = 20, ElementType = typeof(double))]
internal partial struct Double20;

[SoftmaxHead(K = 32, ElementType = typeof(double))]
internal partial struct Double32;

[SoftmaxHead(K = 64, ElementType = typeof(double))]
internal partial struct Double64;

[SoftmaxHead(K = 100, ElementType = typeof(double))]
internal partial struct Double100;

[SoftmaxHead(K = 128, ElementType = typeof(double))]
internal partial struct Double128;

[SoftmaxHead(K = 256, ElementType = typeof(double))]
internal partial struct Double256;

[SoftmaxHead(K = 1000, ElementType = typeof(double))]
internal partial struct Double1000;

[SoftmaxHead(K = 1024, ElementType = typeof(double))]
internal partial struct Double1024;

[SoftmaxHead(K = 10000, ElementType = typeof(double))]
internal partial struct Double10000;

[SoftmaxHead(K = 32000, ElementType = typeof(double))]
internal partial struct Double32000;

[SoftmaxHead(K = 128256, ElementType = typeof(double))]
internal partial struct Double128256;
