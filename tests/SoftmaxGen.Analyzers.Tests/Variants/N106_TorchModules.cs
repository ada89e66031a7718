using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch; using static TorchSharp.torch.nn; using F = TorchSharp.torch.nn.functional;
namespace Cases.N106;
public sealed class Net1 : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> layers;
    public Net1() : base("n")
    {
        layers = Sequential(("l1", Linear(4, 8)), ("a", ReLU()), ("l2", Linear(8, 3)), ("sm", Softmax(1)));
        RegisterComponents();
    }
    public override Tensor forward(Tensor x) => layers.call(x);
}
public static class Train
{
    public static void Run(Tensor x, Tensor y)
    {
        var net = new Net1();
        var loss = CrossEntropyLoss();
        for (int e = 0; e < 10; e++)
        {
            var eval = net.forward(x);
            var output = loss.call(eval, y); // EXPECT: softmax-before-ce
            output.backward();
        }
    }
    public static Tensor Manual(Tensor logits, Tensor target)
    {
        var p = F.softmax(logits, 1);
        var logp = (p + 1e-10).log(); // EXPECT: log-of-softmax
        return -(target * logp).sum(1).mean();
    }
    public static Tensor Rl(Net1 policy, Tensor s, Tensor a, Tensor adv)
    {
        var probs = policy.call(s);
        var lp = torch.log(probs.gather(1, a)); // EXPECT: log-of-softmax
        return -(lp * adv).mean();
    }
    public static Tensor Nll(Net1 n, Tensor x, Tensor y) => F.nll_loss(n.call(x), y); // EXPECT: nll-on-probabilities
    public static Tensor Exp(Tensor x) { var e = x.exp(); var s = e.sum(1, true); return e.div(s); } // EXPECT: unstable-exp-sum
    public static Tensor Exp2(Tensor x) => torch.exp(x) / torch.exp(x).sum(); // EXPECT: unstable-exp-sum
    public static Tensor Double(Net1 n, Tensor x) => n.call(x).softmax(1); // EXPECT: double-softmax
}
public sealed class Net2 : Module<Tensor, Tensor>
{
    private Linear fc; private Softmax sm;
    public Net2() : base("b") { fc = Linear(3, 3); sm = Softmax(1); RegisterComponents(); }
    public override Tensor forward(Tensor x)
    {
        using (var d = no()) { x = fc.forward(x); }
        return sm.forward(x); // ALSO: softmax-before-ce
    }
    static IDisposable no() => null!;
    public Tensor Loss(Tensor x, Tensor y)
    {
        var outp = this.forward(x);
        return F.cross_entropy(outp, y); // EXPECT: softmax-before-ce
    }
}
