using TorchSharp; using TorchSharp.Modules; using static TorchSharp.torch; using static TorchSharp.torch.nn; using F = TorchSharp.torch.nn.functional;
namespace Cases.C202;
public sealed class Attn : Module<Tensor, Tensor>
{
    private readonly Linear q = Linear(4, 4), k = Linear(4, 4), v = Linear(4, 4), o = Linear(4, 3);
    private readonly Softmax sm = Softmax(-1);
    public Attn() : base("a") => RegisterComponents();
    public override Tensor forward(Tensor x)
    {
        var w = sm.call(matmul(q.call(x), k.call(x).transpose(-2, -1)));
        return o.call(matmul(w, v.call(x)));
    }
    public Tensor Predict(Tensor x) => F.softmax(forward(x), 1);
    public Tensor Loss(Tensor x, Tensor y) => CrossEntropyLoss().call(forward(x), y);
}
public sealed class Moe : Module<Tensor, Tensor>
{
    private readonly Linear gate = Linear(4, 2), a = Linear(4, 3);
    public Moe() : base("m") => RegisterComponents();
    public override Tensor forward(Tensor x)
    {
        var g = gate.call(x).softmax(1);
        return a.call(x) * g.select(1, 0).unsqueeze(1);
    }
    public double Step(Tensor x, Tensor y, optim.Optimizer opt)
    {
        opt.zero_grad();
        using var outp = call(x);
        using var loss = F.cross_entropy(outp, y);
        var p = F.softmax(outp, 1);
        Console.WriteLine(p.argmax(1));
        loss.backward();
        opt.step();
        return loss.ToDouble();
    }
}
public static class Policy
{
    public static (Tensor, Tensor) Act(Module<Tensor, Tensor> net, Tensor s)
    {
        var logits = net.call(s);
        var p = F.softmax(logits, -1);
        var a = p.multinomial(1);
        var lp = F.log_softmax(logits, -1).gather(1, a);
        return (a, lp);
    }
    public static Tensor Entropy(Tensor logits) { var p = logits.softmax(1); var lp = logits.log_softmax(1); return -(p * lp).sum(1); }
    public static Tensor Kd(Tensor s, Tensor t, double T) => F.kl_div(F.log_softmax(s / T, 1), F.softmax(t / T, 1)) * T * T;
    public static Tensor Mse(Tensor s, Tensor t) => F.mse_loss(F.softmax(s, 1), F.softmax(t, 1));
    public static Tensor Manual(Tensor x)
    {
        var m = x.max();
        var e = torch.exp(x - m);
        return e / torch.sum(e, -1, true);
    }
    public static Tensor LogZ(Tensor x) { var m = x.amax(1, true); return m + (x - m).exp().sum(1, true).log(); }
    public static Tensor Vae(Tensor mu, Tensor lv) => (mu * mu + lv.exp() - lv - 1).sum() * 0.5;
    public static Tensor Rep(Tensor mu, Tensor lv) => mu + (lv * 0.5).exp() * torch.randn(2);
    public static Tensor Bce(Tensor x, Tensor y) => F.binary_cross_entropy(torch.sigmoid(x), y);
    public static Tensor SoftTargets(Tensor x, Tensor t) => -(t.softmax(1) * x.log_softmax(1)).sum(1).mean();
    public static Tensor Ensemble(Tensor a, Tensor b) => ((a.softmax(1) + b.softmax(1)) / 2).log();
}
