namespace SoftmaxGen.FirstCall;

[SoftmaxHead(K = 3)]
internal static partial class Head3;

[SoftmaxHead(K = 10)]
internal static partial class Head10;

[SoftmaxHead(K = 1000)]
internal static partial class Head1000;
