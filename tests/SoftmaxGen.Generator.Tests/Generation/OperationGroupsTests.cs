using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>What <c>Operations</c> leaves out is not there, and the rest compiles alone.</summary>
public sealed class OperationGroupsTests
{
    public static TheoryData<HeadOperations> Groups => [.. Enum.GetValues<HeadOperations>()];

    [Theory]
    [MemberData(nameof(Groups))]
    public Task EveryGroup_CompilesAlone(HeadOperations group) =>
        HeadGeneratorTest.VerifyAsync($"[SoftmaxHead(K = 20, Operations = HeadOperations.{group})] partial class Iris;");

    [Theory]
    [InlineData("HeadOperations.Core")]
    [InlineData("HeadOperations.Losses | HeadOperations.InnerAxis")]
    [InlineData("HeadOperations.All & ~HeadOperations.Losses")]
    public Task EnumHeads_CompileToo(string groups) => HeadGeneratorTest.VerifyAsync($$"""
        public enum Animal { Cat, [ClassWeight(2)] Dog, Bird }
        [SoftmaxHead<Animal>(Operations = {{groups}}, Temperature = 2)] partial class Iris;
        """);

    [Fact]
    public void Values_AreThoseOfTheGenerator() => Assert.Equal(
        Enum.GetValues<HeadOperations>().Select(static value => (value == HeadOperations.Core ? "None" : value.ToString(), (int)value)),
        Enum.GetValues<OperationGroups>().Select(static value => (value.ToString(), (int)value)));

    [Fact]
    public void Groups_ShareNoMember_AndLeaveNoneOut()
    {
        string[] all = Members(OperationGroups.All);
        string[] core = Members(OperationGroups.None);
        OperationGroups[] groups = [.. Enum.GetValues<OperationGroups>().Where(static group => group is not (OperationGroups.None or OperationGroups.All))];
        IEnumerable<string> single = groups.SelectMany(group => Members(group).Except(core));
        IEnumerable<string> overInnerAxis = groups.SelectMany(OverInnerAxis);

        Assert.Equal(all.Order(), core.Concat(single).Concat(overInnerAxis).Order());
        Assert.All(Enum.GetValues<OperationGroups>().Where(static group => group != OperationGroups.None), group => Assert.NotEqual(core, Members(group)));
    }

    [Theory]
    [InlineData(OperationGroups.Losses, "FocalLoss")]
    [InlineData(OperationGroups.Derivatives, "SoftmaxBackward")]
    [InlineData(OperationGroups.Temperature, "TemperatureSoftmax")]
    [InlineData(OperationGroups.Masks, "MaskedSoftmax")]
    [InlineData(OperationGroups.Evaluation, "TopK")]
    internal void MembersOverAnInnerAxis_NeedTheirGroupToo(OperationGroups group, string name) =>
        Assert.Contains(OverInnerAxis(group), member => member.StartsWith(name + "(", StringComparison.Ordinal));

    /// <summary>What a group and the inner axis have together only.</summary>
    private static IEnumerable<string> OverInnerAxis(OperationGroups group) =>
        Members(group | OperationGroups.InnerAxis).Except(Members(group)).Except(Members(OperationGroups.InnerAxis));

    [Fact]
    public void TheCoreInterface_HasTheMembersOfEveryHead() => Assert.Equal(
        typeof(ISoftmaxHeadCore<,>).GetMethods().Where(static method => !method.IsSpecialName).Select(static method => method.Name).Order(),
        EmittedMembers.Of(new HeadOptions(257, ElementType.Double, 0) { Operations = OperationGroups.None })
            .Where(static member => member.Kind == EmittedMemberKind.Method)
            .Select(static member => member.Name)
            .Order());

    private static string[] Members(OperationGroups groups) =>
        [.. EmittedMembers.Of(new HeadOptions(20, ElementType.Single, -100) { Operations = groups }).Select(static member => member.ToString())];
}
