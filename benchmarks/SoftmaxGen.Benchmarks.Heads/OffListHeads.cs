// Class counts that nobody tunes for: they show cliffs between the usual ones.
namespace SoftmaxGen.Benchmarks.Heads;

[SoftmaxHead(K = 6)]
internal partial struct Float6;

[SoftmaxHead(K = 7)]
internal partial struct Float7;

[SoftmaxHead(K = 9)]
internal partial struct Float9;

[SoftmaxHead(K = 12)]
internal partial struct Float12;

[SoftmaxHead(K = 13)]
internal partial struct Float13;

[SoftmaxHead(K = 24)]
internal partial struct Float24;

[SoftmaxHead(K = 50)]
internal partial struct Float50;

[SoftmaxHead(K = 96)]
internal partial struct Float96;

[SoftmaxHead(K = 257)]
internal partial struct Float257;

[SoftmaxHead(K = 513)]
internal partial struct Float513;

[SoftmaxHead(K = 777)]
internal partial struct Float777;

[SoftmaxHead(K = 2048)]
internal partial struct Float2048;
