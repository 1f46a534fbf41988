using System.Net;
using Azure;

namespace Claudit.Functions.Storage;

internal static class BlobFailures
{
    public static bool IsMissing(this RequestFailedException failure) => failure.Status == (int)HttpStatusCode.NotFound;

    /// <summary>Whether a range begins where the blob has ended: nothing is there yet.</summary>
    public static bool IsBeyondEnd(this RequestFailedException failure) => failure.Status == (int)HttpStatusCode.RequestedRangeNotSatisfiable;

    /// <summary>Whether somebody else has written what a condition of the request was about.</summary>
    public static bool IsLostRace(this RequestFailedException failure) => failure.Status == (int)HttpStatusCode.PreconditionFailed;

    /// <summary>Whether what must not be there is there: a write that must be the first gets either answer.</summary>
    public static bool IsConflict(this RequestFailedException failure) => failure.IsLostRace() || failure.Status == (int)HttpStatusCode.Conflict;
}
