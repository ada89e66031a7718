using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Properties;

/// <summary>Something that holds for every head and batch.</summary>
/// <param name="Name">What holds.</param>
/// <param name="Check">Throws when it does not.</param>
internal sealed record HeadProperty<T>(string Name, Action<HeadAdapter<T>, BatchCase> Check)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Fixed, so that a run can be repeated; set PROPERTY_SEED for other batches, PROPERTY_CASES for more of them.
    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("PROPERTY_SEED"), out var seed) ? seed : 20240611;
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("PROPERTY_CASES"), out var cases) ? cases : 300;

    /// <summary>Tries many batches, and throws with the smallest that fails.</summary>
    public void Verify(Arbitrary<BatchCase> batches, Func<HeadAdapter<T>, HeadAdapter<T>> headUnderTest) => FsCheck.Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(FSharpOption<FsCheck.Replay>.Some(new FsCheck.Replay(new Rnd(Seed, (Seed * 2) + 1), FSharpOption<int>.None))),
        Prop.ForAll(batches, batch => Check(headUnderTest(HeadRegistry.Get<T>(batch.ClassCount)), batch)));
}
