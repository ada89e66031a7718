using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// How K vectors of consecutive elements (as many rows as a vector has lanes) become one vector per class, and back.
/// </summary>
/// <remarks>
/// Method: K = 2^a · odd. Each factor 2 is one stage that splits a stream of vectors into its even and its odd elements. For
/// the odd rest, K and the lane count are coprime, so each class already occupies every lane once, and in lane l the
/// vectors are the classes rotated by l's offset: a barrel rotation by blends, ceil(log2 odd) stages, sorts the classes, and
/// one permutation for each class but the first lines the rows up. Every step is carried out on the element indices
/// while the network is built, and the result is checked.
/// </remarks>
internal sealed class LaneNetwork
{
    private readonly List<LaneStep> _steps = [];
    private int _registers;

    private readonly int _blockLanes;

    private LaneNetwork(int classCount, int lanes, int blockLanes)
    {
        ClassCount = classCount;
        LaneCount = lanes;
        _blockLanes = blockLanes;
    }

    /// <summary>K: the number of vectors going in and coming out.</summary>
    public int ClassCount { get; }

    /// <summary>The number of lanes, which is the number of rows.</summary>
    public int LaneCount { get; }

    /// <summary>The steps in order. Registers 0 to K − 1 are the sources.</summary>
    public IReadOnlyList<LaneStep> Steps => _steps;

    /// <summary>The register of each result, in order.</summary>
    public int[] Results { get; private set; } = [];

    /// <summary>The row that each lane of the class vectors belongs to.</summary>
    public int[] RowOfLane { get; private set; } = [];

    /// <summary>From memory order to one vector per class; <paramref name="blockLanes"/> is the number of lanes in 128 bits.</summary>
    public static LaneNetwork Deinterleave(int classCount, int lanes, int blockLanes)
    {
        LaneNetwork network = new(classCount, lanes, blockLanes);
        int[][] memory = MemoryOrder(classCount, lanes);
        network._registers = classCount;
        List<int[]> contents = [.. memory];
        List<List<int>> groups = [Enumerable.Range(0, classCount).ToList()];
        int[] position = Enumerable.Range(0, lanes).ToArray();

        for (; groups[0].Count % 2 == 0; position = network.Halve(position))
        {
            bool blocks = SplitsBlocks(position);
            LaneStepKind even = blocks ? LaneStepKind.EvenBlocks : LaneStepKind.EvenLanes;
            LaneStepKind odd = blocks ? LaneStepKind.OddBlocks : LaneStepKind.OddLanes;
            groups = groups.SelectMany(group => new[]
            {
                Pairs(group).Select(pair => network.Add(even, pair.First, pair.Second, contents)).ToList(),
                Pairs(group).Select(pair => network.Add(odd, pair.First, pair.Second, contents)).ToList(),
            }).ToList();
        }

        foreach (List<int> group in groups)
        {
            network.RotateClasses(group, position, contents);
        }

        network.AlignRows(groups.SelectMany(static group => group).ToList(), contents);
        return network;
    }

    /// <summary>From one vector per class, lanes as <paramref name="forward"/> leaves them, back to memory order.</summary>
    public static LaneNetwork Interleave(LaneNetwork forward)
    {
        int classCount = forward.ClassCount;
        LaneNetwork network = new(classCount, forward.LaneCount, forward._blockLanes) { RowOfLane = forward.RowOfLane };
        List<int[]> contents = Enumerable.Range(0, classCount)
            .Select(c => forward.RowOfLane.Select(row => (row * classCount) + c).ToArray())
            .ToList();
        network._registers = classCount;

        // Undo the steps in reverse. A register of the forward network is known here by the one that holds the same elements;
        // of a blend stage, each old register is gathered from the two new ones that received its lanes.
        Dictionary<string, int> holding = [];
        for (int c = 0; c < classCount; c++)
        {
            holding[Key(contents[c])] = c;
        }

        int[][] forwardContents = forward.Simulate(MemoryOrder(classCount, forward.LaneCount));
        for (int i = forward._steps.Count - 1; i >= 0; i--)
        {
            network.Undo(forward, i, forwardContents, holding, contents);
        }

        network.Results = MemoryOrder(classCount, forward.LaneCount).Select(v => holding[Key(v)]).ToArray();
        return network;
    }

    /// <summary>The elements of every register, given those of the sources.</summary>
    public int[][] Simulate(int[][] sources)
    {
        List<int[]> contents = [.. sources];
        foreach (LaneStep step in _steps)
        {
            contents.Add(Apply(step, contents));
        }

        return [.. contents];
    }

    /// <summary>Vector v holds elements v · lanes to v · lanes + lanes − 1.</summary>
    public static int[][] MemoryOrder(int classCount, int lanes) =>
        Enumerable.Range(0, classCount).Select(v => Enumerable.Range(v * lanes, lanes).ToArray()).ToArray();

    private void Undo(LaneNetwork forward, int index, int[][] forwardContents, Dictionary<string, int> holding, List<int[]> contents)
    {
        LaneStep step = forward._steps[index];
        int[] first = forwardContents[step.First];
        switch (step.Kind)
        {
            case LaneStepKind.Permute:
                int[] inverse = new int[LaneCount];
                for (int lane = 0; lane < LaneCount; lane++)
                {
                    inverse[step.Lanes[lane]] = lane;
                }

                int permuted = holding[Key(forwardContents[step.Target])];
                holding[Key(first)] = Add(LaneStepKind.Permute, permuted, permuted, contents, inverse);
                break;
            case LaneStepKind.Blend:
                // The lanes of First that this blend did not take went to the blend that has First as its second source.
                LaneStep other = forward._steps.First(s => s.Kind == LaneStepKind.Blend && s.Second == step.First);
                holding[Key(first)] = Add(
                    LaneStepKind.Blend,
                    holding[Key(forwardContents[step.Target])],
                    holding[Key(forwardContents[other.Target])],
                    contents,
                    [.. step.Lanes]);
                break;
            case LaneStepKind.EvenLanes or LaneStepKind.EvenBlocks:
                // The matching odd split, of the same two sources, has been reached before.
                break;
            case LaneStepKind.OddLanes or LaneStepKind.OddBlocks:
                bool blocks = step.Kind == LaneStepKind.OddBlocks;
                LaneStep even = forward._steps.First(s => s != step && s.First == step.First && s.Second == step.Second
                    && s.Kind == (blocks ? LaneStepKind.EvenBlocks : LaneStepKind.EvenLanes));
                int evens = holding[Key(forwardContents[even.Target])];
                int odds = holding[Key(forwardContents[step.Target])];
                holding[Key(first)] = Add(
                    blocks ? LaneStepKind.InterleaveBlocksLow : LaneStepKind.InterleaveLow, evens, odds, contents);
                holding[Key(forwardContents[step.Second])] = Add(
                    blocks ? LaneStepKind.InterleaveBlocksHigh : LaneStepKind.InterleaveHigh, evens, odds, contents);
                break;
            default:
                throw new InvalidOperationException($"A forward network has no {step.Kind}.");
        }
    }

    private void RotateClasses(List<int> group, int[] position, List<int[]> contents)
    {
        int odd = group.Count;
        int[] sorted = new int[odd];
        for (int v = 0; v < odd; v++)
        {
            sorted[v * LaneCount % odd] = group[v];
        }

        for (int distance = 1; distance < odd; distance *= 2)
        {
            int[] mask = position.Select(p => (p % odd & distance) != 0 ? 1 : 0).ToArray();
            if (!mask.Contains(1))
            {
                continue;
            }

            int[] previous = sorted;
            sorted = Enumerable.Range(0, odd)
                .Select(c => Add(LaneStepKind.Blend, previous[c], previous[(c - distance + (odd * LaneCount)) % odd], contents, mask))
                .ToArray();
        }

        group.Clear();
        group.AddRange(sorted);
    }

    private void AlignRows(List<int> registers, List<int[]> contents)
    {
        RowOfLane = contents[registers[0]].Select(element => element / ClassCount).ToArray();
        Results = new int[ClassCount];
        foreach (int register in registers)
        {
            int[] rows = contents[register].Select(element => element / ClassCount).ToArray();
            int[] order = RowOfLane.Select(row => Array.IndexOf(rows, row)).ToArray();
            int aligned = order.SequenceEqual(Enumerable.Range(0, LaneCount))
                ? register
                : Add(LaneStepKind.Permute, register, register, contents, order);
            int classIndex = contents[aligned][0] % ClassCount;
            Results[classIndex] = aligned;
            bool holds = contents[aligned].Select((element, lane) => element == (RowOfLane[lane] * ClassCount) + classIndex).All(static same => same);
            if (!holds)
            {
                throw new InvalidOperationException($"The lane network for {ClassCount} classes in {LaneCount} lanes is wrong.");
            }
        }
    }

    private int Add(LaneStepKind kind, int first, int second, List<int[]> contents, int[]? lanes = null)
    {
        LaneStep step = new(kind, _registers++, first, second, (lanes ?? []).ToEquatableArray());
        _steps.Add(step);
        contents.Add(Apply(step, contents));
        return step.Target;
    }

    private int[] Apply(LaneStep step, List<int[]> contents)
    {
        int[] a = contents[step.First];
        int[] b = contents[step.Second];
        int lanes = a.Length;
        return step.Kind switch
        {
            LaneStepKind.Permute => step.Lanes.Select(lane => a[lane]).ToArray(),
            LaneStepKind.Blend => step.Lanes.Select((bit, lane) => bit == 1 ? b[lane] : a[lane]).ToArray(),
            _ => Enumerable.Range(0, lanes)
                .Select(lane => LaneShuffles.Source(step.Kind, lane, lanes, _blockLanes))
                .Select(source => source < lanes ? a[source] : b[source - lanes])
                .ToArray(),
        };
    }

    private static bool SplitsBlocks(int[] position) => position[0] % 2 == position[1] % 2;

    private int[] Halve(int[] position)
    {
        LaneStepKind kind = SplitsBlocks(position) ? LaneStepKind.EvenBlocks : LaneStepKind.EvenLanes;
        return Enumerable.Range(0, LaneCount)
            .Select(lane => LaneShuffles.Source(kind, lane, LaneCount, _blockLanes))
            .Select(source => (source < LaneCount ? position[source] : position[source - LaneCount] + LaneCount) / 2)
            .ToArray();
    }

    private static IEnumerable<(int First, int Second)> Pairs(List<int> group)
    {
        for (int i = 0; i < group.Count; i += 2)
        {
            yield return (group[i], group[i + 1]);
        }
    }

    private static string Key(int[] elements) => string.Join(",", elements);
}
