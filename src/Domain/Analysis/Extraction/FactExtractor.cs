using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Reads one file into facts.</summary>
internal static class FactExtractor
{
    /// <summary>Reads any text; never throws, in time linear to the text.</summary>
    public static FileFacts Extract(SourceFile file)
    {
        var tree = SyntaxTree.Parse(file);
        var builder = new FactsBuilder();
        foreach (var statement in tree.Root.Statements)
        {
            if (statement is ImportStatement import) builder.AddImport(import.Module);
        }

        new Walker(new Moment(tree, builder)).Walk(tree.Root);
        AlertRules.Extract(file, tree.Lines, builder);
        QueueFiles.Extract(file, tree.Lines, builder);
        AllowanceMath.Extract(file, tree.Lines, builder);
        PrismaFiles.Extract(file, tree.Lines, builder);
        return new FileFacts
        {
            Path = file.Path,
            Language = file.Language,
            Role = FileRoles.Of(file, builder),
            Lines = tree.Lines.Count,
            Gap = ((IsTold(file) ? tree.Obstacle : null) ?? builder.Obstacle) is { } obstacle ? $"line {tree.Lines.LineAt(obstacle.Offset)}: {obstacle.Description}" : null,
            Imports = builder.AllImports,
            Functions = builder.Functions,
            Sites = builder.OrderedSites,
            Tables = builder.Tables,
        };
    }

    /// <summary>Whether the file's name tells its language. Where only its content does, what does not fit may be another language.</summary>
    private static bool IsTold(SourceFile file) => LanguageNames.Of(file.Path) == file.Language;
}
