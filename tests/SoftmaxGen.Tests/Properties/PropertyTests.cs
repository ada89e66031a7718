using System.Numerics;

namespace SoftmaxGen.Tests.Properties;

/// <summary>Properties that hold for every head, on generated batches of every size, alignment and kind of logits.</summary>
public abstract class PropertyTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // So few that a fault in one class is not lost among what the others are allowed.
    private const int FewClasses = 10;

    private static readonly HeadProperty<T>[] Properties = [.. ProbabilityProperties<T>.All, .. LossProperties<T>.All, .. BatchProperties<T>.All];

    public static TheoryData<string> Names => [.. Properties.Select(static property => property.Name)];

    public static TheoryData<int, string> Faults
    {
        get
        {
            var data = new TheoryData<int, string>();
            foreach (var (index, fault) in Fault<T>.All.Index())
            {
                data.Add(index, fault.Property.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Property_HoldsForEveryHead(string name) =>
        Properties.Single(property => property.Name == name).Verify(BatchCases.All<T>(), static head => head);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Property_DoesNotHoldForADamagedHead(int index, string name)
    {
        var fault = Fault<T>.All[index];
        Assert.Equal(name, fault.Property.Name);
        fault.Property.Verify(BatchCases.All<T>(FewClasses), static head => head);
        var exception = Assert.ThrowsAny<Exception>(() => fault.Property.Verify(BatchCases.All<T>(FewClasses), fault.Put));
        Assert.Contains("Xunit.Sdk.", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryProperty_HasAFaultItMustNotice() =>
        Assert.Empty(Properties.Except(Fault<T>.All.Select(static fault => fault.Property)));
}

/// <summary>The float heads.</summary>
public sealed class SinglePropertyTests : PropertyTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoublePropertyTests : PropertyTests<double>;
