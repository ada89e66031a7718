using System.Numerics;

namespace SoftmaxGen.Benchmarks.Heads;

/// <summary>Finds the generated head of a class count.</summary>
internal static class HeadCatalog
{
    private static readonly Dictionary<int, IHeadFactory<float>> Floats = new()
    {
        [2] = new HeadFactory<Float2, float>(),
        [3] = new HeadFactory<Float3, float>(),
        [4] = new HeadFactory<Float4, float>(),
        [5] = new HeadFactory<Float5, float>(),
        [6] = new HeadFactory<Float6, float>(),
        [7] = new HeadFactory<Float7, float>(),
        [8] = new HeadFactory<Float8, float>(),
        [9] = new HeadFactory<Float9, float>(),
        [10] = new HeadFactory<Float10, float>(),
        [12] = new HeadFactory<Float12, float>(),
        [13] = new HeadFactory<Float13, float>(),
        [16] = new HeadFactory<Float16, float>(),
        [20] = new HeadFactory<Float20, float>(),
        [24] = new HeadFactory<Float24, float>(),
        [32] = new HeadFactory<Float32, float>(),
        [50] = new HeadFactory<Float50, float>(),
        [64] = new HeadFactory<Float64, float>(),
        [96] = new HeadFactory<Float96, float>(),
        [100] = new HeadFactory<Float100, float>(),
        [128] = new HeadFactory<Float128, float>(),
        [256] = new HeadFactory<Float256, float>(),
        [257] = new HeadFactory<Float257, float>(),
        [513] = new HeadFactory<Float513, float>(),
        [777] = new HeadFactory<Float777, float>(),
        [1000] = new HeadFactory<Float1000, float>(),
        [1024] = new HeadFactory<Float1024, float>(),
        [2048] = new HeadFactory<Float2048, float>(),
        [10000] = new HeadFactory<Float10000, float>(),
        [32000] = new HeadFactory<Float32000, float>(),
        [128256] = new HeadFactory<Float128256, float>(),
    };

    private static readonly Dictionary<int, IHeadFactory<double>> Doubles = new()
    {
        [2] = new HeadFactory<Double2, double>(),
        [3] = new HeadFactory<Double3, double>(),
        [4] = new HeadFactory<Double4, double>(),
        [5] = new HeadFactory<Double5, double>(),
        [8] = new HeadFactory<Double8, double>(),
        [10] = new HeadFactory<Double10, double>(),
        [16] = new HeadFactory<Double16, double>(),
        [20] = new HeadFactory<Double20, double>(),
        [32] = new HeadFactory<Double32, double>(),
        [64] = new HeadFactory<Double64, double>(),
        [100] = new HeadFactory<Double100, double>(),
        [128] = new HeadFactory<Double128, double>(),
        [256] = new HeadFactory<Double256, double>(),
        [1000] = new HeadFactory<Double1000, double>(),
        [1024] = new HeadFactory<Double1024, double>(),
        [10000] = new HeadFactory<Double10000, double>(),
        [32000] = new HeadFactory<Double32000, double>(),
        [128256] = new HeadFactory<Double128256, double>(),
    };

    /// <summary>Every class count that has a float head.</summary>
    public static IEnumerable<int> FloatClassCounts => Floats.Keys;

    /// <summary>Every class count that has a double head.</summary>
    public static IEnumerable<int> DoubleClassCounts => Doubles.Keys;

    /// <summary>The factory of the head with this many classes and this element type.</summary>
    public static IHeadFactory<T> Find<T>(int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float)
            ? (IHeadFactory<T>)(object)Floats[classCount]
            : (IHeadFactory<T>)(object)Doubles[classCount];
}
