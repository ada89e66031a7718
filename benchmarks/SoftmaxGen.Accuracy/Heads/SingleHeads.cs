// The class counts of docs/accuracy.md, in float.
namespace SoftmaxGen.Accuracy.Heads;

[SoftmaxHead(K = 2)]
internal sealed partial class Single2;

[SoftmaxHead(K = 3)]
internal sealed partial class Single3;

[SoftmaxHead(K = 4)]
internal sealed partial class Single4;

[SoftmaxHead(K = 5)]
internal sealed partial class Single5;

[SoftmaxHead(K = 8)]
internal sealed partial class Single8;

[SoftmaxHead(K = 10)]
internal sealed partial class Single10;

[SoftmaxHead(K = 16)]
internal sealed partial class Single16;

[SoftmaxHead(K = 20)]
internal sealed partial class Single20;

[SoftmaxHead(K = 32)]
internal sealed partial class Single32;

[SoftmaxHead(K = 64)]
internal sealed partial class Single64;

[SoftmaxHead(K = 100)]
internal sealed partial class Single100;

[SoftmaxHead(K = 128)]
internal sealed partial class Single128;

[SoftmaxHead(K = 256)]
internal sealed partial class Single256;

[SoftmaxHead(K = 1000)]
internal sealed partial class Single1000;

[SoftmaxHead(K = 1024)]
internal sealed partial class Single1024;

[SoftmaxHead(K = 10000)]
internal sealed partial class Single10000;

[SoftmaxHead(K = 32000)]
internal sealed partial class Single32000;

[SoftmaxHead(K = 128256)]
internal sealed partial class Single128256;
