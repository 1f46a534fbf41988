namespace Claudit.Submissions;

/// <summary>Where submitted files come from.</summary>
public abstract class SubmissionSource
{
    /// <summary>
    /// Everything that was submitted, in any order. A submission is read in two passes, names first, so this is called twice
    /// and gives the same entries in the same order. It ends early once <paramref name="expansion"/> has failed.
    /// </summary>
    public abstract IEnumerable<SubmittedEntry> Entries(Expansion expansion);
}
