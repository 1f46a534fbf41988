namespace Claudit.Storage;

/// <summary>The sizes of the packs that <see cref="SourceWriter"/> would make of files.</summary>
/// <param name="packCharacters">As <see cref="SourceStore"/> has it.</param>
internal sealed class PackSizes(long packCharacters)
{
    private readonly List<long> _sizes = [];

    /// <summary>In characters.</summary>
    public IReadOnlyList<long> Sizes => _sizes;

    public void Add(int characters)
    {
        if (_sizes.Count == 0 || _sizes[^1] + characters > packCharacters) _sizes.Add(characters);
        else _sizes[^1] += characters;
    }
}
