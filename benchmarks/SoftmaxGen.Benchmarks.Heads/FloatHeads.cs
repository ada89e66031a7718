// The class counts of every run, in float. Structs: generic code is then compiled for each head, and calls it directly.
namespace SoftmaxGen.Benchmarks.Heads;

[SoftmaxHead(K = 2)]
internal partial struct Float2;

[SoftmaxHead(K = 3)]
internal partial struct Float3;

[SoftmaxHead(K = 4)]
internal partial struct Float4;

[SoftmaxHead(K = 5)]
internal partial struct Float5;

[SoftmaxHead(K = 8)]
internal partial struct Float8;

[SoftmaxHead(K = 10)]
internal partial struct Float10;

[SoftmaxHead(K = 16)]
internal partial struct Float16;

[SoftmaxHead(K = 20)]
internal partial struct Float20;

[SoftmaxHead(K = 32)]
internal partial struct Float32;

[SoftmaxHead(K = 64)]
internal partial struct Float64;

[SoftmaxHead(K = 100)]
internal partial struct Float100;

[SoftmaxHead(K = 128)]
internal partial struct Float128;

[SoftmaxHead(K = 256)]
internal partial struct Float256;

[SoftmaxHead(K = 1000)]
internal partial struct Float1000;

[SoftmaxHead(K = 1024)]
internal partial struct Float1024;

[SoftmaxHead(K = 10000)]
internal partial struct Float10000;

[SoftmaxHead(K = 32000)]
internal partial struct Float32000;

[SoftmaxHead(K = 128256)]
internal partial struct Float128256;
