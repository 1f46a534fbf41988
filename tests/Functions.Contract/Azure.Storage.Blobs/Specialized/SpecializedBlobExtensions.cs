namespace Azure.Storage.Blobs.Specialized;

public static class SpecializedBlobExtensions
{
    public static AppendBlobClient GetAppendBlobClient(this BlobContainerClient client, string blobName)
        => client.GetAppendBlobClientCore(blobName);
}
