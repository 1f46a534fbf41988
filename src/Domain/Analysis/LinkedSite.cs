using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Findings;

namespace Claudit.Analysis;

/// <summary>A site together with the file and function that hold it.</summary>
public readonly record struct LinkedSite(FileFacts File, Site Site)
{
    public LinkedFunction Function => new(File, Site.Function);

    public Location Location => At(Site.Lines);

    public Location At(LineRange lines) => new(File.Path, lines.First, lines.Last);
}

/// <summary>A function together with the file that holds it.</summary>
public readonly record struct LinkedFunction(FileFacts File, int Index)
{
    public FunctionFact Fact => File.Functions[Index];

    /// <summary>Index 0 is the file's top level.</summary>
    public bool IsTopLevel => Index == 0;

    public Location Location => new(File.Path, Fact.Lines.First, Fact.Lines.Last);

    public bool Equals(LinkedFunction other) => Index == other.Index && ReferenceEquals(File, other.File);

    public override int GetHashCode() => HashCode.Combine(File.Path, Index);
}
