using System.Reflection;
using SoftmaxGen.Generator.Tests.Generation;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>What is generated for a head stays within the limits of docs/kernels.md, and does not grow with K.</summary>
public sealed class GeneratedSizeTests
{
    private const int TextLimit = 700_000;
    private const int CodeLimit = 102_000;

    private static readonly int[] Counts =
    [
        1, 2, 3, 5, 8, 9, 10, 16, 17, 20, 31, 32, 33, 50, 63, 64, 65, 100, 127, 200, 255, 256, 257, 777, 1000, 1023, 32_000, 128_256,
    ];

    public static TheoryData<string> ElementTypes => ["float", "double"];

    [Theory]
    [MemberData(nameof(ElementTypes))]
    public void Text_IsWithinItsLimit(string elementType) => Assert.All(Counts, classCount => Assert.InRange(Generate(classCount, elementType).Length, 1, TextLimit));

    // Of a vocabulary and of 1,023 classes the same vectors and elements are left over after the loops, as many as there can be.
    [Theory]
    [MemberData(nameof(ElementTypes))]
    public void Text_BeyondAThousandClasses_DoesNotGrow(string elementType)
    {
        int atThousand = Generate(1023, elementType).Length;

        Assert.InRange(Generate(128_255, elementType).Length, 1, atThousand * 1.05);
        Assert.InRange(Generate(int.MaxValue, elementType).Length, 1, atThousand * 1.05);
    }

    // The longest texts of each element type; a limit of twice the size would not limit anything.
    [Theory]
    [InlineData(31, "float")]
    [InlineData(127, "float")]
    [InlineData(63, "double")]
    public void Code_IsWithinItsLimit(int classCount, string elementType)
    {
        Assembly assembly = InMemoryAssembly.Load($"Size_{elementType}{classCount}", [Declare(classCount, elementType), Generate(classCount, elementType)]);

        const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        int code = assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)))
            .Sum(static method => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0);
        Assert.InRange(code, CodeLimit / 2, CodeLimit);
    }

    private static string Generate(int classCount, string elementType) => Assert.Single(HeadRun.Of(Declare(classCount, elementType)).GeneratedTexts).Value;

    private static string Declare(int classCount, string elementType) =>
        $"[SoftmaxGen.SoftmaxHead(K = {classCount}, ElementType = typeof({elementType}))] public sealed partial class Head;";
}
