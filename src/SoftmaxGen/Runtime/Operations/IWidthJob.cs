using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Work that is done with the kernels and vectors of whichever width the processor has.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal interface IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Does the work.</summary>
    /// <typeparam name="TKernels">The kernels of the width.</typeparam>
    /// <typeparam name="V">Vectors of the width.</typeparam>
    void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>;
}
