using System.Collections.Immutable;

namespace Claudit.Analysis.Facts;

/// <summary>What is known of a value, followed back through the variables of its function.</summary>
public sealed record Value
{
    /// <summary>As written, white space folded, at most 80 characters.</summary>
    public required string Text { get; init; }

    public Traits Traits { get; init; }

    /// <summary>The content when it is a constant.</summary>
    public string? Literal { get; init; }

    /// <summary>The words of all names that flow in, in lower case, sorted; <c>currentPeriodEnd</c> gives three.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Parameters of its function that flow in.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>Functions of the program whose results flow in, by last name.</summary>
    public ImmutableArray<string> Calls { get; init; } = [];

    /// <summary>What a text is put together from, constants left out: the holes of a template, the operands of a concatenation. Empty for anything else.</summary>
    public ImmutableArray<Value> Parts { get; init; } = [];

    /// <summary>
    /// The line on which its random or clock part is made, or else the number of the attempt or the host is put in, or else a function of the program is called for it;
    /// 0 when none is.
    /// </summary>
    public int Born { get; init; }

    /// <summary>Whether that is done anew each time that the unit around the site is repeated.</summary>
    public bool BornInUnit { get; init; }

    public bool Has(Traits traits) => (Traits & traits) == traits;

    public bool HasAny(Traits traits) => (Traits & traits) != 0;

    public bool Speaks(string word) => Words.BinarySearch(word, StringComparer.Ordinal) >= 0;

    public bool SpeaksAny(params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Speaks(word)) return true;
        }

        return false;
    }
}

/// <summary>What flows into a value, and what was done to it on the way.</summary>
[Flags]
public enum Traits
{
    None = 0,

    /// <summary>A constant and nothing else.</summary>
    Constant = 1 << 0,

    /// <summary>A random number or a generated unique id.</summary>
    Random = 1 << 1,

    /// <summary>The clock of this process.</summary>
    Clock = 1 << 2,

    /// <summary>A count of milliseconds since 1970.</summary>
    Milliseconds = 1 << 3,

    /// <summary>A count of seconds since 1970.</summary>
    Seconds = 1 << 4,

    /// <summary>A date and time as ISO 8601 text.</summary>
    IsoTime = 1 << 5,

    /// <summary>Depends on the local time zone of the process.</summary>
    LocalTime = 1 << 6,

    /// <summary>Explicitly UTC.</summary>
    Utc = 1 << 7,

    /// <summary>An attempt or retry count, a job's own id.</summary>
    Attempt = 1 << 8,

    /// <summary>The name of a host, pod or process.</summary>
    Host = 1 << 9,

    /// <summary>A hash.</summary>
    Hash = 1 << 10,

    /// <summary>A fraction: a decimal literal, a parse to float, a fixed-point text, a division that keeps its rest.</summary>
    Fraction = 1 << 11,

    /// <summary>Rounded, or divided so that the rest is lost.</summary>
    Rounded = 1 << 12,

    /// <summary>Exact decimal arithmetic.</summary>
    Exact = 1 << 13,

    /// <summary>Comes from a parameter of the function.</summary>
    Parameter = 1 << 14,

    /// <summary>A field of something else: a row, a message, an event, a request.</summary>
    Field = 1 << 15,

    /// <summary>Comes from the environment or configuration.</summary>
    Setting = 1 << 16,

    /// <summary>Zero or another constant is taken where nothing is there: <c>x ?? 0</c>, <c>x || 0</c>.</summary>
    Defaulted = 1 << 17,

    /// <summary>A count of rows, a length, a size, a balance: a level at one moment.</summary>
    Level = 1 << 18,

    /// <summary>Part of a longer text is all that is kept.</summary>
    Truncated = 1 << 19,

    /// <summary>A position in a list, or the number of a batch.</summary>
    Position = 1 << 20,

    /// <summary>The result of a query, a fetch or an awaited call.</summary>
    Fetched = 1 << 21,

    /// <summary>The length of a text divided by some characters each.</summary>
    Estimated = 1 << 22,

    /// <summary>Taken from the path, the query, the form or the body of a request.</summary>
    Requested = 1 << 23,
}
