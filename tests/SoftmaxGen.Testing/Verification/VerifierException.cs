namespace SoftmaxGen.Testing;

/// <summary>A test found something other than what it expects; the message says what.</summary>
public sealed class VerifierException(string message) : Exception(message);
