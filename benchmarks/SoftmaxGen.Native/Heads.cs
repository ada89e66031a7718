namespace SoftmaxGen.Native;

[SoftmaxHead(K = 3)]
internal sealed partial class Head3;

[SoftmaxHead(K = 10)]
internal sealed partial class Head10;

[SoftmaxHead(K = 16)]
internal sealed partial class Head16;

[SoftmaxHead(K = 100)]
internal sealed partial class Head100;

[SoftmaxHead(K = 1000)]
internal sealed partial class Head1000;
