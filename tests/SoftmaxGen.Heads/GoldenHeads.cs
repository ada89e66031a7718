// One head for every class count and element type in the golden vectors.
namespace SoftmaxGen.Tests.Heads;

[SoftmaxHead(K = 1)]
internal sealed partial class Single1;

[SoftmaxHead(K = 2)]
internal sealed partial class Single2;

[SoftmaxHead(K = 3)]
internal sealed partial class Single3;

[SoftmaxHead(K = 4)]
internal sealed partial class Single4;

[SoftmaxHead(K = 5)]
internal sealed partial class Single5;

[SoftmaxHead(K = 7)]
internal sealed partial class Single7;

[SoftmaxHead(K = 8)]
internal sealed partial class Single8;

[SoftmaxHead(K = 10)]
internal sealed partial class Single10;

[SoftmaxHead(K = 16)]
internal sealed partial class Single16;

[SoftmaxHead(K = 17)]
internal sealed partial class Single17;

[SoftmaxHead(K = 31)]
internal sealed partial class Single31;

[SoftmaxHead(K = 32)]
internal sealed partial class Single32;

[SoftmaxHead(K = 33)]
internal sealed partial class Single33;

[SoftmaxHead(K = 64)]
internal sealed partial class Single64;

[SoftmaxHead(K = 100)]
internal sealed partial class Single100;

[SoftmaxHead(K = 128)]
internal sealed partial class Single128;

[SoftmaxHead(K = 1000)]
internal sealed partial class Single1000;

[SoftmaxHead(K = 1, ElementType = typeof(double))]
internal sealed partial class Double1;

[SoftmaxHead(K = 2, ElementType = typeof(double))]
internal sealed partial class Double2;

[SoftmaxHead(K = 3, ElementType = typeof(double))]
internal sealed partial class Double3;

[SoftmaxHead(K = 4, ElementType = typeof(double))]
internal sealed partial class Double4;

[SoftmaxHead(K = 5, ElementType = typeof(double))]
internal sealed partial class Double5;

[SoftmaxHead(K = 7, ElementType = typeof(double))]
internal sealed partial class Double7;

[SoftmaxHead(K = 8, ElementType = typeof(double))]
internal sealed partial class Double8;

[SoftmaxHead(K = 10, ElementType = typeof(double))]
internal sealed partial class Double10;

[SoftmaxHead(K = 16, ElementType = typeof(double))]
internal sealed partial class Double16;

[SoftmaxHead(K = 17, ElementType = typeof(double))]
internal sealed partial class Double17;

[SoftmaxHead(K = 31, ElementType = typeof(double))]
internal sealed partial class Double31;

[SoftmaxHead(K = 32, ElementType = typeof(double))]
internal sealed partial class Double32;

[SoftmaxHead(K = 33, ElementType = typeof(double))]
internal sealed partial class Double33;

[SoftmaxHead(K = 64, ElementType = typeof(double))]
internal sealed partial class Double64;

[SoftmaxHead(K = 100, ElementType = typeof(double))]
internal sealed partial class Double100;

[SoftmaxHead(K = 128, ElementType = typeof(double))]
internal sealed partial class Double128;

[SoftmaxHead(K = 1000, ElementType = typeof(double))]
internal sealed partial class Double1000;
