using SoftmaxGen;

namespace LanguageModelHead;

/// <summary>The head of a model with the vocabulary of Llama 3.</summary>
[SoftmaxHead(K = 128_256)]
internal sealed partial class Vocabulary;
