// Class counts that the other files lack, so that every one up to 70 has a head in float, and some more in double.
namespace SoftmaxGen.Tests.Heads;

[SoftmaxHead(K = 14)]
internal sealed partial class Single14;

[SoftmaxHead(K = 19)]
internal sealed partial class Single19;

[SoftmaxHead(K = 21)]
internal sealed partial class Single21;

[SoftmaxHead(K = 22)]
internal sealed partial class Single22;

[SoftmaxHead(K = 26)]
internal sealed partial class Single26;

[SoftmaxHead(K = 27)]
internal sealed partial class Single27;

[SoftmaxHead(K = 28)]
internal sealed partial class Single28;

[SoftmaxHead(K = 30)]
internal sealed partial class Single30;

[SoftmaxHead(K = 34)]
internal sealed partial class Single34;

[SoftmaxHead(K = 35)]
internal sealed partial class Single35;

[SoftmaxHead(K = 36)]
internal sealed partial class Single36;

[SoftmaxHead(K = 37)]
internal sealed partial class Single37;

[SoftmaxHead(K = 38)]
internal sealed partial class Single38;

[SoftmaxHead(K = 39)]
internal sealed partial class Single39;

[SoftmaxHead(K = 41)]
internal sealed partial class Single41;

[SoftmaxHead(K = 42)]
internal sealed partial class Single42;

[SoftmaxHead(K = 43)]
internal sealed partial class Single43;

[SoftmaxHead(K = 44)]
internal sealed partial class Single44;

[SoftmaxHead(K = 45)]
internal sealed partial class Single45;

[SoftmaxHead(K = 46)]
internal sealed partial class Single46;

[SoftmaxHead(K = 47)]
internal sealed partial class Single47;

[SoftmaxHead(K = 49)]
internal sealed partial class Single49;

[SoftmaxHead(K = 50)]
internal sealed partial class Single50;

[SoftmaxHead(K = 51)]
internal sealed partial class Single51;

[SoftmaxHead(K = 52)]
internal sealed partial class Single52;

[SoftmaxHead(K = 53)]
internal sealed partial class Single53;

[SoftmaxHead(K = 54)]
internal sealed partial class Single54;

[SoftmaxHead(K = 55)]
internal sealed partial class Single55;

[SoftmaxHead(K = 56)]
internal sealed partial class Single56;

[SoftmaxHead(K = 57)]
internal sealed partial class Single57;

[SoftmaxHead(K = 58)]
internal sealed partial class Single58;

[SoftmaxHead(K = 59)]
internal sealed partial class Single59;

[SoftmaxHead(K = 60)]
internal sealed partial class Single60;

[SoftmaxHead(K = 61)]
internal sealed partial class Single61;

[SoftmaxHead(K = 62)]
internal sealed partial class Single62;

[SoftmaxHead(K = 66)]
internal sealed partial class Single66;

[SoftmaxHead(K = 67)]
internal sealed partial class Single67;

[SoftmaxHead(K = 68)]
internal sealed partial class Single68;

[SoftmaxHead(K = 69)]
internal sealed partial class Single69;

[SoftmaxHead(K = 1024)]
internal sealed partial class Single1024;

[SoftmaxHead(K = 14, ElementType = typeof(double))]
internal sealed partial class Double14;

[SoftmaxHead(K = 19, ElementType = typeof(double))]
internal sealed partial class Double19;

[SoftmaxHead(K = 20, ElementType = typeof(double))]
internal sealed partial class Double20;

[SoftmaxHead(K = 21, ElementType = typeof(double))]
internal sealed partial class Double21;

[SoftmaxHead(K = 22, ElementType = typeof(double))]
internal sealed partial class Double22;

[SoftmaxHead(K = 26, ElementType = typeof(double))]
internal sealed partial class Double26;

[SoftmaxHead(K = 27, ElementType = typeof(double))]
internal sealed partial class Double27;

[SoftmaxHead(K = 28, ElementType = typeof(double))]
internal sealed partial class Double28;

[SoftmaxHead(K = 30, ElementType = typeof(double))]
internal sealed partial class Double30;

[SoftmaxHead(K = 34, ElementType = typeof(double))]
internal sealed partial class Double34;

[SoftmaxHead(K = 40, ElementType = typeof(double))]
internal sealed partial class Double40;

[SoftmaxHead(K = 49, ElementType = typeof(double))]
internal sealed partial class Double49;

[SoftmaxHead(K = 51, ElementType = typeof(double))]
internal sealed partial class Double51;

[SoftmaxHead(K = 62, ElementType = typeof(double))]
internal sealed partial class Double62;

[SoftmaxHead(K = 70, ElementType = typeof(double))]
internal sealed partial class Double70;

[SoftmaxHead(K = 1024, ElementType = typeof(double))]
internal sealed partial class Double1024;
