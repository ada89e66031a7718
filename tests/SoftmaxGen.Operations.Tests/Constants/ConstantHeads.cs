namespace SoftmaxGen.Tests.Constants;

[SoftmaxHead(K = 3, ClassWeights = [0.2, 0.3, 0.5], LabelSmoothing = 0.1, ZLoss = 0.01, Temperature = 2, SoftCap = 30)]
internal sealed partial class SingleConstants;

[SoftmaxHead(K = 3, ElementType = typeof(double), ClassWeights = [0.2, 0.3, 0.5], LabelSmoothing = 0.1, ZLoss = 0.01, Temperature = 2, SoftCap = 30)]
internal sealed partial class DoubleConstants;

[SoftmaxHead(K = 3, ElementType = typeof(double), Temperature = 0.5)]
internal sealed partial class DoubleTemperature;

[SoftmaxHead(K = 3, ElementType = typeof(double), ClassWeights = [1, 2, 0])]
internal static partial class StaticWeights;
