// Class counts for the shapes of plans that the other files lack: tests/SoftmaxGen.Generator.Tests/Planning/PlanShapeTests.cs.
namespace SoftmaxGen.Tests.Heads;

[SoftmaxHead(K = 80)]
internal sealed partial class Single80;

[SoftmaxHead(K = 192)]
internal sealed partial class Single192;

[SoftmaxHead(K = 272)]
internal sealed partial class Single272;

[SoftmaxHead(K = 320)]
internal sealed partial class Single320;

[SoftmaxHead(K = 336)]
internal sealed partial class Single336;

[SoftmaxHead(K = 528)]
internal sealed partial class Single528;

[SoftmaxHead(K = 547)]
internal sealed partial class Single547;

[SoftmaxHead(K = 576)]
internal sealed partial class Single576;

[SoftmaxHead(K = 577)]
internal sealed partial class Single577;

[SoftmaxHead(K = 592)]
internal sealed partial class Single592;

[SoftmaxHead(K = 96, ElementType = typeof(double))]
internal sealed partial class Double96;

[SoftmaxHead(K = 136, ElementType = typeof(double))]
internal sealed partial class Double136;

[SoftmaxHead(K = 160, ElementType = typeof(double))]
internal sealed partial class Double160;

[SoftmaxHead(K = 168, ElementType = typeof(double))]
internal sealed partial class Double168;

[SoftmaxHead(K = 264, ElementType = typeof(double))]
internal sealed partial class Double264;

[SoftmaxHead(K = 275, ElementType = typeof(double))]
internal sealed partial class Double275;

[SoftmaxHead(K = 288, ElementType = typeof(double))]
internal sealed partial class Double288;

[SoftmaxHead(K = 289, ElementType = typeof(double))]
internal sealed partial class Double289;

[SoftmaxHead(K = 296, ElementType = typeof(double))]
internal sealed partial class Double296;
