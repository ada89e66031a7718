using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// The members of a head that its kernels serve without code of their own: what users see of each, and which operation of the
/// runtime does the work. In texts, <c>{K}</c> stands for the number of classes and <c>{I}</c> for the ignore label.
/// </summary>
internal static class OperationMembers
{
    private static readonly OperationParameter Logits = new(ParameterKind.Input, "logits", "z, [N, {K}].");

    private static readonly OperationParameter Labels = new(ParameterKind.Labels, "labels", "y, [N]: classes in [0, {K}) or the ignore label, of type int, long or byte.");

    private static readonly OperationParameter Losses = new(ParameterKind.Output, "losses", "Receives one loss per row, [N]; 0 for a row that takes no part.");

    private static readonly OperationParameter Gradient = new(ParameterKind.Output, "gradient", "Receives the gradient of the reduced loss with respect to the logits, [N, {K}]; 0 for a row that takes no part. May be the logits themselves.");

    private static readonly OperationParameter Other = new(ParameterKind.Labels, "otherLabels", "The second label of each row, [N].");

    private static readonly OperationParameter Mixing = new(ParameterKind.Number, "mixing", "m in [0, 1]: the part of the first label; the second one has the rest.");

    private static readonly OperationParameter OptionsD = new(ParameterKind.OptionalOptions, "options", "Weights, smoothing, ignore label and more; the default changes nothing.");

    private static readonly OperationParameter Gamma = new(ParameterKind.Number, "gamma", "γ, finite and 0 or more.");

    private static readonly OperationParameter PolyEps = new(ParameterKind.Number, "epsilon", "ε, finite: the weight of the added term.");

    private static readonly OperationParameter Targets = new(ParameterKind.Input, "targets", "t, [N, {K}]: not checked to be positive or to sum to 1.");

    private static readonly OperationParameter LogProbabilities = new(ParameterKind.Input, "logProbabilities", "log p, [N, {K}].");

    private static readonly OperationParameter GradientP = new(ParameterKind.Output, "gradient", "Receives the gradient of the reduced loss with respect to the input, [N, {K}]. May be the input itself.");

    private static readonly OperationParameter Probabilities = new(ParameterKind.Input, "probabilities", "p, [N, {K}].");

    private static readonly OperationParameter ClipEps = new(ParameterKind.Number, "epsilon", "ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].");

    private static readonly OperationParameter Upstream = new(ParameterKind.Input, "upstream", "g, [N, {K}]: the gradient with respect to the output.");

    private static readonly OperationParameter Destination = new(ParameterKind.Output, "destination", "Receives the result, [N, {K}]; may be an input. What lies beyond is not touched.");

    private static readonly OperationParameter UpstreamN = new(ParameterKind.Input, "upstream", "g, [N]: the gradient with respect to each log-sum-exp.");

    private static readonly OperationParameter DestinationZ = new(ParameterKind.Output, "destination", "Receives the result, [N, {K}]; may be the logits themselves. What lies beyond is not touched.");

    private static readonly OperationParameter Row = new(ParameterKind.Input, "row", "z, [{K}].");

    private static readonly OperationParameter Jacobian = new(ParameterKind.Output, "destination", "Receives ∂p_i/∂z_j, row-major [{K}, {K}].");

    private static readonly OperationParameter Convention = new(ParameterKind.Convention, "convention", "Whose factor and floor.");

    private static readonly OperationParameter WeightsN = new(ParameterKind.Input, "sampleWeights", "A weight per row, [N]; empty for 1 everywhere.");

    private static readonly OperationParameter Vector = new(ParameterKind.Input, "vector", "v, [N, {K}].");

    private static readonly OperationParameter Temperature = new(ParameterKind.Number, "temperature", "T, finite and above 0.");

    private static readonly OperationParameter Cap = new(ParameterKind.Number, "cap", "c, finite and above 0.");

    private static readonly OperationParameter UpstreamOut = new(ParameterKind.Input, "upstream", "g, [N, {K}]: the gradient with respect to the capped logits.");

    private static readonly OperationParameter LogitsI = new(ParameterKind.Input, "logits", "z, [N, {K}, inner].");

    private static readonly OperationParameter DestinationI = new(ParameterKind.Output, "destination", "Receives the result, [N, {K}, inner]; may be the logits themselves.");

    private static readonly OperationParameter DestinationNI = new(ParameterKind.Output, "destination", "Receives one number per position, [N, inner].");

    private static readonly OperationParameter ClassesI = new(ParameterKind.Classes, "destination", "Receives one class per position, [N, inner].");

    private static readonly OperationParameter LabelsI = new(ParameterKind.Labels, "labels", "y, [N, inner]: classes in [0, {K}) or the ignore label, of type int, long or byte.");

    private static readonly OperationParameter LossesI = new(ParameterKind.Output, "losses", "Receives one loss per position, [N, inner]; 0 for one that takes no part.");

    private static readonly OperationParameter GradientI = new(ParameterKind.Output, "gradient", "Receives the gradient of the reduced loss with respect to the logits, [N, {K}, inner]. May be the logits themselves.");

    private static readonly OperationParameter Mask = new(ParameterKind.Mask, "mask", "[{K}] for all rows, or [N, {K}]: true for the classes that take part.");

    private static readonly OperationParameter Bits = new(ParameterKind.Bits, "mask", "Bit c is set if class c takes part; for up to 64 classes.");

    private static readonly OperationParameter Halves = new(ParameterKind.HalfInput, "logits", "z, [N, {K}], stored as halves; computed in float.");

    private static readonly OperationParameter HalvesOut = new(ParameterKind.HalfOutput, "destination", "Receives the result, [N, {K}], as halves; may be the logits themselves.");

    private static readonly OperationParameter HalvesGrad = new(ParameterKind.HalfOutput, "gradient", "Receives the gradient of the reduced loss with respect to the logits, [N, {K}], as halves. May be the logits themselves.");

    private static readonly OperationParameter Brains = new(ParameterKind.BFloat16Input, "logits", "z, [N, {K}], stored as bfloat16; computed in float.");

    private static readonly OperationParameter BrainsOut = new(ParameterKind.BFloat16Output, "destination", "Receives the result, [N, {K}], as bfloat16; may be the logits themselves.");

    private static readonly OperationParameter BrainsGrad = new(ParameterKind.BFloat16Output, "gradient", "Receives the gradient of the reduced loss with respect to the logits, [N, {K}], as bfloat16. May be the logits themselves.");

    private static readonly OperationParameter K = new(ParameterKind.Integer, "k", "How many classes, from 1 to {K}.");

    private static readonly OperationParameter Classes = new(ParameterKind.Classes, "classes", "Receives the classes, [N, k].");

    private static readonly OperationParameter Values = new(ParameterKind.Output, "values", "Receives their logits, [N, k].");

    private static readonly OperationParameter Evaluation = new(ParameterKind.Evaluation, "evaluation", "Where the figures are added up.");

    /// <summary>Those that are not made of others.</summary>
    private static readonly OperationMember[] Written =
    [
        .. In(
            OperationGroups.Losses,
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, default, LossParts.Sum, options, {I})",
                [Logits, Labels, OptionsD]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, losses, default, LossParts.Losses, options, {I})",
                [Logits, Labels, Losses, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyWithGradient",
                "The cross-entropy of each row with options, and its gradient with respect to the logits: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, gradient, LossParts.Gradient, options, {I})",
                [Logits, Labels, Gradient, OptionsD]),
            new(
                "LossSum",
                "MixedCrossEntropy",
                "The cross-entropy of rows that mix two labels (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.",
                "MixedCrossEntropy(logits, labels, otherLabels, mixing, default, default, LossParts.Sum, options, {I})",
                [Logits, Labels, Other, Mixing, OptionsD]),
            new(
                "LossSum",
                "MixedCrossEntropy",
                "The cross-entropy of rows that mix two labels (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.",
                "MixedCrossEntropy(logits, labels, otherLabels, mixing, losses, default, LossParts.Losses, options, {I})",
                [Logits, Labels, Other, Mixing, Losses, OptionsD]),
            new(
                "LossSum",
                "MixedCrossEntropyWithGradient",
                "The cross-entropy of rows that mix two labels, and its gradient with respect to the logits (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.",
                "MixedCrossEntropy(logits, labels, otherLabels, mixing, default, gradient, LossParts.Gradient, options, {I})",
                [Logits, Labels, Other, Mixing, Gradient, OptionsD]),
            new(
                "LossSum",
                "FocalLoss",
                "The focal loss w_y · (1 − p_y)^γ · (−log p_y) of each row (Lin et al. 2017); the mean divides by the rows that take part.",
                "FocalLoss(logits, labels, gamma, default, default, LossParts.Sum, options, {I})",
                [Logits, Labels, Gamma, OptionsD]),
            new(
                "LossSum",
                "FocalLoss",
                "The focal loss w_y · (1 − p_y)^γ · (−log p_y) of each row (Lin et al. 2017); the mean divides by the rows that take part.",
                "FocalLoss(logits, labels, gamma, losses, default, LossParts.Losses, options, {I})",
                [Logits, Labels, Gamma, Losses, OptionsD]),
            new(
                "LossSum",
                "FocalLossWithGradient",
                "The focal loss w_y · (1 − p_y)^γ · (−log p_y) of each row (Lin et al. 2017), and its gradient with respect to the logits; the mean divides by the rows that take part.",
                "FocalLoss(logits, labels, gamma, default, gradient, LossParts.Gradient, options, {I})",
                [Logits, Labels, Gamma, Gradient, OptionsD]),
            new(
                "LossSum",
                "Poly1Loss",
                "The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) of each row (Leng et al. 2022).",
                "Poly1Loss(logits, labels, epsilon, default, default, LossParts.Sum, options, {I})",
                [Logits, Labels, PolyEps, OptionsD]),
            new(
                "LossSum",
                "Poly1Loss",
                "The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) of each row (Leng et al. 2022).",
                "Poly1Loss(logits, labels, epsilon, losses, default, LossParts.Losses, options, {I})",
                [Logits, Labels, PolyEps, Losses, OptionsD]),
            new(
                "LossSum",
                "Poly1LossWithGradient",
                "The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) of each row (Leng et al. 2022), and its gradient with respect to the logits.",
                "Poly1Loss(logits, labels, epsilon, default, gradient, LossParts.Gradient, options, {I})",
                [Logits, Labels, PolyEps, Gradient, OptionsD]),
            new(
                "LossSum",
                "SoftLabelCrossEntropy",
                "The cross-entropy −Σ_c w_c · t_c · log p_c of each row with targets t; 0 · log 0 is 0. The mean divides by the rows (or their weights), not by class weights.",
                "SoftLabelCrossEntropy(logits, targets, default, default, LossParts.Sum, options)",
                [Logits, Targets, OptionsD]),
            new(
                "LossSum",
                "SoftLabelCrossEntropy",
                "The cross-entropy −Σ_c w_c · t_c · log p_c of each row with targets t; 0 · log 0 is 0. The mean divides by the rows (or their weights), not by class weights.",
                "SoftLabelCrossEntropy(logits, targets, losses, default, LossParts.Losses, options)",
                [Logits, Targets, Losses, OptionsD]),
            new(
                "LossSum",
                "SoftLabelCrossEntropyWithGradient",
                "The cross-entropy −Σ_c w_c · t_c · log p_c of each row with targets t, and its gradient with respect to the logits; 0 · log 0 is 0. The mean divides by the rows (or their weights), not by class weights.",
                "SoftLabelCrossEntropy(logits, targets, default, gradient, LossParts.Gradient, options)",
                [Logits, Targets, Gradient, OptionsD]),
            new(
                "LossSum",
                "KullbackLeibler",
                "The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) of each row, from targets t to the softmax p; 0 · log 0 is 0.",
                "KullbackLeibler(logits, targets, default, default, LossParts.Sum, options)",
                [Logits, Targets, OptionsD]),
            new(
                "LossSum",
                "KullbackLeibler",
                "The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) of each row, from targets t to the softmax p; 0 · log 0 is 0.",
                "KullbackLeibler(logits, targets, losses, default, LossParts.Losses, options)",
                [Logits, Targets, Losses, OptionsD]),
            new(
                "LossSum",
                "KullbackLeiblerWithGradient",
                "The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) of each row, from targets t to the softmax p, and its gradient with respect to the logits; 0 · log 0 is 0.",
                "KullbackLeibler(logits, targets, default, gradient, LossParts.Gradient, options)",
                [Logits, Targets, Gradient, OptionsD]),
            new(
                "LossSum",
                "ReverseKullbackLeibler",
                "The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) of each row, from the softmax p to targets t; 0 · log 0 is 0.",
                "ReverseKullbackLeibler(logits, targets, default, default, LossParts.Sum, options)",
                [Logits, Targets, OptionsD]),
            new(
                "LossSum",
                "ReverseKullbackLeibler",
                "The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) of each row, from the softmax p to targets t; 0 · log 0 is 0.",
                "ReverseKullbackLeibler(logits, targets, losses, default, LossParts.Losses, options)",
                [Logits, Targets, Losses, OptionsD]),
            new(
                "LossSum",
                "ReverseKullbackLeiblerWithGradient",
                "The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) of each row, from the softmax p to targets t, and its gradient with respect to the logits; 0 · log 0 is 0.",
                "ReverseKullbackLeibler(logits, targets, default, gradient, LossParts.Gradient, options)",
                [Logits, Targets, Gradient, OptionsD]),
            new(
                "LossSum",
                "Entropy",
                "The entropy H = −Σ_c p_c · log p_c of each row, in nats.",
                "Entropy(logits, losses, default, LossParts.Losses, options)",
                [Logits, Losses, OptionsD]),
            new(
                "LossSum",
                "EntropyWithGradient",
                "The entropy H of each row and its gradient −p · (log p + H) with respect to the logits.",
                "Entropy(logits, default, gradient, LossParts.Gradient, options)",
                [Logits, Gradient, OptionsD]),
            new(
                "LossSum",
                "NegativeLogLikelihood",
                "The negative log-likelihood −w_y · log p_y of each row, from log-probabilities.",
                "NegativeLogLikelihood(logProbabilities, labels, default, default, LossParts.Sum, options, {I})",
                [LogProbabilities, Labels, OptionsD]),
            new(
                "LossSum",
                "NegativeLogLikelihood",
                "The negative log-likelihood −w_y · log p_y of each row, from log-probabilities.",
                "NegativeLogLikelihood(logProbabilities, labels, losses, default, LossParts.Losses, options, {I})",
                [LogProbabilities, Labels, Losses, OptionsD]),
            new(
                "LossSum",
                "NegativeLogLikelihoodWithGradient",
                "The negative log-likelihood −w_y · log p_y of each row, from log-probabilities, and its gradient with respect to the log-probabilities.",
                "NegativeLogLikelihood(logProbabilities, labels, default, gradient, LossParts.Gradient, options, {I})",
                [LogProbabilities, Labels, GradientP, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyFromProbabilities",
                "The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) of each row, from probabilities. Prefer logits: a probability cannot hold what a confident model knows.",
                "CrossEntropyFromProbabilities(probabilities, labels, epsilon, default, default, LossParts.Sum, options, {I})",
                [Probabilities, Labels, ClipEps, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyFromProbabilities",
                "The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) of each row, from probabilities. Prefer logits: a probability cannot hold what a confident model knows.",
                "CrossEntropyFromProbabilities(probabilities, labels, epsilon, losses, default, LossParts.Losses, options, {I})",
                [Probabilities, Labels, ClipEps, Losses, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyFromProbabilitiesWithGradient",
                "The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) of each row, from probabilities, and its gradient with respect to the probabilities, 0 where they are clipped. Prefer logits: a probability cannot hold what a confident model knows.",
                "CrossEntropyFromProbabilities(probabilities, labels, epsilon, default, gradient, LossParts.Gradient, options, {I})",
                [Probabilities, Labels, ClipEps, GradientP, OptionsD])),
        .. In(
            OperationGroups.Derivatives,
            new(
                "void",
                "SoftmaxBackward",
                "The gradient with respect to the logits, p ∘ (g − Σ p · g), from probabilities p and the gradient g with respect to them.",
                "SoftmaxBackward(probabilities, upstream, destination)",
                [Probabilities, Upstream, Destination]),
            new(
                "void",
                "LogSoftmaxBackward",
                "The gradient with respect to the logits, g − p · Σ g, from log-probabilities and the gradient g with respect to them.",
                "LogSoftmaxBackward(logProbabilities, upstream, destination)",
                [LogProbabilities, Upstream, Destination]),
            new(
                "void",
                "LogSumExpBackward",
                "The gradient with respect to the logits, g · softmax(z), from the gradient g with respect to each log-sum-exp.",
                "LogSumExpBackward(logits, upstream, destination)",
                [Logits, UpstreamN, DestinationZ]),
            new(
                "void",
                "SoftmaxJacobian",
                "The Jacobian diag(p) − p pᵀ of the softmax of one row.",
                "SoftmaxJacobian(row, destination)",
                [Row, Jacobian]),
            new(
                "void",
                "CrossEntropyHessianDiagonal",
                "The diagonal p · (1 − p) of the Hessian of each row's cross-entropy, which does not depend on the label.",
                "CrossEntropyHessianDiagonal(logits, default, destination, convention)",
                [Logits, DestinationZ, Convention]),
            new(
                "void",
                "CrossEntropyHessianDiagonal",
                "The diagonal w · p · (1 − p) of the Hessian of each row's cross-entropy, with a weight per row.",
                "CrossEntropyHessianDiagonal(logits, sampleWeights, destination, convention)",
                [Logits, WeightsN, DestinationZ, Convention]),
            new(
                "void",
                "CrossEntropyHessianVectorProduct",
                "The Hessian of each row's cross-entropy times a vector: p ∘ (v − Σ p · v).",
                "CrossEntropyHessianVectorProduct(logits, vector, destination)",
                [Logits, Vector, DestinationZ])),
        .. In(
            OperationGroups.Temperature,
            new(
                "void",
                "TemperatureSoftmax",
                "softmax(z / T) of each row.",
                "TemperatureSoftmax(logits, temperature, destination)",
                [Logits, Temperature, DestinationZ]),
            new(
                "void",
                "TemperatureLogSoftmax",
                "log softmax(z / T) of each row.",
                "TemperatureLogSoftmax(logits, temperature, destination)",
                [Logits, Temperature, DestinationZ]),
            new(
                "void",
                "SoftCap",
                "c · tanh(z / c): bounds logits softly.",
                "SoftCap(logits, cap, destination)",
                [Logits, Cap, DestinationZ]),
            new(
                "void",
                "SoftCapBackward",
                "The gradient with respect to the logits, g · (1 − tanh²(z / c)), from the gradient g with respect to the capped logits.",
                "SoftCapBackward(logits, cap, upstream, destination)",
                [Logits, Cap, UpstreamOut, Destination])),
        .. In(
            OperationGroups.InnerAxis,
            new(
                "void",
                "Softmax",
                "Softmax over the {K} classes at each inner position: the class axis is not the last.",
                "Softmax(logits, innerSize{t}, destination)",
                [LogitsI, InnerAxisMembers.InnerSize, DestinationI]),
            new(
                "void",
                "LogSoftmax",
                "Log-softmax over the {K} classes at each inner position: the class axis is not the last.",
                "LogSoftmax(logits, innerSize{t}, destination)",
                [LogitsI, InnerAxisMembers.InnerSize, DestinationI]),
            new(
                "void",
                "LogSumExp",
                "log Σ exp(z) over the {K} classes at each inner position: the class axis is not the last.",
                "LogSumExp(logits, innerSize{t}, destination)",
                [LogitsI, InnerAxisMembers.InnerSize, DestinationNI]),
            new(
                "void",
                "Predict",
                "The class with the largest logit at each inner position: the class axis is not the last.",
                "Predict(logits, innerSize, destination)",
                [LogitsI, InnerAxisMembers.InnerSize, ClassesI]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy at each inner position (the class axis is not the last): loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, default, LossParts.Sum, options, {I}, innerSize)",
                [LogitsI, InnerAxisMembers.InnerSize, LabelsI, OptionsD]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy at each inner position (the class axis is not the last): loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, losses, default, LossParts.Losses, options, {I}, innerSize)",
                [LogitsI, InnerAxisMembers.InnerSize, LabelsI, LossesI, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyWithGradient",
                "The cross-entropy at each inner position (the class axis is not the last), and its gradient with respect to the logits: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, gradient, LossParts.Gradient, options, {I}, innerSize)",
                [LogitsI, InnerAxisMembers.InnerSize, LabelsI, GradientI, OptionsD])),
        .. In(
            OperationGroups.Masks,
            new(
                "void",
                "MaskedSoftmax",
                "Softmax over the classes whose mask is true; 0 for the others, and for a row without any.",
                "MaskedSoftmax(logits, mask, destination{t})",
                [Logits, Mask, DestinationZ]),
            new(
                "void",
                "MaskedLogSoftmax",
                "Log-softmax over the classes whose mask is true; −∞ for the others, and for a row without any.",
                "MaskedLogSoftmax(logits, mask, destination{t})",
                [Logits, Mask, DestinationZ]),
            new(
                "LossSum",
                "MaskedCrossEntropy",
                "The cross-entropy of each row over the classes whose mask is true, which also share the smoothing: +∞ if the label is not among them, 0 for a row without any.",
                "MaskedCrossEntropy(logits, labels, mask, default, default, LossParts.Sum, options, {I})",
                [Logits, Labels, Mask, OptionsD]),
            new(
                "LossSum",
                "MaskedCrossEntropy",
                "The cross-entropy of each row over the classes whose mask is true, which also share the smoothing: +∞ if the label is not among them, 0 for a row without any.",
                "MaskedCrossEntropy(logits, labels, mask, losses, default, LossParts.Losses, options, {I})",
                [Logits, Labels, Mask, Losses, OptionsD]),
            new(
                "LossSum",
                "MaskedCrossEntropyWithGradient",
                "The cross-entropy of each row over the classes whose mask is true, which also share the smoothing, and its gradient with respect to the logits: 0 for the others.",
                "MaskedCrossEntropy(logits, labels, mask, default, gradient, LossParts.Gradient, options, {I})",
                [Logits, Labels, Mask, Gradient, OptionsD]),
            new(
                "void",
                "MaskedSoftmax",
                "Softmax over the classes whose bit is set; 0 for the others.",
                "MaskedSoftmax(logits, mask, destination{t})",
                [Logits, Bits, DestinationZ]),
            new(
                "void",
                "MaskedLogSoftmax",
                "Log-softmax over the classes whose bit is set; −∞ for the others.",
                "MaskedLogSoftmax(logits, mask, destination{t})",
                [Logits, Bits, DestinationZ]),
            new(
                "LossSum",
                "MaskedCrossEntropy",
                "The cross-entropy of each row over the classes whose bit is set, which also share the smoothing: +∞ if the label is not among them.",
                "MaskedCrossEntropy(logits, labels, mask, default, default, LossParts.Sum, options, {I})",
                [Logits, Labels, Bits, OptionsD]),
            new(
                "LossSum",
                "MaskedCrossEntropy",
                "The cross-entropy of each row over the classes whose bit is set, which also share the smoothing: +∞ if the label is not among them.",
                "MaskedCrossEntropy(logits, labels, mask, losses, default, LossParts.Losses, options, {I})",
                [Logits, Labels, Bits, Losses, OptionsD]),
            new(
                "LossSum",
                "MaskedCrossEntropyWithGradient",
                "The cross-entropy of each row over the classes whose bit is set, which also share the smoothing, and its gradient with respect to the logits: 0 for the others.",
                "MaskedCrossEntropy(logits, labels, mask, default, gradient, LossParts.Gradient, options, {I})",
                [Logits, Labels, Bits, Gradient, OptionsD])),
        .. In(
            OperationGroups.Storage,
            new(
                "void",
                "Softmax",
                "Softmax of each row, computed in float and rounded once.",
                "Softmax(logits, destination{t})",
                [Halves, HalvesOut]),
            new(
                "void",
                "LogSoftmax",
                "Log-softmax of each row, computed in float and rounded once.",
                "LogSoftmax(logits, destination{t})",
                [Halves, HalvesOut]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, default, LossParts.Sum, options, {I})",
                [Halves, Labels, OptionsD]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, losses, default, LossParts.Losses, options, {I})",
                [Halves, Labels, Losses, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyWithGradient",
                "The cross-entropy of each row with options, and its gradient with respect to the logits: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, gradient, LossParts.Gradient, options, {I})",
                [Halves, Labels, HalvesGrad, OptionsD]),
            new(
                "void",
                "Softmax",
                "Softmax of each row, computed in float and rounded once.",
                "Softmax(logits, destination{t})",
                [Brains, BrainsOut]),
            new(
                "void",
                "LogSoftmax",
                "Log-softmax of each row, computed in float and rounded once.",
                "LogSoftmax(logits, destination{t})",
                [Brains, BrainsOut]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, default, LossParts.Sum, options, {I})",
                [Brains, Labels, OptionsD]),
            new(
                "LossSum",
                "CrossEntropy",
                "The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, losses, default, LossParts.Losses, options, {I})",
                [Brains, Labels, Losses, OptionsD]),
            new(
                "LossSum",
                "CrossEntropyWithGradient",
                "The cross-entropy of each row with options, and its gradient with respect to the logits: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / {K}) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.",
                "CrossEntropy(logits, labels, default, gradient, LossParts.Gradient, options, {I})",
                [Brains, Labels, BrainsGrad, OptionsD])),
        .. In(
            OperationGroups.Evaluation,
            new(
                "void",
                "TopK",
                "The k classes with the largest logits of each row, the largest first; the lower class first among equals, and NaN before every number.",
                "TopK(logits, k, classes)",
                [Logits, K, Classes]),
            new(
                "void",
                "TopK",
                "The k classes with the largest logits of each row, the largest first, and these logits; the lower class first among equals, and NaN before every number.",
                "TopK(logits, k, classes, values)",
                [Logits, K, Classes, Values]),
            new(
                "void",
                "Evaluate",
                "Adds the rows to an evaluation: loss, accuracy, top-k accuracy, confusion matrix and calibration in one pass.",
                "Evaluate(logits, labels, evaluation, {I}{t})",
                [Logits, Labels, Evaluation])),
    ];

    /// <summary>All of them, in the order in which they are emitted: those over an inner axis together.</summary>
    public static readonly IReadOnlyList<OperationMember> All =
    [
        .. Written.Where(static member => member.Group <= OperationGroups.InnerAxis),
        .. InnerAxisMembers.Of(Written.Where(static member => member.Group != OperationGroups.InnerAxis)),
        .. Written.Where(static member => member.Group > OperationGroups.InnerAxis),
    ];

    private static IEnumerable<OperationMember> In(OperationGroups group, params OperationMember[] members) => members.Select(member => member with { Group = group });
}
