using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>A diagnostic that a test expects. Lines and columns count from one; without a location it is the project's.</summary>
public readonly record struct DiagnosticResult
{
    private readonly ImmutableArray<DiagnosticLocation> _spans;

    /// <summary>Expects a diagnostic by id and severity.</summary>
    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    /// <summary>Expects a diagnostic of a rule.</summary>
    public DiagnosticResult(DiagnosticDescriptor descriptor)
        : this(descriptor.Id, descriptor.DefaultSeverity)
    {
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The severity.</summary>
    public DiagnosticSeverity Severity { get; private init; }

    /// <summary>The whole message, or null if it does not matter.</summary>
    public string? Message { get; private init; }

    /// <summary>What is put into the rule's message format, or null if it does not matter.</summary>
    public object?[]? MessageArguments { get; private init; }

    /// <summary>The location, followed by additional ones, which are compared only if there are any.</summary>
    public ImmutableArray<DiagnosticLocation> Spans
    {
        get => _spans.IsDefault ? [] : _spans;
        private init => _spans = value;
    }

    /// <summary>Expects an error of the compiler.</summary>
    public static DiagnosticResult CompilerError(string identifier) => new(identifier, DiagnosticSeverity.Error);

    /// <summary>Expects a warning of the compiler.</summary>
    public static DiagnosticResult CompilerWarning(string identifier) => new(identifier, DiagnosticSeverity.Warning);

    /// <summary>Expects this severity.</summary>
    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    /// <summary>Expects this message.</summary>
    public DiagnosticResult WithMessage(string? message) => this with { Message = message };

    /// <summary>Expects the rule's message with these arguments.</summary>
    public DiagnosticResult WithArguments(params object?[] arguments) => this with { MessageArguments = arguments };

    /// <summary>Expects the span marked <c>{|#0:…|}</c>.</summary>
    public DiagnosticResult WithLocation(int markupKey) => At(new(null, default, null, markupKey));

    /// <summary>Expects this start in the first file.</summary>
    public DiagnosticResult WithLocation(int line, int column) => At(new(null, Position(line, column), null, null));

    /// <summary>Expects this start in a file.</summary>
    public DiagnosticResult WithLocation(string path, int line, int column) => At(new(path, Position(line, column), null, null));

    /// <summary>Expects this span in the first file.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        At(new(null, Position(startLine, startColumn), Position(endLine, endColumn), null));

    /// <summary>Expects this span in a file.</summary>
    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        At(new(path, Position(startLine, startColumn), Position(endLine, endColumn), null));

    /// <summary>Expects no location.</summary>
    public DiagnosticResult WithNoLocation() => this with { Spans = [] };

    private static LinePosition Position(int line, int column) => new(line - 1, column - 1);

    private DiagnosticResult At(DiagnosticLocation location) => this with { Spans = Spans.Add(location) };
}
