using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Gives every partial class a constant with its name; how badly is what the derived generators differ in.</summary>
public class NameGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var names = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { Modifiers: [.., var last] } && last.ValueText == "partial",
                static (syntax, _) => ((ClassDeclarationSyntax)syntax.Node).Identifier.ValueText)
            .WithTrackingName("Names");
        context.RegisterSourceOutput(names, (output, name) => output.AddSource($"{name}.g.cs", Write(name)));
    }

    /// <summary>The generated file.</summary>
    protected virtual string Write(string name) => $$"""
        partial class {{name}}
        {
            internal const string Name = "{{name}}";
        }

        """;
}
