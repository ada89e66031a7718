// Class counts that the golden vectors lack: around the limits of the strategies, and far beyond them.
namespace SoftmaxGen.Tests.Heads;

[SoftmaxHead(K = 6)]
internal sealed partial class Single6;

[SoftmaxHead(K = 9)]
internal sealed partial class Single9;

[SoftmaxHead(K = 11)]
internal sealed partial class Single11;

[SoftmaxHead(K = 12)]
internal sealed partial class Single12;

[SoftmaxHead(K = 13)]
internal sealed partial class Single13;

[SoftmaxHead(K = 15)]
internal sealed partial class Single15;

[SoftmaxHead(K = 18)]
internal sealed partial class Single18;

[SoftmaxHead(K = 20)]
internal sealed partial class Single20;

[SoftmaxHead(K = 23)]
internal sealed partial class Single23;

[SoftmaxHead(K = 24)]
internal sealed partial class Single24;

[SoftmaxHead(K = 25)]
internal sealed partial class Single25;

[SoftmaxHead(K = 29)]
internal sealed partial class Single29;

[SoftmaxHead(K = 40)]
internal sealed partial class Single40;

[SoftmaxHead(K = 48)]
internal sealed partial class Single48;

[SoftmaxHead(K = 63)]
internal sealed partial class Single63;

[SoftmaxHead(K = 65)]
internal sealed partial class Single65;

[SoftmaxHead(K = 70)]
internal sealed partial class Single70;

[SoftmaxHead(K = 96)]
internal sealed partial class Single96;

[SoftmaxHead(K = 127)]
internal sealed partial class Single127;

[SoftmaxHead(K = 129)]
internal sealed partial class Single129;

[SoftmaxHead(K = 200)]
internal sealed partial class Single200;

[SoftmaxHead(K = 255)]
internal sealed partial class Single255;

[SoftmaxHead(K = 256)]
internal sealed partial class Single256;

[SoftmaxHead(K = 257)]
internal sealed partial class Single257;

[SoftmaxHead(K = 300)]
internal sealed partial class Single300;

[SoftmaxHead(K = 511)]
internal sealed partial class Single511;

[SoftmaxHead(K = 512)]
internal sealed partial class Single512;

[SoftmaxHead(K = 513)]
internal sealed partial class Single513;

[SoftmaxHead(K = 777)]
internal sealed partial class Single777;

[SoftmaxHead(K = 2048)]
internal sealed partial class Single2048;

[SoftmaxHead(K = 10000)]
internal sealed partial class Single10000;

[SoftmaxHead(K = 32000)]
internal sealed partial class Single32000;

[SoftmaxHead(K = 200000)]
internal sealed partial class Single200000;

[SoftmaxHead(K = 6, ElementType = typeof(double))]
internal sealed partial class Double6;

[SoftmaxHead(K = 9, ElementType = typeof(double))]
internal sealed partial class Double9;

[SoftmaxHead(K = 11, ElementType = typeof(double))]
internal sealed partial class Double11;

[SoftmaxHead(K = 12, ElementType = typeof(double))]
internal sealed partial class Double12;

[SoftmaxHead(K = 13, ElementType = typeof(double))]
internal sealed partial class Double13;

[SoftmaxHead(K = 15, ElementType = typeof(double))]
internal sealed partial class Double15;

[SoftmaxHead(K = 18, ElementType = typeof(double))]
internal sealed partial class Double18;

[SoftmaxHead(K = 24, ElementType = typeof(double))]
internal sealed partial class Double24;

[SoftmaxHead(K = 25, ElementType = typeof(double))]
internal sealed partial class Double25;

[SoftmaxHead(K = 29, ElementType = typeof(double))]
internal sealed partial class Double29;

[SoftmaxHead(K = 48, ElementType = typeof(double))]
internal sealed partial class Double48;

[SoftmaxHead(K = 63, ElementType = typeof(double))]
internal sealed partial class Double63;

[SoftmaxHead(K = 65, ElementType = typeof(double))]
internal sealed partial class Double65;

[SoftmaxHead(K = 127, ElementType = typeof(double))]
internal sealed partial class Double127;

[SoftmaxHead(K = 129, ElementType = typeof(double))]
internal sealed partial class Double129;

[SoftmaxHead(K = 255, ElementType = typeof(double))]
internal sealed partial class Double255;

[SoftmaxHead(K = 256, ElementType = typeof(double))]
internal sealed partial class Double256;

[SoftmaxHead(K = 257, ElementType = typeof(double))]
internal sealed partial class Double257;

[SoftmaxHead(K = 513, ElementType = typeof(double))]
internal sealed partial class Double513;

[SoftmaxHead(K = 2048, ElementType = typeof(double))]
internal sealed partial class Double2048;

[SoftmaxHead(K = 10000, ElementType = typeof(double))]
internal sealed partial class Double10000;
