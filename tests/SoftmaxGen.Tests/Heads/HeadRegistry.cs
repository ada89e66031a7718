using System.Numerics;
using System.Reflection;

namespace SoftmaxGen.Tests.Heads;

/// <summary>Every head of SoftmaxGen.Heads: its attribute is the only list there is.</summary>
internal static class HeadRegistry
{
    /// <summary>The ignore label of a head that does not name one.</summary>
    public const int DefaultIgnoreLabel = -100;

    /// <summary>The heads of one element type, by class count, then ignore label.</summary>
    public static IReadOnlyList<HeadAdapter<T>> All<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => Cache<T>.Heads;

    /// <summary>The head of these constants, or null when none is declared.</summary>
    public static HeadAdapter<T>? Find<T>(int classCount, int ignoreLabel = DefaultIgnoreLabel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        All<T>().FirstOrDefault(head => head.ClassCount == classCount && head.IgnoreLabel == ignoreLabel);

    /// <summary>The head of these constants.</summary>
    public static HeadAdapter<T> Get<T>(int classCount, int ignoreLabel = DefaultIgnoreLabel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Find<T>(classCount, ignoreLabel) ?? throw new KeyNotFoundException($"No head for {typeof(T).Name}, K = {classCount}, ignore label {ignoreLabel}.");

    private static class Cache<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static readonly HeadAdapter<T>[] Heads =
        [
            .. from type in typeof(Single1).Assembly.GetTypes()
               let attribute = type.GetCustomAttribute<SoftmaxHeadAttribute>()
               where attribute is not null && attribute.ElementType == typeof(T)
               orderby attribute.K, attribute.IgnoreLabel
               select (HeadAdapter<T>)Activator.CreateInstance(
                   typeof(HeadAdapter<,>).MakeGenericType(type, typeof(T)), attribute.IgnoreLabel)!,
        ];
    }
}
