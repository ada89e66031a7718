using System.Reflection;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Tests.Runtime;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Generator.Tests.Planning;

/// <summary>The lane networks sort every K and width, and the operations they are made of do what they are simulated by.</summary>
public sealed class LaneNetworkTests
{
    private const int LargestClassCount = 48;

    public static TheoryData<int, int> Shapes => new()
    {
        { 16, 4 }, { 8, 4 }, { 4, 4 },
        { 8, 2 }, { 4, 2 }, { 2, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Deinterleave_GivesOneVectorPerClass(int lanes, int blockLanes)
    {
        for (int classCount = 1; classCount <= LargestClassCount; classCount++)
        {
            LaneNetwork network = LaneNetwork.Deinterleave(classCount, lanes, blockLanes);
            int[][] registers = network.Simulate(LaneNetwork.MemoryOrder(classCount, lanes));

            Assert.Equal(Enumerable.Range(0, lanes), network.RowOfLane.Order());
            for (int c = 0; c < classCount; c++)
            {
                Assert.Equal(network.RowOfLane.Select(row => (row * classCount) + c), registers[network.Results[c]]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Interleave_ReturnsToMemoryOrder(int lanes, int blockLanes)
    {
        for (int classCount = 1; classCount <= LargestClassCount; classCount++)
        {
            LaneNetwork forward = LaneNetwork.Deinterleave(classCount, lanes, blockLanes);
            LaneNetwork back = LaneNetwork.Interleave(forward);
            int[][] classes = Enumerable.Range(0, classCount)
                .Select(c => forward.RowOfLane.Select(row => (row * classCount) + c).ToArray())
                .ToArray();
            int[][] registers = back.Simulate(classes);

            Assert.Equal(LaneNetwork.MemoryOrder(classCount, lanes), back.Results.Select(register => registers[register]));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryStep_UsesWhatExistsAndDefinesTheNextRegister(int lanes, int blockLanes)
    {
        for (int classCount = 1; classCount <= LargestClassCount; classCount++)
        {
            LaneNetwork forward = LaneNetwork.Deinterleave(classCount, lanes, blockLanes);
            foreach (LaneNetwork network in new[] { forward, LaneNetwork.Interleave(forward) })
            {
                Assert.Equal(Enumerable.Range(classCount, network.Steps.Count), network.Steps.Select(static step => step.Target));
                Assert.All(network.Steps, static step => Assert.True(step.First < step.Target && step.Second < step.Target));
                Assert.All(network.Steps, step => Assert.True(step.Lanes.Count is 0 || step.Lanes.Count == lanes));
            }
        }
    }

    public static TheoryData<string, int, bool> Shuffles
    {
        get
        {
            TheoryData<string, int, bool> data = [];
            foreach (LaneStepKind kind in Enum.GetValues<LaneStepKind>().Except([LaneStepKind.Blend, LaneStepKind.Permute]))
            {
                string name = kind.ToString();
                int[] widths = name.EndsWith("Halves", StringComparison.Ordinal) ? [512]
                    : name.Contains("Block", StringComparison.Ordinal) ? [256, 512] // One block has neither even nor odd blocks.
                    : [128, 256, 512];
                foreach (int bits in widths)
                {
                    data.Add(name, bits, false);
                    if (!name.EndsWith("Pairs", StringComparison.Ordinal))
                    {
                        data.Add(name, bits, true);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shuffles))]
    public void SimdOperation_DoesWhatIsSimulated(string operation, int bits, bool isDouble)
    {
        if (isDouble)
        {
            Compare<double>(operation, bits, static lane => lane);
        }
        else
        {
            Compare<float>(operation, bits, static lane => lane);
        }
    }

    private static void Compare<T>(string operation, int bits, Func<int, T> number)
        where T : unmanaged
    {
        int lanes = Vectors.Lanes<T>(bits);
        object first = Vectors.Create(bits, Enumerable.Range(0, lanes).Select(number).ToArray());
        object second = Vectors.Create(bits, Enumerable.Range(lanes, lanes).Select(number).ToArray());
        MethodInfo method = typeof(Simd).GetMethod(operation, [first.GetType(), second.GetType()])
            ?? throw new InvalidOperationException($"Simd has no {operation} for {first.GetType()}.");

        object result = method.Invoke(null, [first, second])!;

        LaneStepKind kind = Enum.Parse<LaneStepKind>(operation);
        int blockLanes = Vectors.Lanes<T>(128);
        Assert.Equal(
            Enumerable.Range(0, lanes).Select(lane => number(LaneShuffles.Source(kind, lane, lanes, blockLanes))),
            Vectors.Elements<T>(result));
    }
}
