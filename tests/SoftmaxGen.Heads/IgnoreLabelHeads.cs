// Heads whose ignore label is not the default one: a constant of their code. Every label in the golden vectors is replayed,
// as an option, by SoftmaxGen.Operations.Tests.
namespace SoftmaxGen.Tests.Heads;

[SoftmaxHead(K = 1, IgnoreLabel = -1)]
internal sealed partial class Single1IgnoreMinus1;

[SoftmaxHead(K = 2, IgnoreLabel = int.MinValue)]
internal sealed partial class Single2IgnoreMin;

[SoftmaxHead(K = 3, IgnoreLabel = int.MinValue)]
internal sealed partial class Single3IgnoreMin;

[SoftmaxHead(K = 3, IgnoreLabel = -7)]
internal sealed partial class Single3IgnoreMinus7;

[SoftmaxHead(K = 3, IgnoreLabel = -2)]
internal sealed partial class Single3IgnoreMinus2;

[SoftmaxHead(K = 3, IgnoreLabel = -1)]
internal sealed partial class Single3IgnoreMinus1;

[SoftmaxHead(K = 3, IgnoreLabel = 0)]
internal sealed partial class Single3Ignore0;

[SoftmaxHead(K = 3, IgnoreLabel = 2)]
internal sealed partial class Single3Ignore2;

[SoftmaxHead(K = 3, IgnoreLabel = 3)]
internal sealed partial class Single3Ignore3;

[SoftmaxHead(K = 3, IgnoreLabel = 255)]
internal sealed partial class Single3Ignore255;

[SoftmaxHead(K = 3, IgnoreLabel = int.MaxValue)]
internal sealed partial class Single3IgnoreMax;

[SoftmaxHead(K = 16, IgnoreLabel = 15)]
internal sealed partial class Single16Ignore15;

[SoftmaxHead(K = 33, IgnoreLabel = 0)]
internal sealed partial class Single33Ignore0;

[SoftmaxHead(K = 1, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double1IgnoreMinus1;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = int.MinValue)]
internal sealed partial class Double2IgnoreMin;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = int.MinValue)]
internal sealed partial class Double3IgnoreMin;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = -7)]
internal sealed partial class Double3IgnoreMinus7;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = -2)]
internal sealed partial class Double3IgnoreMinus2;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double3IgnoreMinus1;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double3Ignore0;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = 2)]
internal sealed partial class Double3Ignore2;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = 3)]
internal sealed partial class Double3Ignore3;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double3Ignore255;

[SoftmaxHead(K = 3, ElementType = typeof(double), IgnoreLabel = int.MaxValue)]
internal sealed partial class Double3IgnoreMax;

[SoftmaxHead(K = 16, ElementType = typeof(double), IgnoreLabel = 15)]
internal sealed partial class Double16Ignore15;

[SoftmaxHead(K = 33, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double33Ignore0;
