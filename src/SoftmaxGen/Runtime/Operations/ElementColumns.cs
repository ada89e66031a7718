using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The elements of some rows, with a row in each lane: a vector per class, a stride apart. Without an inner axis they come out of
/// shuffles; along one, they are where the batch has them. The order of the sums is that of <see cref="ElementWalk{TKernels, V, T}"/>.
/// </summary>
internal unsafe struct ElementColumns<TKernels, V, T>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The first operand.</summary>
    public T* First;

    /// <summary>The second operand.</summary>
    public T* Second;

    /// <summary>Receives the outputs; may be an operand.</summary>
    public T* Destination;

    /// <summary>From class to class of the first operand.</summary>
    public nint FirstStride;

    /// <summary>From class to class of the second operand.</summary>
    public nint SecondStride;

    /// <summary>From class to class of the outputs.</summary>
    public nint DestinationStride;

    /// <summary>From class to class of all of them.</summary>
    public nint Stride
    {
        init
        {
            FirstStride = value;
            SecondStride = value;
            DestinationStride = value;
        }
    }

    /// <summary>Whether outputs go to one vector per class, whatever ends are between the rows.</summary>
    public bool IsTogether;

    /// <summary>The number of rows; no more than lanes.</summary>
    public int Count;

    /// <summary>Where there are fewer rows than <see cref="Count"/> before an end of the axis, how many; else 0.</summary>
    public int Left;

    /// <summary>From where the rows before that end are to where, as many lanes on, those behind it are; as of the operands, so of the outputs.</summary>
    public nint ToNextSet;

    private static int K => TKernels.ClassCount;

    /// <summary>The two sums of each row, as <see cref="ElementWalk{TKernels, V, T}.Sum"/> has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Sum<TJob>(ref T weights, T* numbers, T* results, TJob job)
        where TJob : struct, IElementJob<T>
    {
        V number = V.Load(ref *numbers, 0);
        ElementSums<V, T, TJob> sums = Left > 0 ? Subtree<TJob, OverEnd>(0, 1, ref weights, number, job)
            : Count == V.Count ? Subtree<TJob, Whole>(0, 1, ref weights, number, job)
            : Subtree<TJob, Part>(0, 1, ref weights, number, job);
        sums.Sum.Store(ref *results, 0);
        sums.Low.Store(ref *results, V.Count);
        sums.Other.Store(ref *results, 2 * V.Count);
        sums.OtherLow.Store(ref *results, 3 * V.Count);
    }

    /// <summary>The outputs of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Map<TJob>(ref T weights, T* numbers, T* others, TJob job)
        where TJob : struct, IElementJob<T>
    {
        V number = V.Load(ref *numbers, 0);
        V other = V.Load(ref *others, 0);
        if (Left > 0)
        {
            MapOverEnd(ref weights, number, other, job);
        }
        else if (Count == V.Count)
        {
            // Local variables: what is stored could otherwise change the fields.
            T* first = First;
            T* second = Second;
            T* destination = Destination;
            nint firstStride = FirstStride;
            nint secondStride = SecondStride;
            nint destinationStride = DestinationStride;
            for (int c = 0; c < K; c++)
            {
                job.Output(V.Load(ref *first, 0), V.Load(ref *second, 0), Weight(ref weights, c, job), number, other).Store(ref *destination, 0);
                first += firstStride;
                second += secondStride;
                destination += destinationStride;
            }
        }
        else
        {
            MapSome(ref weights, number, other, job);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MapSome<TJob>(ref T weights, V number, V other, TJob job)
        where TJob : struct, IElementJob<T>
    {
        for (int c = 0; c < K; c++)
        {
            V value = job.Output(Load<Part>(First, c * FirstStride, default), Load<Part>(Second, c * SecondStride, default), Weight(ref weights, c, job), number, other);
            value.StoreFirst(ref *Destination, c * DestinationStride, Count);
        }
    }

    /// <summary>A class of the second operand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly V ReadSecond(int c) => Left > 0 ? Load<OverEnd>(Second, c * SecondStride, LaneMasks<V, T>.First(Left))
        : Count == V.Count ? Load<Whole>(Second, c * SecondStride, default)
        : Load<Part>(Second, c * SecondStride, default);

    /// <summary>Outputs go where parts of vectors can be stored to both sides of the end, unless they all go to one place.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MapOverEnd<TJob>(ref T weights, V number, V other, TJob job)
        where TJob : struct, IElementJob<T>
    {
        T* first = First;
        T* second = Second;
        T* destination = Destination;
        nint firstStride = FirstStride;
        nint secondStride = SecondStride;
        nint destinationStride = DestinationStride;
        nint next = ToNextSet;
        V isFirst = LaneMasks<V, T>.First(Left);
        V isNext = V.AndNot(LaneMasks<V, T>.First(V.Count), isFirst);
        bool isTogether = IsTogether;
        for (int c = 0; c < K; c++)
        {
            V left = V.Select(isFirst, V.Load(ref *first, 0), V.Load(ref *first, next));
            V right = V.Select(isFirst, V.Load(ref *second, 0), V.Load(ref *second, next));
            V output = job.Output(left, right, Weight(ref weights, c, job), number, other);
            if (isTogether)
            {
                output.Store(ref *destination, 0);
            }
            else
            {
                output.StoreWhere(ref *destination, 0, isFirst);
                output.StoreWhere(ref *destination, next, isNext);
            }

            first += firstStride;
            second += secondStride;
            destination += destinationStride;
        }
    }

    /// <summary>The sums of the lanes that are <paramref name="lane"/> modulo <paramref name="modulus"/>.</summary>
    private readonly ElementSums<V, T, TJob> Subtree<TJob, TPlaces>(int lane, int modulus, ref T weights, V number, TJob job)
        where TJob : struct, IElementJob<T>
        where TPlaces : struct
    {
        if (modulus == TreeOfSums<T>.Lanes || lane + modulus >= K)
        {
            return OfLane<TJob, TPlaces>(lane, ref weights, number, job);
        }

        ElementSums<V, T, TJob> sums = Subtree<TJob, TPlaces>(lane, 2 * modulus, ref weights, number, job);
        sums.Add(Subtree<TJob, TPlaces>(lane + modulus, 2 * modulus, ref weights, number, job));
        return sums;
    }

    /// <summary>The sums of one lane. A method of its own, where they have no address: they are in registers then.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly ElementSums<V, T, TJob> OfLane<TJob, TPlaces>(int lane, ref T weights, V number, TJob job)
        where TJob : struct, IElementJob<T>
        where TPlaces : struct
    {
        ElementSums<V, T, TJob> sums = default;
        V isFirst = typeof(TPlaces) == typeof(OverEnd) ? LaneMasks<V, T>.First(Left) : default;
        for (int c = lane; c < K; c += TreeOfSums<T>.Lanes)
        {
            sums.Add(Load<TPlaces>(First, c * FirstStride, isFirst), Load<TPlaces>(Second, c * SecondStride, isFirst), Weight(ref weights, c, job), number, job);
        }

        return sums;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V Load<TPlaces>(T* operand, nint offset, V isFirst)
        where TPlaces : struct => typeof(TPlaces) == typeof(Whole) ? V.Load(ref *operand, offset)
        : typeof(TPlaces) == typeof(OverEnd) ? V.Select(isFirst, V.Load(ref *operand, offset), V.Load(ref *operand, offset + ToNextSet))
        : V.LoadFirst(ref *operand, offset, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Weight<TJob>(ref T weights, int c, TJob job)
        where TJob : struct, IElementJob<T> => job.HasWeights ? V.All(Unsafe.Add(ref weights, c)) : default;

    /// <summary>There is a row in every lane, and they are neighbours.</summary>
    private readonly struct Whole;

    /// <summary>There is a row in every lane; some are behind an end of the axis.</summary>
    private readonly struct OverEnd;

    /// <summary>There are fewer rows than lanes.</summary>
    private readonly struct Part;
}
