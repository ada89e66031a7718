using System.Numerics;
using System.Reflection;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Heads of many class counts for each vector width alone, compiled once: widths that the machine lacks run composed of narrower ones.</summary>
public sealed class ForcedWidthHeads<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly int[] ClassCounts =
    [
        .. Enumerable.Range(1, 40), 48, 63, 64, 65, 66, 80, 96, 100, 128, 129, 136, 160, 168, 192, 200, 255, 256, 257, 264, 272, 275, 288, 289, 296,
        300, 320, 336, 511, 512, 513, 514, 515, 528, 547, 576, 577, 592, 777, 1000, 1024, 1030, 2048,
    ];

    private static readonly ElementType Element = typeof(T) == typeof(double) ? ElementType.Double : ElementType.Single;

    private readonly Dictionary<VectorWidth, Assembly> _assemblies = Enum.GetValues<VectorWidth>().AsParallel().ToDictionary(
        static width => width,
        static width => InMemoryAssembly.Load($"{typeof(T).Name}{width}", ClassCounts.SelectMany(count => Sources(count, width))));

    private readonly Lazy<ErrorTable<T>> _errors;

    public ForcedWidthHeads() => _errors = new Lazy<ErrorTable<T>>(Judge);

    /// <summary>The worst errors over all class counts, after every exact answer was found right.</summary>
    internal ErrorTable<T> Errors => _errors.Value;

    internal IHeadCaller<T> Caller(VectorWidth width, int classCount)
    {
        Type head = _assemblies[width].GetType(Name(classCount), throwOnError: true)!;
        return (IHeadCaller<T>)Activator.CreateInstance(typeof(HeadCaller<,>).MakeGenericType(head, typeof(T)))!;
    }

    /// <summary>The same head, with every span beside a forbidden page: a kernel that reads or writes outside ends the process.</summary>
    internal IHeadCaller<T> GuardedCaller(VectorWidth width, int classCount)
    {
        Type head = _assemblies[width].GetType(Name(classCount), throwOnError: true)!;
        Type guarded = typeof(GuardedHead<,>).MakeGenericType(head, typeof(T));
        return (IHeadCaller<T>)Activator.CreateInstance(typeof(HeadCaller<,>).MakeGenericType(guarded, typeof(T)))!;
    }

    private ErrorTable<T> Judge()
    {
        ErrorTable<T> errors = new();
        foreach (int classCount in ClassCounts)
        {
            IHeadCaller<T> caller = Caller(VectorWidth.Bits256, classCount);
            foreach (LogitsBatch<T> batch in LogitsBatches.All<T>(classCount))
            {
                new BatchJudge<T>(batch, caller.Run(batch), errors).Judge();
            }
        }

        return errors;
    }

    private static string Name(int classCount) => $"Head{classCount}";

    private static string[] Sources(int classCount, VectorWidth width)
    {
        HeadOptions options = new(classCount, Element, LogitsBatch<T>.IgnoreLabel) { Operations = OperationGroups.None };
        TypeShell shell = new("class", Name(classCount), "");
        HeadDeclaration declaration = new("", [], shell, ImplementsInterface: true, shell.Name + ".g.cs", options);
        return
        [
            $"public sealed partial class {shell.Name};",
            Generator.Emission.HeadWriter.Write(declaration, KernelPlanner.Plan(options, [width])),
        ];
    }
}
