using SoftmaxGen.Analyzers.Tests.TestSupport;

namespace SoftmaxGen.Analyzers.Tests.Rules;

/// <summary>SMG1006.</summary>
public sealed class LikelihoodOfProbabilitiesTests
{
    private const string Torch = "using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch;";

    [Fact]
    public Task Functions_And_Modules() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        private readonly NLLLoss _nll = nn.NLLLoss();

        static Tensor A(Tensor x, Tensor y) => {|SMG1006:nn.functional.nll_loss(x.softmax(1), y)|};
        Tensor B(Tensor x, Tensor y) => {|SMG1006:_nll.call(torch.softmax(x, 1), y)|};
        static Tensor C(Tensor x, Tensor y) => {|SMG1006:nn.functional.kl_div(x.softmax(1), y)|};
        """);

    [Fact]
    public Task LogProbabilities_AreSound() => SoftmaxCodeTest.VerifyMembersAsync(Torch, """
        static Tensor A(Tensor x, Tensor y) => nn.functional.nll_loss(x.log_softmax(1), y);

        static Tensor B(Tensor x, Tensor y)
        {
            var net = nn.Sequential(nn.Linear(4, 3), nn.LogSoftmax(1));
            return nn.NLLLoss().call(net.call(x), y);
        }

        static Tensor C(Tensor x, Tensor teacher) => nn.KLDivLoss().call(x.log_softmax(1), teacher.softmax(1));
        """);
}
