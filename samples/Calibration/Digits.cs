using SoftmaxGen;

namespace Calibration;

/// <summary>The last layer of the model.</summary>
[SoftmaxHead(K = 10)]
internal sealed partial class Digits;
