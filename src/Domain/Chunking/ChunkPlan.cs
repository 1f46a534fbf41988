using Claudit.Code;
using Claudit.Submissions;

namespace Claudit.Chunking;

/// <summary>
/// Cuts a submission, one file after the other, into what a model is shown at once: small files of the same folders together, large ones
/// where the least is torn apart, and never inside a token. Each line is in some chunk; where a cut goes through a function the next part
/// begins some lines before it.
/// </summary>
/// <param name="target">Tokens of a chunk. Only a file whose tokens span more lines than that gets a larger one.</param>
public sealed class ChunkPlan(int target)
{
    // In hundredths of the target: how far before its end a cut is looked for, and how much is repeated behind one through a function.
    private const int Window = 60;
    private const int Overlap = 8;

    /// <summary>What a line number in the margin comes to.</summary>
    private const int MarginTokens = 3;

    private readonly List<ChunkPart> _parts = [];
    private int _tokens;
    private int _chunks;

    /// <summary>Takes the next file, in the order of paths, and gives the chunks that are complete with it.</summary>
    public IReadOnlyList<Chunk> Add(SourceFile file)
    {
        var complete = new List<Chunk>();
        var lines = new LineMap(file.Text);
        var sums = Sums(file.Text, lines);
        var whole = sums[^1];
        if (_parts.Count > 0 && _tokens + whole > target) complete.Add(Take());
        if (whole <= target)
        {
            Put(new ChunkPart(file.Path, new LineRange(1, lines.Count), 0), whole);
            return complete;
        }

        var places = new CutPlaces(file, lines);
        var (first, repeats) = (0, 0);
        while (true)
        {
            var end = EndOf(first, first + repeats + 1, sums, places);
            Put(new ChunkPart(file.Path, new LineRange(first + 1, end), repeats), sums[end] - sums[first]);
            // What is left may have room for the files behind it.
            if (end == lines.Count) break;
            complete.Add(Take());
            var next = places.TearsBefore(end) ? Before(end, first, sums, places) : end;
            (first, repeats) = (next, end - next);
        }

        return complete;
    }

    /// <summary>The last chunk; null when all have been given.</summary>
    public Chunk? Complete() => _parts.Count > 0 ? Take() : null;

    /// <summary>The tokens before each line, and at the end those of all.</summary>
    private static int[] Sums(string text, LineMap lines)
    {
        var sums = new int[lines.Count + 1];
        for (var line = 0; line < lines.Count; line++)
        {
            var span = lines.SpanOf(new LineRange(line + 1, line + 1));
            sums[line + 1] = sums[line] + TokenEstimate.Of(text.AsSpan(span.Start, span.Length)) + MarginTokens;
        }

        return sums;
    }

    /// <summary>The line before which a part that begins with line <paramref name="first"/> ends best, counted from 0.</summary>
    /// <param name="least">So that it gets on.</param>
    private int EndOf(int first, int least, int[] sums, CutPlaces places)
    {
        var end = places.Count;
        if (sums[end] - sums[first] <= target) return end;
        var (best, bestCost) = (-1, CutPlaces.Never);
        for (var cut = least; cut < places.Count && (sums[cut] - sums[first] <= target || best < 0); cut++)
        {
            if (places.CostBefore(cut) == CutPlaces.Never) continue;
            // Before the window a cut is taken only where there is none in it.
            var cost = (sums[cut] - sums[first]) * 100L < target * (100L - Window) ? CutPlaces.Never - 1 : places.CostBefore(cut);
            if (cost <= bestCost) (best, bestCost) = (cut, cost);
        }

        return best < 0 ? end : best;
    }

    /// <summary>Where a part begins that repeats some lines before <paramref name="end"/>.</summary>
    private int Before(int end, int first, int[] sums, CutPlaces places)
    {
        var start = end;
        for (var line = end - 1; line > first && (sums[end] - sums[line]) * 100L <= target * (long)Overlap; line--)
            if (places.CostBefore(line) != CutPlaces.Never)
                start = line;
        return start;
    }

    private void Put(ChunkPart part, int tokens)
    {
        _parts.Add(part);
        _tokens += tokens;
    }

    private Chunk Take()
    {
        var chunk = new Chunk(_chunks++, [.. _parts], _tokens);
        _parts.Clear();
        _tokens = 0;
        return chunk;
    }
}
