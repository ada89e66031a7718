// One head for every ignore label in the golden vectors that is not the default one.
namespace SoftmaxGen.Tests.Heads;

[SoftmaxHead(K = 1, IgnoreLabel = -1)]
internal sealed partial class Single1IgnoreMinus1;

[SoftmaxHead(K = 2, IgnoreLabel = int.MinValue)]
internal sealed partial class Single2IgnoreMin;

[SoftmaxHead(K = 2, IgnoreLabel = -7)]
internal sealed partial class Single2IgnoreMinus7;

[SoftmaxHead(K = 2, IgnoreLabel = -2)]
internal sealed partial class Single2IgnoreMinus2;

[SoftmaxHead(K = 2, IgnoreLabel = -1)]
internal sealed partial class Single2IgnoreMinus1;

[SoftmaxHead(K = 2, IgnoreLabel = 0)]
internal sealed partial class Single2Ignore0;

[SoftmaxHead(K = 2, IgnoreLabel = 2)]
internal sealed partial class Single2Ignore2;

[SoftmaxHead(K = 2, IgnoreLabel = 255)]
internal sealed partial class Single2Ignore255;

[SoftmaxHead(K = 2, IgnoreLabel = int.MaxValue)]
internal sealed partial class Single2IgnoreMax;

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

[SoftmaxHead(K = 4, IgnoreLabel = int.MinValue)]
internal sealed partial class Single4IgnoreMin;

[SoftmaxHead(K = 4, IgnoreLabel = -7)]
internal sealed partial class Single4IgnoreMinus7;

[SoftmaxHead(K = 4, IgnoreLabel = -2)]
internal sealed partial class Single4IgnoreMinus2;

[SoftmaxHead(K = 4, IgnoreLabel = -1)]
internal sealed partial class Single4IgnoreMinus1;

[SoftmaxHead(K = 4, IgnoreLabel = 0)]
internal sealed partial class Single4Ignore0;

[SoftmaxHead(K = 4, IgnoreLabel = 3)]
internal sealed partial class Single4Ignore3;

[SoftmaxHead(K = 4, IgnoreLabel = 4)]
internal sealed partial class Single4Ignore4;

[SoftmaxHead(K = 4, IgnoreLabel = 255)]
internal sealed partial class Single4Ignore255;

[SoftmaxHead(K = 4, IgnoreLabel = int.MaxValue)]
internal sealed partial class Single4IgnoreMax;

[SoftmaxHead(K = 5, IgnoreLabel = int.MinValue)]
internal sealed partial class Single5IgnoreMin;

[SoftmaxHead(K = 5, IgnoreLabel = -7)]
internal sealed partial class Single5IgnoreMinus7;

[SoftmaxHead(K = 5, IgnoreLabel = -2)]
internal sealed partial class Single5IgnoreMinus2;

[SoftmaxHead(K = 5, IgnoreLabel = -1)]
internal sealed partial class Single5IgnoreMinus1;

[SoftmaxHead(K = 5, IgnoreLabel = 0)]
internal sealed partial class Single5Ignore0;

[SoftmaxHead(K = 5, IgnoreLabel = 4)]
internal sealed partial class Single5Ignore4;

[SoftmaxHead(K = 5, IgnoreLabel = 5)]
internal sealed partial class Single5Ignore5;

[SoftmaxHead(K = 5, IgnoreLabel = 255)]
internal sealed partial class Single5Ignore255;

[SoftmaxHead(K = 5, IgnoreLabel = int.MaxValue)]
internal sealed partial class Single5IgnoreMax;

[SoftmaxHead(K = 7, IgnoreLabel = 6)]
internal sealed partial class Single7Ignore6;

[SoftmaxHead(K = 7, IgnoreLabel = 255)]
internal sealed partial class Single7Ignore255;

[SoftmaxHead(K = 8, IgnoreLabel = 0)]
internal sealed partial class Single8Ignore0;

[SoftmaxHead(K = 8, IgnoreLabel = 255)]
internal sealed partial class Single8Ignore255;

[SoftmaxHead(K = 10, IgnoreLabel = 255)]
internal sealed partial class Single10Ignore255;

[SoftmaxHead(K = 16, IgnoreLabel = 15)]
internal sealed partial class Single16Ignore15;

[SoftmaxHead(K = 16, IgnoreLabel = 255)]
internal sealed partial class Single16Ignore255;

[SoftmaxHead(K = 17, IgnoreLabel = 0)]
internal sealed partial class Single17Ignore0;

[SoftmaxHead(K = 31, IgnoreLabel = 0)]
internal sealed partial class Single31Ignore0;

[SoftmaxHead(K = 32, IgnoreLabel = -1)]
internal sealed partial class Single32IgnoreMinus1;

[SoftmaxHead(K = 32, IgnoreLabel = 0)]
internal sealed partial class Single32Ignore0;

[SoftmaxHead(K = 33, IgnoreLabel = 0)]
internal sealed partial class Single33Ignore0;

[SoftmaxHead(K = 33, IgnoreLabel = 255)]
internal sealed partial class Single33Ignore255;

[SoftmaxHead(K = 128, IgnoreLabel = -1)]
internal sealed partial class Single128IgnoreMinus1;

[SoftmaxHead(K = 1, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double1IgnoreMinus1;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = int.MinValue)]
internal sealed partial class Double2IgnoreMin;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = -7)]
internal sealed partial class Double2IgnoreMinus7;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = -2)]
internal sealed partial class Double2IgnoreMinus2;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double2IgnoreMinus1;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double2Ignore0;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = 2)]
internal sealed partial class Double2Ignore2;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double2Ignore255;

[SoftmaxHead(K = 2, ElementType = typeof(double), IgnoreLabel = int.MaxValue)]
internal sealed partial class Double2IgnoreMax;

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

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = int.MinValue)]
internal sealed partial class Double4IgnoreMin;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = -7)]
internal sealed partial class Double4IgnoreMinus7;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = -2)]
internal sealed partial class Double4IgnoreMinus2;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double4IgnoreMinus1;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double4Ignore0;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = 3)]
internal sealed partial class Double4Ignore3;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = 4)]
internal sealed partial class Double4Ignore4;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double4Ignore255;

[SoftmaxHead(K = 4, ElementType = typeof(double), IgnoreLabel = int.MaxValue)]
internal sealed partial class Double4IgnoreMax;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = int.MinValue)]
internal sealed partial class Double5IgnoreMin;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = -7)]
internal sealed partial class Double5IgnoreMinus7;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = -2)]
internal sealed partial class Double5IgnoreMinus2;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double5IgnoreMinus1;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double5Ignore0;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = 4)]
internal sealed partial class Double5Ignore4;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = 5)]
internal sealed partial class Double5Ignore5;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double5Ignore255;

[SoftmaxHead(K = 5, ElementType = typeof(double), IgnoreLabel = int.MaxValue)]
internal sealed partial class Double5IgnoreMax;

[SoftmaxHead(K = 7, ElementType = typeof(double), IgnoreLabel = 6)]
internal sealed partial class Double7Ignore6;

[SoftmaxHead(K = 7, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double7Ignore255;

[SoftmaxHead(K = 8, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double8Ignore0;

[SoftmaxHead(K = 8, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double8Ignore255;

[SoftmaxHead(K = 10, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double10Ignore255;

[SoftmaxHead(K = 16, ElementType = typeof(double), IgnoreLabel = 15)]
internal sealed partial class Double16Ignore15;

[SoftmaxHead(K = 16, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double16Ignore255;

[SoftmaxHead(K = 17, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double17Ignore0;

[SoftmaxHead(K = 31, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double31Ignore0;

[SoftmaxHead(K = 32, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double32IgnoreMinus1;

[SoftmaxHead(K = 32, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double32Ignore0;

[SoftmaxHead(K = 33, ElementType = typeof(double), IgnoreLabel = 0)]
internal sealed partial class Double33Ignore0;

[SoftmaxHead(K = 33, ElementType = typeof(double), IgnoreLabel = 255)]
internal sealed partial class Double33Ignore255;

[SoftmaxHead(K = 128, ElementType = typeof(double), IgnoreLabel = -1)]
internal sealed partial class Double128IgnoreMinus1;
