using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Analyzers;

/// <summary>Which bodies are worth a look: those with one of the words, and those that name a member which has.</summary>
internal sealed class Candidates
{
    // More helpers than this, and looking for them in every other file is no longer cheap.
    private const int MostHelpers = 100;

    private readonly Lazy<HashSet<string>> _helpers;

    public Candidates(Compilation compilation) => _helpers = new(() => HelpersIn(compilation));

    public IEnumerable<SyntaxNode> In(SyntaxTree tree, CancellationToken cancellation)
    {
        FileWords file = FileWords.Of(tree, cancellation);
        HashSet<string> helpers = _helpers.Value;
        if (helpers.Count == 0)
        {
            return file.Bodies.Where(static body => body.HasKeyword).Select(static body => body.Syntax);
        }

        // Fields that one member fills and another reads count in their own file.
        HashSet<string> fields = [.. file.Bodies.SelectMany(static body => body.Written)];
        IEnumerable<BodyWords> bodies = !file.IsUnread ? file.Bodies
            : helpers.Count <= MostHelpers && TextSearch.ContainsWord(tree.GetText(cancellation), helpers) ? FileWords.Read(tree, cancellation)
            : [];
        return bodies
            .Where(body => body.HasKeyword || helpers.Overlaps(body.Names) || fields.Overlaps(body.Names))
            .Select(static body => body.Syntax);
    }

    // Two steps up: members that use a member that takes an exponential.
    private static HashSet<string> HelpersIn(Compilation compilation)
    {
        BodyWords[] bodies = [.. compilation.SyntaxTrees.SelectMany(static tree => FileWords.Of(tree, CancellationToken.None).Bodies)];
        HashSet<string> helpers = [.. bodies.Where(static body => body.HasExp).Select(static body => body.Name)];
        helpers.UnionWith([.. bodies.Where(body => helpers.Overlaps(body.Names)).Select(static body => body.Name)]);
        helpers.RemoveWhere(static name => name.Length < 3);
        return helpers;
    }
}
