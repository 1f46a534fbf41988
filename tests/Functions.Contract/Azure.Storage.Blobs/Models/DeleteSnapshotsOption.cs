namespace Azure.Storage.Blobs.Models;

/// <summary>What becomes of a deleted blob's snapshots; with none of these, a blob that has some is not deleted.</summary>
public enum DeleteSnapshotsOption
{
    None = 0,
    IncludeSnapshots = 1,
    OnlySnapshots = 2,
}
